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
package io.sluice.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.TopicPartition;

/** The offsets that a published file holds, read from its bytes. */
record PublishedOffsets(List<Long> inOrder) {
  private static final String STRUCT = "{\"" + RecordValue.FIELD + "\":\"";

  /**
   * Reads a file of lines.
   *
   * @param name its extension gives the format of the content
   * @throws IllegalArgumentException if the content is anything else than whole records of the
   *     partition, in the format that the name promises
   */
  static PublishedOffsets read(TopicPartition topicPartition, String name, byte[] content) {
    if (name.endsWith(".avro")) {
      return avro(topicPartition, name, content);
    }
    byte[] plain = content;
    String plainName = name;
    if (name.endsWith(".gz")) {
      plainName = name.substring(0, name.length() - 3);
      try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(content))) {
        plain = gzip.readAllBytes();
      } catch (IOException e) {
        throw new IllegalArgumentException(name + " is not a whole gzip file", e);
      }
    }
    boolean json = plainName.endsWith(".json");
    if (!json && !plainName.endsWith(".txt")) {
      throw new IllegalArgumentException(name + " has an unknown extension");
    }
    List<Long> offsets = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < plain.length; i++) {
      if (plain[i] == '\n') {
        offsets.add(offset(topicPartition, name, plain, from, i, json));
        from = i + 1;
      }
    }
    if (from != plain.length) {
      throw new IllegalArgumentException(name + " ends within a record");
    }
    return new PublishedOffsets(offsets);
  }

  private static long offset(
      TopicPartition topicPartition, String name, byte[] plain, int from, int to, boolean json) {
    String line = new String(plain, from, to - from, StandardCharsets.UTF_8);
    if (!json) {
      return offset(topicPartition, name, line);
    }
    int start = line.startsWith(STRUCT) ? STRUCT.length() : 1;
    int end = line.indexOf('"', start);
    if (end < 0 || !line.startsWith(STRUCT) && !line.startsWith("\"")) {
      throw new IllegalArgumentException(name + " holds a line that is not JSON");
    }
    return offset(topicPartition, name, line.substring(start, end));
  }

  private static long offset(TopicPartition topicPartition, String name, String text) {
    long offset = RecordValue.offset(topicPartition, text);
    if (offset < 0) {
      throw new IllegalArgumentException(name + " holds a foreign record: " + text);
    }
    return offset;
  }

  private static PublishedOffsets avro(TopicPartition topicPartition, String name, byte[] content) {
    List<Long> offsets = new ArrayList<>();
    try (DataFileStream<GenericRecord> records =
        new DataFileStream<>(new ByteArrayInputStream(content), new GenericDatumReader<>())) {
      for (GenericRecord record : records) {
        offsets.add(offset(topicPartition, name, String.valueOf(record.get(RecordValue.FIELD))));
      }
    } catch (IOException | AvroRuntimeException e) {
      throw new IllegalArgumentException(name + " is not a whole Avro file", e);
    }
    return new PublishedOffsets(offsets);
  }

  BitSet offsets() {
    BitSet set = new BitSet();
    inOrder.forEach(offset -> set.set(offset.intValue()));
    return set;
  }

  boolean rising() {
    for (int i = 1; i < inOrder.size(); i++) {
      if (inOrder.get(i) <= inOrder.get(i - 1)) {
        return false;
      }
    }
    return true;
  }
}
