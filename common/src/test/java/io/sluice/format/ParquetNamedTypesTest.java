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

import io.sluice.config.FormatConfig;
import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
import io.sluice.it.read.DuckDb;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types that names and parameters determine, read with DuckDB by type and value. */
class ParquetNamedTypesTest {

  private static byte[] file(FormatConfig config, Schema schema, Object... values)
      throws IOException {
    TestFile file = TestFile.of(config, schema, values[0]);
    for (Object value : values) {
      file.append(value);
    }
    return file.finish();
  }

  /** The type and the text of each column of the only row. */
  private static Map<String, String> columns(byte[] file) throws IOException {
    Map<String, Object> types =
        DuckDb.query(file, "SELECT typeof(COLUMNS(*)) FROM read_parquet(?)").get(0);
    Map<String, Object> values =
        DuckDb.query(file, "SELECT COLUMNS(*)::VARCHAR FROM read_parquet(?)").get(0);
    Map<String, String> columns = new LinkedHashMap<>();
    values.forEach((name, value) -> columns.put(name, types.get(name) + " " + value));
    return columns;
  }

  private static Map<String, String> expected() {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("date", "DATE 2024-03-01");
    expected.put("avro_date", "DATE 2024-03-01");
    expected.put("time", "TIME 11:22:33.123");
    expected.put("time_ms", "TIME 11:22:33.123");
    expected.put("time_us", "TIME 11:22:33.123456");
    expected.put("time_ns", "BIGINT 40953123456789");
    expected.put("instant", "TIMESTAMP WITH TIME ZONE 2024-03-01 11:22:33.123+00");
    expected.put("instant_us", "TIMESTAMP WITH TIME ZONE 2024-03-01 11:22:33.123456+00");
    expected.put("instant_ns", "BIGINT 1709292153123456789");
    expected.put("zoned", "TIMESTAMP WITH TIME ZONE 2024-03-01 11:22:33.123456+00");
    expected.put("local_ms", "TIMESTAMP 2024-03-01 11:22:33.123");
    expected.put("local_us", "TIMESTAMP 2024-03-01 11:22:33.123456");
    expected.put("local_ns", "BIGINT 1709292153123456789");
    expected.put("uuid", "VARCHAR " + ValuesContract.UUID);
    expected.put("json", "VARCHAR {\"a\":1}");
    expected.put("enum", "VARCHAR BLUE");
    expected.put("fixed", "BLOB \\x01\\xFF");
    expected.put("price", "DECIMAL(10,2) -12345678.90");
    expected.put("number", "VARCHAR -1.500");
    expected.put("union", "STRUCT(\"int\" INTEGER, string VARCHAR) {'int': NULL, 'string': s}");
    expected.put("marker", "BOOLEAN true");
    expected.put("none", "TIMESTAMP WITH TIME ZONE null");
    return expected;
  }

  @Test
  void eachNameDeterminesTheTypeThatMostReadersOpen() throws IOException {
    byte[] file =
        file(FormatConfigs.of(FormatName.PARQUET), NamedTypeRow.SCHEMA, NamedTypeRow.value());
    assertThat(columns(file)).containsExactlyEntriesOf(expected());
  }

  @Test
  void timestampsAreInTheOldTypeByChoice() throws IOException {
    FormatConfig config = FormatConfigs.of(FormatName.PARQUET, "parquet.timestamp", "int96");
    byte[] file = file(config, NamedTypeRow.SCHEMA, NamedTypeRow.value());
    Map<String, String> expected = expected();
    for (String name : List.of("instant", "local_ms")) {
      expected.put(name, "TIMESTAMP 2024-03-01 11:22:33.123");
    }
    for (String name : List.of("instant_us", "zoned", "local_us", "instant_ns", "local_ns")) {
      expected.put(name, "TIMESTAMP 2024-03-01 11:22:33.123456");
    }
    expected.put("none", "TIMESTAMP null");
    assertThat(columns(file)).containsExactlyEntriesOf(expected);
    assertThat(
            DuckDb.query(
                file, "SELECT type FROM parquet_schema(?) WHERE name IN ('instant', 'local_ns')"))
        .extracting(row -> row.get("type"))
        .containsExactly("INT96", "INT96");
  }

  @Test
  void timestampsInTheOldTypeHaveNoBloomFilter() throws IOException {
    for (String type : List.of("int96", "timestamp")) {
      FormatConfig config =
          FormatConfigs.of(
              FormatName.PARQUET,
              "parquet.timestamp",
              type,
              "parquet.dictionary",
              "false",
              "parquet.bloom.filter.columns",
              "instant");
      byte[] file = file(config, NamedTypeRow.SCHEMA, NamedTypeRow.value());
      assertThat(
              DuckDb.query(
                  file,
                  "SELECT bloom_filter_offset IS NOT NULL AS filter FROM parquet_metadata(?)"
                      + " WHERE path_in_schema = 'instant'"))
          .containsExactly(Map.of("filter", type.equals("timestamp")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1969-12-31T23:59:59.999Z",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z"
      })
  void theOldTypeHasEveryTime(String time) throws IOException {
    FormatConfig config = FormatConfigs.of(FormatName.PARQUET, "parquet.timestamp", "int96");
    java.util.Date value = java.util.Date.from(Instant.parse(time));
    byte[] file = file(config, Timestamp.SCHEMA, value);
    assertThat(DuckDb.query(file, "SELECT epoch_ms(value) AS ms FROM read_parquet(?)").get(0))
        .isEqualTo(Map.of("ms", value.getTime()));
  }

  @Test
  void plainTypesAreNumbersAndTexts() throws IOException {
    FormatConfig config =
        FormatConfigs.of(
            FormatName.PARQUET,
            "types.plain",
            "io.debezium.time.MicroTime,io.debezium.time.ZonedTimestamp");
    Map<String, String> columns = columns(file(config, NamedTypeRow.SCHEMA, NamedTypeRow.value()));
    assertThat(columns)
        .containsEntry("time_us", "BIGINT 40953123456")
        .containsEntry("zoned", "VARCHAR 2024-03-01T12:22:33.123456+01:00")
        .containsEntry("time_ms", "TIME 11:22:33.123");
  }

  @Test
  void largeDecimalsAreRejectedByChoice() {
    FormatConfig config = FormatConfigs.of(FormatName.PARQUET, "decimal.large", "reject");
    Schema large =
        org.apache.kafka.connect.data.Decimal.builder(2)
            .parameter("connect.decimal.precision", "39")
            .build();
    Schema schema = SchemaBuilder.struct().field("n", large).build();
    Struct value = new Struct(schema).put("n", new java.math.BigDecimal("1.00"));
    assertThatThrownBy(() -> file(config, schema, value))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/n'")
        .hasMessageContaining("decimal.large=text");
  }
}
