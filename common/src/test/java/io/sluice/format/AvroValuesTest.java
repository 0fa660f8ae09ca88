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

import io.sluice.config.AvroCodecName;
import io.sluice.config.FormatConfigs;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

/** Every type of Connect, also logical ones, read back with Avro. */
class AvroValuesTest extends ValuesContract {
  AvroValuesTest() {
    super(FormatConfigs.avro(AvroCodecName.NULL));
  }

  /** Writes one value, and reads it with all of Avro's conversions. */
  @Override
  Object readBack(Schema schema, Object value) throws IOException {
    GenericData data = new GenericData();
    data.addLogicalTypeConversion(new Conversions.DecimalConversion());
    data.addLogicalTypeConversion(new Conversions.UUIDConversion());
    data.addLogicalTypeConversion(new TimeConversions.DateConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    try (DataFileReader<Object> reader =
        new DataFileReader<>(
            new SeekableByteArrayInput(write(schema, List.of(value))),
            new GenericDatumReader<>(null, null, data))) {
      Object read = plain(reader.next());
      assertThat(reader.hasNext()).isFalse();
      return read;
    }
  }

  /** The value with strings for Avro's texts at every level. */
  private static Object plain(Object value) {
    if (value instanceof Utf8 text) {
      return text.toString();
    }
    if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>();
      list.forEach(each -> plain.add(plain(each)));
      return plain;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> plain = new HashMap<>();
      map.forEach((key, each) -> plain.put(plain(key), plain(each)));
      return plain;
    }
    if (value instanceof GenericRecord record) {
      Map<Object, Object> plain = new LinkedHashMap<>();
      record
          .getSchema()
          .getFields()
          .forEach(field -> plain.put(field.name(), plain(record.get(field.pos()))));
      return plain;
    }
    return value;
  }

  @Test
  void logicalTypes() throws IOException {
    for (String day : List.of("1970-01-01", "1969-12-31", "0001-01-01", "9999-12-31")) {
      LocalDate date = LocalDate.parse(day);
      assertThat(readBack(DATE, new Date(date.toEpochDay() * 86_400_000L))).isEqualTo(date);
    }
    assertThat(readBack(Time.SCHEMA, new Date(0))).isEqualTo(LocalTime.MIDNIGHT);
    assertThat(readBack(Time.SCHEMA, new Date(86_399_999)))
        .isEqualTo(LocalTime.parse("23:59:59.999"));
    for (long millis : new long[] {0, -1, 253_402_300_799_999L}) {
      assertThat(readBack(Timestamp.SCHEMA, new Date(millis)))
          .isEqualTo(Instant.ofEpochMilli(millis));
    }
    assertThat(readBack(SchemaBuilder.string().name("uuid").build(), UUID))
        .isEqualTo(java.util.UUID.fromString(UUID));
  }

  @Test
  void mapsOfOtherKeysAreEntries() throws IOException {
    Schema numbers = SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA).build();
    assertThat(readBack(numbers, Map.of())).isEqualTo(List.of());
    assertThat(readBack(numbers, Map.of(5, "five")))
        .isEqualTo(List.of(Map.of("key", 5, "value", "five")));
  }

  @Override
  String fieldName(String name) {
    return name.replace("-", "_x002D_").replace(".", "_x002E_");
  }

  @Override
  Object marker() {
    return Map.of();
  }

  @Override
  Object int8(byte value) {
    return (int) value;
  }

  @Override
  Object int16(short value) {
    return (int) value;
  }

  @Test
  void aTextMayHoldTheCharacterZero() throws IOException {
    for (int length : new int[] {0, 63, 64, 4_094, 4_095, 4_096, 8_191, 100_000}) {
      String text = "x".repeat(length) + "\u0000";
      assertThat(readBack(Schema.STRING_SCHEMA, text)).isEqualTo(text);
    }
  }

  @Test
  void aDecimalMayBeAsWideAsDeclared() throws IOException {
    BigDecimal wide = new BigDecimal("8".repeat(500));
    Schema declared = Decimal.builder(0).parameter("connect.decimal.precision", "500").build();
    assertThat(readBack(declared, wide)).isEqualTo(wide.toString());
  }

  @Test
  void aStructMayHaveNoFields() throws IOException {
    Schema none = SchemaBuilder.struct().build();
    assertThat(readBack(none, new Struct(none))).isEqualTo(Map.of());
    assertRejected(none, Map.of("a", 1), "Struct");
  }
}
