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
package io.sluice.it.score.poison;

import io.sluice.config.FormatName;
import io.sluice.it.connector.poison.PoisonMessage;
import io.sluice.it.read.RowReader;
import io.sluice.it.score.poison.PoisonTopic.Entry;
import io.sluice.it.verify.LocalOutput;
import io.sluice.it.verify.Output;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;

/**
 * Compares published files with the records that had to be written: all of them, in their order,
 * and nothing else.
 */
final class WrittenRows {
  private final PoisonTopic topic;
  private final ExpectedRows expected;
  private final Optional<RowReader> reader;

  /**
   * @param reader empty if there is none for the format
   */
  WrittenRows(PoisonTopic topic, ExpectedRows expected, Optional<RowReader> reader) {
    this.topic = topic;
    this.expected = expected;
    this.reader = reader;
  }

  /** Files that hold records of one after the other. */
  private record Place(String tenant, int partition) {

    /** The place of a file, whose path the {@link PoisonConnector} has chosen. */
    static Place of(String path) {
      String tenant = path.replaceFirst(".*/tenant-([^/]*)/.*", "$1");
      return new Place(
          tenant, Integer.parseInt(path.replaceFirst(".*\\+(\\d+)\\+\\d+\\+.*", "$1")));
    }
  }

  /**
   * Compares.
   *
   * @param directory of the connector's output
   */
  void check(Path directory, Findings findings) throws IOException {
    Map<Place, List<Path>> files = new LinkedHashMap<>();
    // Names begin with the first offset, padded.
    for (Output.File file : new LocalOutput(directory).files()) {
      files
          .computeIfAbsent(Place.of(file.path()), place -> new ArrayList<>())
          .add(directory.resolve(file.path()));
    }
    Map<Place, List<PoisonMessage>> written = new LinkedHashMap<>();
    for (Entry entry : topic.entries()) {
      PoisonMessage message = entry.message();
      if (topic.reason(message).isEmpty()) {
        written
            .computeIfAbsent(
                new Place(topic.tenant(message), entry.partition()), place -> new ArrayList<>())
            .add(message);
      }
    }
    written.forEach(
        (place, messages) -> {
          List<Path> found = files.remove(place);
          check(messages, found == null ? List.of() : found, findings);
        });
    files.forEach(
        (place, found) ->
            findings.add("files of " + topic.name(), "nothing belongs into " + found.get(0)));
  }

  private void check(List<PoisonMessage> messages, List<Path> files, Findings findings) {
    String cell = topic.cell(messages.get(0));
    Schema schema = expected.schema(messages.get(0));
    List<Object> rows = new ArrayList<>();
    try {
      for (Path file : files) {
        read(file, schema, rows::add);
      }
    } catch (IOException e) {
      findings.add(cell, "not readable: " + e.getMessage());
      return;
    }
    for (int i = 0; i < Math.min(rows.size(), messages.size()); i++) {
      Object row = expected.row(messages.get(i));
      if (!row.equals(rows.get(i))) {
        findings.add(cell, "row " + i + " is " + rows.get(i) + " instead of " + row);
        return;
      }
    }
    if (rows.size() != messages.size()) {
      findings.add(cell, rows.size() + " rows instead of " + messages.size());
    }
  }

  private void read(Path file, Schema schema, Consumer<Object> rows) throws IOException {
    if (topic.format() == FormatName.BYTES) {
      split(Files.readAllBytes(file), rows);
    } else {
      reader
          .orElseThrow(() -> new IOException("there is no reader of this format"))
          .read(file, schema, rows);
    }
  }

  /** No separator is between the records of this format, but all have the same length. */
  private static void split(byte[] content, Consumer<Object> rows) {
    int length = PoisonMessage.text(PoisonTopic.FIRST_NUMBER).length();
    for (int i = 0; i < content.length; i += length) {
      rows.accept(ByteBuffer.wrap(content, i, Math.min(length, content.length - i)));
    }
  }
}
