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

import io.sluice.config.Choices;
import io.sluice.config.FormatName;
import io.sluice.it.connector.poison.PoisonKind;
import io.sluice.it.read.RowReaders;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Some cells of each format; the scoreboard runs them all. */
class StrictCellTest {
  private final PoisonTable table = new PoisonTable();

  private Optional<String> run(PoisonKind kind, FormatName format)
      throws IOException, InterruptedException {
    try (RowReaders readers = RowReaders.open()) {
      return new StrictCell(kind, format, table).run(readers.of(Choices.name(format)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NULL_VALUE, TEXT",
    "LONG_TEXT, BYTES",
    "HIGH_SURROGATE, CSV",
    "NAN, JSON",
    "MISSING_INNER_FIELD, AVRO",
    "TIMESTAMP_FAR_AWAY, PARQUET",
    "TIMESTAMP_FAR_AWAY, AVRO",
    "NO_SYMBOL, AVRO",
    "RECURSIVE_SCHEMA, CSV",
    "TIME_UNREADABLE, JSON",
    "PLACE_ABSENT, TEXT",
  })
  void theTaskFailsAndNamesTheRecord(PoisonKind kind, FormatName format) throws Exception {
    assertThat(run(kind, format)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "NAN, CSV",
    "NAN_ELEMENT, AVRO",
    "EMPTY_STRUCT, JSON",
    "TIMESTAMP_FAR_AWAY, CSV",
    "LOGICAL_OF_OTHER_CLASS, JSON",
    "TWO_BRANCHES, PARQUET",
    "TEXT_FOR_BYTES, TEXT",
    "BYTES_FOR_TEXT, BYTES",
  })
  void whatTheFormatCanHoldIsReadBack(PoisonKind kind, FormatName format) throws Exception {
    assertThat(run(kind, format)).isEmpty();
  }
}
