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

import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfigs;
import io.sluice.config.OrcConfig;
import io.sluice.it.read.OrcContent;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.orc.TypeDescription;
import org.junit.jupiter.api.Test;

/** Every type of Connect, read back with ORC. */
class OrcValuesTest extends ValuesContract {
  OrcValuesTest() {
    super(FormatConfigs.orc(OrcConfig.DEFAULT, CompressionName.NONE));
  }

  /** Writes one value, and reads it; a struct as its fields by name. */
  @Override
  Object readBack(Schema schema, Object value) throws IOException {
    try (OrcContent content = OrcContent.of(write(schema, List.of(value)))) {
      List<Map<String, Object>> rows = content.rows();
      assertThat(rows).hasSize(1);
      return value instanceof Struct ? rows.get(0) : rows.get(0).get("value");
    }
  }

  private TypeDescription typeOf(Schema schema, Object value) throws IOException {
    try (OrcContent content = OrcContent.of(write(schema, List.of(value)))) {
      return content.reader().getSchema();
    }
  }

  private static LocalDateTime utc(long millis) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }

  @Test
  void timestampOrc() throws IOException {
    Schema schema = SchemaBuilder.struct().field("ts", Timestamp.SCHEMA).build();
    Struct value = new Struct(schema).put("ts", new Date(1_709_290_800_000L));
    assertThat(typeOf(schema, value)).hasToString("struct<ts:timestamp>");
    assertThat(readBack(schema, value))
        .isEqualTo(Map.of("ts", LocalDateTime.parse("2024-03-01T11:00:00")));
  }

  @Test
  void timestampsOutOfRangeAreRejected() {
    Date last = new Date(Long.MAX_VALUE / 1000);
    assertRejected(Timestamp.SCHEMA, new Date(last.getTime() + 1), "Timestamp is out of range");
    assertRejected(Timestamp.SCHEMA, new Date(-last.getTime() - 1), "Timestamp is out of range");
    assertRejected(Timestamp.SCHEMA, new Date(Long.MIN_VALUE), "Timestamp is out of range");
  }

  @Test
  void logicalTypes() throws IOException {
    // Dates before 1582, too: days are counted as in ISO 8601, and the footer says so.
    for (String day :
        List.of("1970-01-01", "1969-12-31", "0001-01-01", "1582-10-10", "9999-12-31")) {
      LocalDate date = LocalDate.parse(day);
      assertThat(readBack(DATE, new Date(date.toEpochDay() * 86_400_000L))).isEqualTo(date);
    }
    assertThat(readBack(Time.SCHEMA, new Date(0))).isEqualTo(0);
    assertThat(readBack(Time.SCHEMA, new Date(86_399_999))).isEqualTo(86_399_999);
    for (long millis :
        new long[] {0, 1, 999, -1000, -1001, -1999, -62_135_596_800_001L, 253_402_300_799_999L}) {
      assertThat(readBack(Timestamp.SCHEMA, new Date(millis))).isEqualTo(utc(millis));
    }
    assertThat(readBack(SchemaBuilder.string().name("uuid").build(), UUID)).isEqualTo(UUID);
  }

  @Test
  void manyRowsOfCollectionsOfAllLengthsAreReadBack() throws IOException {
    Schema inner =
        SchemaBuilder.struct()
            .optional()
            .field("texts", SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).optional().build())
            .field("price", Decimal.builder(3).optional().build())
            .field("at", Timestamp.builder().optional().build())
            .build();
    Schema schema =
        SchemaBuilder.struct()
            .field("list", SchemaBuilder.array(inner).build())
            .field("map", SchemaBuilder.map(Schema.STRING_SCHEMA, inner).optional().build())
            .build();
    List<Object> values = new ArrayList<>();
    List<Map<String, Object>> expected = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      List<Object> structs = new ArrayList<>();
      List<Object> rows = new ArrayList<>();
      for (int j = 0; j < i % 7; j++) {
        boolean none = (i + j) % 5 == 0;
        List<String> texts = j == 3 ? null : Collections.nCopies(j, j == 2 ? null : "t" + i);
        BigDecimal price = j == 4 ? null : BigDecimal.valueOf(i, 3);
        structs.add(
            none
                ? null
                : new Struct(inner).put("texts", texts).put("price", price).put("at", new Date(i)));
        Map<String, Object> row = new HashMap<>();
        row.put("texts", texts);
        row.put("price", price);
        row.put("at", utc(i));
        rows.add(none ? null : row);
      }
      Map<String, Object> map = new HashMap<>();
      Map<String, Object> mapRow = new HashMap<>();
      for (int j = 0; j < structs.size(); j++) {
        map.put("k" + j, structs.get(j));
        mapRow.put("k" + j, rows.get(j));
      }
      boolean noMap = i % 11 == 0;
      values.add(new Struct(schema).put("list", structs).put("map", noMap ? null : map));
      Map<String, Object> row = new HashMap<>();
      row.put("list", rows);
      row.put("map", noMap ? null : mapRow);
      expected.add(row);
    }
    try (OrcContent content = OrcContent.of(write(schema, values))) {
      assertThat(content.rows()).isEqualTo(expected);
    }
  }

  @Test
  void typesAreStableAndNamed() throws IOException {
    Schema schema =
        SchemaBuilder.struct()
            .name("com.acme.Outer")
            .field("a.b", Schema.OPTIONAL_INT8_SCHEMA)
            .field("short", Schema.OPTIONAL_INT16_SCHEMA)
            .field("date", org.apache.kafka.connect.data.Date.builder().optional().build())
            .field("time", Time.builder().optional().build())
            .field("at", Timestamp.builder().optional().build())
            .field("price", Decimal.builder(2).optional().build())
            .field("uuid", SchemaBuilder.string().optional().name("uuid").build())
            .field(
                "map",
                SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.FLOAT32_SCHEMA).optional().build())
            .build();
    TypeDescription type = typeOf(schema, new Struct(schema));
    assertThat(type)
        .hasToString(
            "struct<`a.b`:tinyint,short:smallint,date:date,time:int,"
                + "at:timestamp,price:decimal(38,2),uuid:string,"
                + "map:map<string,float>>");
    assertThat(type.getAttributeValue("sluice.name")).isEqualTo("com.acme.Outer");
    assertThat(type.findSubtype("time").getAttributeValue("sluice.name"))
        .isEqualTo(Time.LOGICAL_NAME);
    assertThat(type.findSubtype("uuid").getAttributeValue("sluice.name")).isEqualTo("uuid");
    assertThat(type.findSubtype("price").getAttributeNames()).isEmpty();
    Schema quoted = SchemaBuilder.struct().field("a.b, ü😀", Schema.OPTIONAL_INT8_SCHEMA).build();
    assertThat(typeOf(quoted, new Struct(quoted)).getFieldNames()).containsExactly("a.b, ü😀");
    assertThat(typeOf(Schema.BYTES_SCHEMA, new byte[1])).hasToString("struct<value:binary>");
  }

  @Test
  void aTextMayHoldTheCharacterZero() throws IOException {
    for (int length : new int[] {0, 63, 64, 4_094, 4_095, 4_096, 8_191, 100_000}) {
      String text = "x".repeat(length) + "\u0000";
      assertThat(readBack(Schema.STRING_SCHEMA, text)).isEqualTo(text);
    }
  }

  @Test
  void decimalsAreAsWideAsDeclared() throws IOException {
    for (String sign : List.of("", "-")) {
      BigDecimal smallest = new BigDecimal(sign + "0." + "0".repeat(37) + "1");
      assertThat(readBack(Decimal.schema(38), smallest)).isEqualTo(smallest);
    }
    Schema narrow = Decimal.builder(1).parameter("connect.decimal.precision", "5").build();
    assertThat(readBack(narrow, new BigDecimal("-1234.5"))).isEqualTo(new BigDecimal("-1234.5"));
    assertRejected(narrow, new BigDecimal("12345.6"), "before the point");
  }

  @Test
  void timestampsThatReadersGetWrongAreRejected() {
    assertRejected(Timestamp.SCHEMA, new Date(-1), "last second before 1970");
    assertRejected(Timestamp.SCHEMA, new Date(-999), "last second before 1970");
  }

  @Test
  void keysOfAnyTypeAreReadBackAndNullIsRejected() throws IOException {
    Schema numbers = SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA).build();
    assertThat(readBack(numbers, Map.of(5, "five"))).isEqualTo(Map.of(5, "five"));
  }
}
