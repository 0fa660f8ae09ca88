/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.sluice.it.verify;

import io.sluice.it.verify.TopicReader.Delivered;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares published files with the records of the topics, by topic partition, offset and content.
 * The values of one partition must differ from each other, so that a value determines its offset.
 */
public final class Verifier {
  /** The default file template: original topic, partition, first and last offset, generation. */
  private static final Pattern NAME =
      Pattern.compile("(.+)\\+(\\d+)\\+(\\d+)\\+(\\d+)(?:\\+g\\d+)?(?:\\.[a-z.]+)?");

  private static final int EXAMPLES = 10;

  private final Map<TopicPartition, Map<String, Long>> expected = new HashMap<>();
  private final Map<TopicPartition, Map<String, Integer>> copies = new HashMap<>();
  private final List<String> examples = new ArrayList<>();
  private long expectedCount;
  private long found;
  private long twice;
  private long wrong;

  /** A record that should be in exactly one file. */
  public void expect(Delivered record) {
    Long earlier =
        expected
            .computeIfAbsent(record.partition(), partition -> new HashMap<>())
            .put(record.value(), record.offset());
    if (earlier != null) {
      throw new IllegalArgumentException(
          record.partition() + " has one value at " + earlier + " and " + record.offset());
    }
    expectedCount++;
  }

  /** Reads all files as their names say, and compares; call it once. */
  public Verdict compare(Output output) throws IOException {
    return compare(output, RecordFile::read);
  }

  /** Reads all files and compares; call it once. */
  public Verdict compare(Output output, ContentReader reader) throws IOException {
    List<Output.File> files = output.files();
    try (ReadAhead contents = new ReadAhead(output, files)) {
      for (Output.File file : files) {
        compare(contents, file, reader);
      }
    }
    long missing = 0;
    for (Map.Entry<TopicPartition, Map<String, Long>> partition : expected.entrySet()) {
      Map<String, Integer> there = copies.getOrDefault(partition.getKey(), Map.of());
      for (Map.Entry<String, Long> record : partition.getValue().entrySet()) {
        if (!there.containsKey(record.getKey())) {
          missing++;
          example("missing: " + partition.getKey() + " offset " + record.getValue());
        }
      }
    }
    return new Verdict(
        expectedCount, found, missing, twice, wrong, files.size(), List.copyOf(examples));
  }

  private void compare(ReadAhead contents, Output.File file, ContentReader reader)
      throws IOException {
    String name = file.path().substring(file.path().lastIndexOf('/') + 1);
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      wrong++;
      example("a file with a foreign name: " + file.path());
      return;
    }
    FileCheck check =
        new FileCheck(
            file.path(),
            new TopicPartition(parts.group(1), Integer.parseInt(parts.group(2))),
            Long.parseLong(parts.group(3)),
            Long.parseLong(parts.group(4)));
    try (InputStream stored = contents.next()) {
      reader.read(name, stored, check::record);
    }
    check.end();
  }

  private void example(String text) {
    if (examples.size() < EXAMPLES) {
      examples.add(text);
    }
  }

  private final class FileCheck {
    private final String path;
    private final TopicPartition partition;
    private final long start;
    private final long end;
    private long last = -1;

    FileCheck(String path, TopicPartition partition, long start, long end) {
      this.path = path;
      this.partition = partition;
      this.start = start;
      this.end = end;
    }

    void record(String value) {
      found++;
      Long offset = expected.getOrDefault(partition, Map.of()).get(value);
      if (offset == null) {
        wrong++;
        example("not a record of " + partition + ", in " + path + ": " + value);
        return;
      }
      int count =
          copies.computeIfAbsent(partition, key -> new HashMap<>()).merge(value, 1, Integer::sum);
      if (count > 1) {
        twice++;
        example("again: " + partition + " offset " + offset + " in " + path);
      }
      boolean first = last < 0;
      if (offset <= last || offset < start || offset > end || (first && offset != start)) {
        wrong++;
        example("offset " + offset + " after " + last + " in " + path);
      }
      last = offset;
    }

    void end() {
      if (last != end) {
        wrong++;
        example("the last offset is " + last + " in " + path);
      }
    }
  }
}
