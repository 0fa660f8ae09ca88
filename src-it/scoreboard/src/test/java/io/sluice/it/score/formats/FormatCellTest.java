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
package io.sluice.it.score.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.Choices;
import io.sluice.config.FormatName;
import io.sluice.it.read.RowReaders;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A cell of each format; the scoreboard runs them all. */
class FormatCellTest {
  private static final ValueCorpus LINES =
      new ValueCorpus("lines", Schema.STRING_SCHEMA, RandomValues::line);
  private static final FormatCell TEXT = new FormatCell("text", "compression", "gzip");
  private static final long SEED = 1;

  @ParameterizedTest
  @EnumSource
  void othersReadWhatWasWritten(FormatName format) throws Exception {
    FormatCell cell =
        FormatCell.all().stream()
            .filter(any -> any.format().equals(Choices.name(format)) && any.isTaken())
            .filter(any -> any.way().isEmpty())
            .filter(any -> !Set.of("none", "null").contains(any.codec()))
            .findFirst()
            .orElseThrow();
    try (RowReaders readers = RowReaders.open()) {
      Outcome outcome = cell.run(readers, SEED, 60, 3);
      int corpora = Plan.of(cell.format()).corpora().size();
      assertThat(outcome.refused()).isFalse();
      assertThat(outcome.rows()).isEqualTo(60L * corpora);
      assertThat(outcome.files()).isEqualTo(3 * corpora);
    }
  }

  static Stream<FormatCell> withOtherSettings() {
    return FormatCell.all().stream()
        .filter(cell -> cell.way().isPresent())
        .filter(cell -> cell.way().get().codec().isPresent() || cell.codec().equals("gzip"));
  }

  @ParameterizedTest
  @MethodSource("withOtherSettings")
  void othersReadWhatWasWrittenWithOtherSettings(FormatCell cell) throws Exception {
    try (RowReaders readers = RowReaders.open()) {
      assertThat(cell.run(readers, SEED, 60, 3).rows()).isPositive();
    }
  }

  @Test
  void aTimeBeforeTheRunIsReported() {
    RowCorpus rows = new RowCorpus();
    Map<Object, Object> row = rows.row(SEED, 7);
    row.put("ingest_time", Instant.now());
    assertThat(rows.difference(SEED, 7, row)).isEmpty();
    row.put("ingest_time", Instant.now().minusSeconds(60));
    assertThat(rows.difference(SEED, 7, row))
        .hasValueSatisfying(difference -> assertThat(difference).contains("'/ingest_time'"));
  }

  @ParameterizedTest
  @CsvSource({"avro, snappy", "parquet, snappy", "orc, snappy", "json, none", "csv, none"})
  void readersFindTheCompressionThatAutoChose(String format, String codec) throws Exception {
    FormatCell cell = new FormatCell(format, "compression", "auto");
    assertThat(cell.isCodec(codec)).isTrue();
    assertThat(cell.isCodec("gzip")).isFalse();
    try (RowReaders readers = RowReaders.open()) {
      assertThat(cell.run(readers, SEED, 60, 3).rows()).isPositive();
    }
  }

  @Test
  void whatValidationShouldRefuseHasItsMessage() throws Exception {
    try (RowReaders readers = RowReaders.open()) {
      Outcome outcome = new FormatCell("avro", "compression", "gzip").run(readers, SEED, 60, 3);
      assertThat(outcome.refusal()).startsWith("compression: ").contains("avro.codec");
    }
  }

  @Test
  void formatsWithoutAPlanFail() {
    assertThatThrownBy(() -> Plan.of("format-of-tomorrow")).hasMessageContaining("no plan");
  }

  @Test
  void otherRowsFewerRowsAndOtherCodecsAreReported() throws Exception {
    try (RowReaders readers = RowReaders.open();
        TaskOnDisk task = TaskOnDisk.start(TEXT.settings(), LINES, SEED, 10)) {
      task.deliver(20);
      new RowCheck(readers, TEXT, SEED).check(LINES, task.output(), 20);
      assertThatThrownBy(
              () -> new RowCheck(readers, TEXT, SEED + 1).check(LINES, task.output(), 20))
          .hasMessageContaining("offset 0 at ''");
      assertThatThrownBy(() -> new RowCheck(readers, TEXT, SEED).check(LINES, task.output(), 30))
          .hasMessageContaining("end at 20 of 30");
      FormatCell plain = new FormatCell("text", "compression", "none");
      assertThatThrownBy(() -> new RowCheck(readers, plain, SEED).check(LINES, task.output(), 20))
          .hasMessageContaining("has codec gzip");
    }
  }

  @Test
  void otherKeysOfASequenceFileAreReported() throws Exception {
    FormatCell cell = new FormatCell("sequencefile", "compression", "gzip");
    ValueCorpus untimed = LINES.with("sequencefile.values", "text");
    try (RowReaders readers = RowReaders.open();
        TaskOnDisk task = TaskOnDisk.start(cell.settings(), untimed, SEED, 10)) {
      task.deliver(20);
      new RowCheck(readers, cell, SEED).check(untimed, task.output(), 20);
      Corpus timed = new TimedCorpus(untimed);
      assertThatThrownBy(() -> new RowCheck(readers, cell, SEED).check(timed, task.output(), 20))
          .hasMessageContaining(" at '/key': Long(0) instead of");
    }
  }
}
