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
package io.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the engine relies on in every format of records with a schema. */
abstract class RecordFormatContract extends FormatContract {
  static final Schema SCHEMA = SampleRows.SCHEMA;
  static final Schema NESTED = SampleRows.NESTED;

  /**
   * What a file says about itself.
   *
   * @param compression as the ledger calls it
   * @param schemaName the name of the rows' type
   */
  record Description(String compression, String topic, String partition, String schemaName) {}

  /** Reads what a file says about itself with a library of others. */
  abstract Description describe(byte[] file) throws IOException;

  @Override
  Schema schema() {
    return SCHEMA;
  }

  @Override
  Object value(int index) {
    return SampleRows.row(index);
  }

  @Override
  List<Object> rejectedValues() {
    @SuppressWarnings("unchecked")
    List<Object> untyped = (List<Object>) (List<?>) new ArrayList<>(List.of(1.0));
    Struct mixed = SampleRows.row(1).put("list", untyped);
    untyped.add("text");
    Schema other = SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    return List.of(
        new Struct(SCHEMA).put("id", 1).put("text", "x".repeat(10_000)),
        SampleRows.row(1).put("text", "cut \uD83D"),
        SampleRows.row(1).put("nested", new Struct(NESTED).put("a", "\uDE00")),
        SampleRows.row(1).put("price", new BigDecimal("0.001")),
        SampleRows.row(1).put("price", new BigDecimal("1E+1000000000")),
        mixed,
        new Struct(other).put("id", 1),
        Map.of("id", 1),
        "text");
  }

  @Override
  void assertWithoutRecords(byte[] file) throws IOException {
    assertThat(read(file)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("configs")
  void theFileNamesTopicPartitionSchemaAndCompression(FormatConfig config) throws IOException {
    TestFile file = newFile(config);
    file.append(value(1));
    assertThat(describe(file.finish()))
        .isEqualTo(new Description(compression(config), "topic", "0", "com.acme.Value"));
  }

  @Test
  void theReasonOfARejectionNamesThePlace() throws IOException {
    TestFile file = newFile();
    Struct cut = SampleRows.row(1).put("nested", new Struct(NESTED).put("a", "cut \uD83D"));
    assertThatThrownBy(() -> file.append(cut))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/nested/a'")
        .hasMessageContaining("half of a surrogate pair");
    assertThatThrownBy(() -> file.append(new Struct(SCHEMA).put("id", 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/text'")
        .hasMessageContaining("null");
    assertThatThrownBy(() -> file.append(null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("null.values");
    file.encoder.release();
  }

  @ParameterizedTest
  @MethodSource("configs")
  void aSchemaOfTheLedgerOpensTheSameFile(FormatConfig config) throws IOException {
    Format format = Formats.of(config, 100_000);
    String text = format.schemas().of(TestFile.record(SCHEMA, value(1))).text();
    FormatConfig today = FormatConfigs.of(FormatName.JSON, CompressionName.NONE);
    Format named = Formats.named(format.name(), format.compression(), today);
    FileHeader header = new FileHeader(named.schema(text), "topic", 3);
    TestFile file = new TestFile(named.encoders(), header, SCHEMA, stream(config));
    file.append(value(1));
    byte[] bytes = file.finish();
    assertThat(read(bytes)).containsExactly(value(1));
    assertThat(describe(bytes))
        .isEqualTo(new Description(compression(config), "topic", "3", "com.acme.Value"));
  }

  @Test
  void aPendingFileWithoutAReadableSchemaIsRefused() {
    Format format = Formats.of(FormatConfigs.of(format(), CompressionName.NONE), 1000);
    assertThatThrownBy(() -> format.schema(null)).isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> format.schema("abc"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("newer");
  }

  /** Asserts that a pending file with this compression cannot be written again. */
  final void assertUnknownCompression(String compression, String reason) {
    FormatConfig today = FormatConfigs.of(format(), CompressionName.NONE);
    String format = Formats.of(today, 1000).name();
    assertThatThrownBy(() -> Formats.named(format, compression, today))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(reason);
  }

  /** Asserts that a schema is refused before a file is opened. */
  final void assertRefused(Schema schema, String... reasons) {
    Format format = Formats.of(FormatConfigs.of(format(), CompressionName.NONE), 1000);
    assertThatThrownBy(() -> format.schemas().of(TestFile.record(schema, new Struct(schema))))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(reasons);
  }
}
