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

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.FormatName;
import io.sluice.it.connector.poison.GoodValue;
import io.sluice.it.connector.poison.PoisonKind;
import io.sluice.it.connector.poison.PoisonMessage;
import io.sluice.it.read.RowReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenRowsTest {
  private static final String GOOD = "poison-text/north/tenant-good/2026-01-01/poison-text+0+";

  @TempDir private Path directory;

  private final PoisonTopic topic = new PoisonTopic(FormatName.TEXT, new PoisonTable(), 1);

  @BeforeEach
  void fill() {
    topic.add(0, Optional.empty());
    topic.add(0, Optional.of(PoisonKind.STRUCT));
    topic.add(0, Optional.empty());
    topic.add(0, Optional.empty());
  }

  /** Publishes lines of records by their place in the topic. */
  private void write(String file, long... entries) throws IOException {
    String lines =
        LongStream.of(entries)
            .mapToObj(entry -> PoisonMessage.text(PoisonTopic.FIRST_NUMBER + entry) + "\n")
            .collect(Collectors.joining());
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, lines);
  }

  private Map<String, String> findings() throws IOException {
    Findings findings = new Findings();
    try (RowReaders readers = RowReaders.open()) {
      new WrittenRows(topic, new ExpectedRows(FormatName.TEXT, GoodValue.TEXT), readers.of("text"))
          .check(directory, findings);
    }
    return findings.all();
  }

  @Test
  void goodRowsInTheirOrderAreNoFinding() throws IOException {
    write(GOOD + "0000000000+0000000002.txt", 0, 2);
    write(GOOD + "0000000003+0000000003.txt", 3);
    assertThat(findings()).isEmpty();
  }

  @Test
  void aMissingRowIsFound() throws IOException {
    write(GOOD + "0000000000+0000000002.txt", 0, 2);
    assertThat(findings()).containsEntry("good records x text", "2 rows instead of 3");
  }

  @Test
  void aRowTooManyIsFound() throws IOException {
    write(GOOD + "0000000000+0000000003.txt", 0, 2, 3, 3);
    assertThat(findings()).containsEntry("good records x text", "4 rows instead of 3");
  }

  @Test
  void rowsInAnotherOrderAreFound() throws IOException {
    write(GOOD + "0000000000+0000000003.txt", 0, 3, 2);
    assertThat(findings()).containsOnlyKeys("good records x text");
  }

  @Test
  void aHalfWrittenRowIsFound() throws IOException {
    write(GOOD + "0000000000+0000000003.txt", 0, 2, 3);
    Path file = directory.resolve(GOOD + "0000000000+0000000003.txt");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 5));
    assertThat(findings()).containsOnlyKeys("good records x text");
  }

  @Test
  void aFileOfARecordThatMustNotBeWrittenIsFound() throws IOException {
    write(GOOD + "0000000000+0000000003.txt", 0, 2, 3);
    write("poison-text/north/tenant-struct/2026-01-01/poison-text+0+0000000001+0000000001.txt", 1);
    assertThat(findings()).containsOnlyKeys("files of poison-text");
  }
}
