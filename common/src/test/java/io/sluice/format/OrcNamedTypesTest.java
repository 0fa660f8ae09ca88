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
import io.sluice.it.read.OrcContent;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.orc.TypeDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types that names and parameters determine, read with ORC's library by type and value. */
class OrcNamedTypesTest {
  private static final String MICROS = "2024-03-01T11:22:33.123456";
  private static final String NANOS = MICROS + "789";

  private static OrcContent content(FormatConfig config, Schema schema, Object value)
      throws IOException {
    TestFile file = TestFile.of(config, schema, value);
    file.append(value);
    return OrcContent.of(file.finish());
  }

  private static Map<String, String> types(OrcContent content) throws IOException {
    TypeDescription type = content.reader().getSchema();
    Map<String, String> types = new LinkedHashMap<>();
    for (int i = 0; i < type.getFieldNames().size(); i++) {
      types.put(type.getFieldNames().get(i), type.getChildren().get(i).toString());
    }
    return types;
  }

  private static Map<String, String> expectedTypes() {
    Map<String, String> types = new LinkedHashMap<>();
    types.put("date", "date");
    types.put("avro_date", "date");
    types.put("time", "int");
    types.put("time_ms", "int");
    types.put("time_us", "bigint");
    types.put("time_ns", "bigint");
    for (String each : List.of("instant", "instant_us", "instant_ns", "zoned")) {
      types.put(each, "timestamp");
    }
    for (String each : List.of("local_ms", "local_us", "local_ns")) {
      types.put(each, "timestamp");
    }
    types.put("uuid", "string");
    types.put("json", "string");
    types.put("enum", "string");
    types.put("fixed", "binary");
    types.put("price", "decimal(10,2)");
    types.put("number", "string");
    types.put("union", "struct<int:int,string:string>");
    types.put("marker", "boolean");
    types.put("none", "timestamp");
    return types;
  }

  private static Map<String, Object> expectedValues() {
    Map<String, Object> values = new HashMap<>();
    values.put("date", LocalDate.parse("2024-03-01"));
    values.put("avro_date", LocalDate.parse("2024-03-01"));
    values.put("time", 40_953_123);
    values.put("time_ms", 40_953_123);
    values.put("time_us", 40_953_123_456L);
    values.put("time_ns", 40_953_123_456_789L);
    for (String each : List.of("instant", "local_ms")) {
      values.put(each, LocalDateTime.parse("2024-03-01T11:22:33.123"));
    }
    for (String each : List.of("instant_us", "zoned", "local_us")) {
      values.put(each, LocalDateTime.parse(MICROS));
    }
    for (String each : List.of("instant_ns", "local_ns")) {
      values.put(each, LocalDateTime.parse(NANOS));
    }
    values.put("uuid", ValuesContract.UUID);
    values.put("json", "{\"a\":1}");
    values.put("enum", "BLUE");
    values.put("fixed", ByteBuffer.wrap(new byte[] {1, -1}));
    values.put("price", new BigDecimal("-12345678.90"));
    values.put("number", "-1.500");
    Map<String, Object> union = new HashMap<>();
    union.put("int", null);
    union.put("string", "s");
    values.put("union", union);
    values.put("marker", true);
    values.put("none", null);
    return values;
  }

  @Test
  void eachNameDeterminesTheTypeThatMostReadersOpen() throws IOException {
    FormatConfig config = FormatConfigs.of(FormatName.ORC);
    try (OrcContent content = content(config, NamedTypeRow.SCHEMA, NamedTypeRow.value())) {
      assertThat(types(content)).containsExactlyEntriesOf(expectedTypes());
      assertThat(content.rows()).containsExactly(expectedValues());
      TypeDescription type = content.reader().getSchema();
      assertThat(type.findSubtype("local_us").getAttributeValue("sluice.name"))
          .isEqualTo("io.debezium.time.MicroTimestamp");
    }
  }

  @Test
  void pointsInTimeHaveATimeZoneByChoice() throws IOException {
    FormatConfig config = FormatConfigs.of(FormatName.ORC, "orc.timestamp", "instant");
    Map<String, String> types = expectedTypes();
    Map<String, Object> values = expectedValues();
    for (String each : List.of("instant", "instant_us", "instant_ns", "zoned", "none")) {
      types.put(each, "timestamp with local time zone");
    }
    values.put("instant", Instant.parse("2024-03-01T11:22:33.123Z"));
    values.put("instant_us", Instant.parse(MICROS + 'Z'));
    values.put("zoned", Instant.parse(MICROS + 'Z'));
    values.put("instant_ns", Instant.parse(NANOS + 'Z'));
    try (OrcContent content = content(config, NamedTypeRow.SCHEMA, NamedTypeRow.value())) {
      assertThat(types(content)).containsExactlyEntriesOf(types);
      assertThat(content.rows()).containsExactly(values);
    }
  }

  @Test
  void plainTypesAreNumbersAndTexts() throws IOException {
    FormatConfig config =
        FormatConfigs.of(FormatName.ORC, "types.plain", "io.debezium.time.MicroTimestamp");
    try (OrcContent content = content(config, NamedTypeRow.SCHEMA, NamedTypeRow.value())) {
      assertThat(types(content)).containsEntry("local_us", "bigint");
      assertThat(content.rows().get(0)).containsEntry("local_us", 1_709_292_153_123_456L);
    }
  }

  @Test
  void namesWithABacktickAreMadeSafeByChoice() throws IOException {
    Schema schema = SchemaBuilder.struct().field("a`b", Schema.INT64_SCHEMA).build();
    Struct row = new Struct(schema).put("a`b", 1L);
    assertThatThrownBy(() -> content(FormatConfigs.of(FormatName.ORC), schema, row))
        .hasMessageContaining("backtick")
        .hasMessageContaining("column.names=safe");
    FormatConfig safe = FormatConfigs.of(FormatName.ORC, "column.names", "safe");
    try (OrcContent content = content(safe, schema, row)) {
      assertThat(content.rows()).containsExactly(Map.of("a_b", 1L));
    }
  }

  /** ORC's library would read these times as one second later. */
  @ParameterizedTest
  @ValueSource(longs = {-1, -999, -999_000})
  void theLastSecondBefore1970IsRejected(long micros) {
    assertThatThrownBy(() -> readBack("timestamp-micros", micros))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("last second before 1970")
        .hasMessageContaining("format=parquet");
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 999_999, -999_001, -999_999, -1_000_000, -1_000_001, -1_500_000, -2_000_001})
  void otherTimesAround1970AreReadBack(long micros) throws IOException {
    for (String name : List.of("timestamp-micros", "local-timestamp-micros")) {
      assertThat(readBack(name, micros))
          .isEqualTo(LocalDateTime.parse("1970-01-01T00:00:00").plusNanos(micros * 1000));
    }
  }

  private static Object readBack(String name, long value) throws IOException {
    Schema schema = SchemaBuilder.struct().field("t", NamedTypeRow.int64(name)).build();
    Struct row = new Struct(schema).put("t", value);
    try (OrcContent content = content(FormatConfigs.of(FormatName.ORC), schema, row)) {
      return content.rows().get(0).get("t");
    }
  }
}
