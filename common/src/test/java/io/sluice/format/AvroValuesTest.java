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

import io.sluice.config.AvroCodecName;
import io.sluice.config.FormatConfigs;
import io.sluice.format.encode.RecordEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every type of Connect as Avro's own reader gives it back, logical types included. */
class AvroValuesTest {
  private static final Schema DATE = org.apache.kafka.connect.data.Date.SCHEMA;
  private static final String UUID = "123e4567-e89b-12d3-a456-426614174000";

  private final Format format = Formats.of(FormatConfigs.avro(AvroCodecName.NULL), 10_000_000);

  /** Writes one value, and reads it with all of Avro's conversions. */
  private Object readBack(Schema schema, Object value) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    SinkRecord record = new SinkRecord("topic", 0, null, null, schema, value, 0);
    RecordEncoder encoder =
        format.open(new FileHeader(format.schemas().of(record), "topic", 0), output);
    try {
      encoder.append(record);
      encoder.finish();
    } finally {
      encoder.release();
    }
    GenericData data = new GenericData();
    data.addLogicalTypeConversion(new Conversions.DecimalConversion());
    data.addLogicalTypeConversion(new Conversions.UUIDConversion());
    data.addLogicalTypeConversion(new TimeConversions.DateConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    try (DataFileReader<Object> reader =
        new DataFileReader<>(
            new SeekableByteArrayInput(output.toByteArray()),
            new GenericDatumReader<>(null, null, data))) {
      Object read = plain(reader.next());
      assertThat(reader.hasNext()).isFalse();
      return read;
    }
  }

  /** Avro's texts as strings, all the way down. */
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
  void primitives() throws IOException {
    assertThat(readBack(Schema.INT8_SCHEMA, Byte.MIN_VALUE)).isEqualTo(-128);
    assertThat(readBack(Schema.INT16_SCHEMA, Short.MAX_VALUE)).isEqualTo(32767);
    for (int value : new int[] {0, -1, 63, 64, -65, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      assertThat(readBack(Schema.INT32_SCHEMA, value)).isEqualTo(value);
    }
    for (long value : new long[] {0, 1L << 31, -(1L << 35), Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(readBack(Schema.INT64_SCHEMA, value)).isEqualTo(value);
    }
    for (float value : new float[] {-0f, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY}) {
      assertThat(readBack(Schema.FLOAT32_SCHEMA, value)).isEqualTo(value);
    }
    for (double value : new double[] {-0.0, 1e300, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(readBack(Schema.FLOAT64_SCHEMA, value)).isEqualTo(value);
    }
    assertThat(readBack(Schema.BOOLEAN_SCHEMA, true)).isEqualTo(true);
    assertThat(readBack(Schema.OPTIONAL_STRING_SCHEMA, "text")).isEqualTo("text");
    ByteBuffer slice = ByteBuffer.wrap(new byte[] {9, 1, 2, 9}, 1, 2).slice();
    assertThat(readBack(Schema.BYTES_SCHEMA, slice)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    assertThat(slice.remaining()).isEqualTo(2);
    assertThat(readBack(Schema.BYTES_SCHEMA, new byte[0])).isEqualTo(ByteBuffer.allocate(0));
    assertThat(readBack(Schema.BYTES_SCHEMA, slice.asReadOnlyBuffer()))
        .isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ü", "€", "😀", "\u0000", "\uFFFF", "\r\n\t\"", "ab😀cd€"})
  void texts(String text) throws IOException {
    assertThat(readBack(Schema.STRING_SCHEMA, text)).isEqualTo(text);
    for (int length : new int[] {63, 64, 4_094, 4_095, 4_096, 8_191, 100_000}) {
      String longer = "x".repeat(length) + text;
      assertThat(readBack(Schema.STRING_SCHEMA, longer)).isEqualTo(longer);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D", "a\uDE00", "\uDE00\uD83D", "😀\uD83D"})
  void halfOfASurrogatePairIsRejected(String text) {
    assertThatThrownBy(() -> readBack(Schema.STRING_SCHEMA, text))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("surrogate");
    Schema map = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build();
    assertThatThrownBy(() -> readBack(map, Map.of(text, 1))).isInstanceOf(DataException.class);
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
  void decimals() throws IOException {
    for (String text : List.of("0.00", "-0.01", "1.27", "1.28", "-1.28", "123456789012.34")) {
      assertThat(readBack(Decimal.schema(2), new BigDecimal(text))).isEqualTo(new BigDecimal(text));
    }
    BigDecimal widest = new BigDecimal("9".repeat(36) + ".99");
    assertThat(readBack(Decimal.schema(2), widest)).isEqualTo(widest);
    assertThat(readBack(Decimal.schema(2), new BigDecimal("1E+3")))
        .isEqualTo(new BigDecimal("1000.00"));
    assertThat(readBack(Decimal.schema(2), new BigDecimal("1.500")))
        .isEqualTo(new BigDecimal("1.50"));
    assertThat(readBack(Decimal.schema(2), new BigDecimal("0E+1000000000")))
        .isEqualTo(new BigDecimal("0.00"));
    BigDecimal wide = new BigDecimal("8".repeat(500));
    Schema declared = Decimal.builder(0).parameter("connect.decimal.precision", "500").build();
    assertThat(readBack(declared, wide)).isEqualTo(wide);
  }

  @Test
  void logicalValuesOutOfRangeAreRejected() {
    assertRejected(DATE, new Date(1), "time of day");
    assertRejected(DATE, new Date(Long.MAX_VALUE / 86_400_000L * 86_400_000L), "out of range");
    assertRejected(Time.SCHEMA, new Date(-1), "outside of one day");
    assertRejected(Time.SCHEMA, new Date(86_400_000), "outside of one day");
    assertRejected(Decimal.schema(2), new BigDecimal("0.001"), "after the point");
    assertRejected(Decimal.schema(2), new BigDecimal("1E+36"), "before the point");
    assertRejected(Decimal.schema(2), new BigDecimal("1E+2000000000"), "before the point");
    assertRejected(Decimal.schema(2), new BigDecimal("1E-2000000000"), "after the point");
    assertRejected(SchemaBuilder.string().name("uuid").build(), UUID + "0", "not a UUID");
  }

  @Test
  void collections() throws IOException {
    Schema optionalInts = SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build();
    assertThat(readBack(optionalInts, List.of())).isEqualTo(List.of());
    assertThat(readBack(optionalInts, Arrays.asList(1, null, 3)))
        .isEqualTo(Arrays.asList(1, null, 3));
    Schema nested = SchemaBuilder.array(SchemaBuilder.array(Schema.STRING_SCHEMA).build()).build();
    assertThat(readBack(nested, List.of(List.of("a"), List.of())))
        .isEqualTo(List.of(List.of("a"), List.of()));
    Schema textKeys = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_INT64_SCHEMA).build();
    assertThat(readBack(textKeys, Map.of())).isEqualTo(Map.of());
    Map<String, Long> withNull = new HashMap<>(Map.of("", 1L, "😀", 2L));
    withNull.put("none", null);
    assertThat(readBack(textKeys, withNull)).isEqualTo(withNull);
  }

  @Test
  void mapsOfOtherKeysAreEntries() throws IOException {
    Schema numbers = SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA).build();
    assertThat(readBack(numbers, Map.of())).isEqualTo(List.of());
    assertThat(readBack(numbers, Map.of(5, "five")))
        .isEqualTo(List.of(Map.of("key", 5, "value", "five")));
    Schema optionalKeys =
        SchemaBuilder.map(Schema.OPTIONAL_STRING_SCHEMA, Schema.INT32_SCHEMA).build();
    Map<Object, Object> entry = new HashMap<>();
    entry.put("key", null);
    entry.put("value", 1);
    assertThat(readBack(optionalKeys, Collections.singletonMap(null, 1))).isEqualTo(List.of(entry));
  }

  @Test
  void structs() throws IOException {
    Schema inner =
        SchemaBuilder.struct().name("Inner").optional().field("x-y", Schema.INT8_SCHEMA).build();
    Schema schema =
        SchemaBuilder.struct()
            .name("com.acme.Outer")
            .field("inner", inner)
            .field("again", inner)
            .field("list", SchemaBuilder.array(inner).build())
            .field("optional", SchemaBuilder.string().optional().defaultValue("d").build())
            .field("required", SchemaBuilder.string().defaultValue("d").build())
            .field("bytes", Schema.OPTIONAL_BYTES_SCHEMA)
            .build();
    Struct one = new Struct(inner).put("x-y", (byte) 1);
    Struct value =
        new Struct(schema)
            .put("inner", one)
            .put("list", Arrays.asList(one, null))
            .put("bytes", null);
    Map<String, Object> expected = new HashMap<>();
    expected.put("inner", Map.of("x_x002D_y", 1));
    expected.put("again", null);
    expected.put("list", Arrays.asList(Map.of("x_x002D_y", 1), null));
    // A null that was sent is not replaced by a default.
    expected.put("optional", null);
    expected.put("required", "d");
    expected.put("bytes", null);
    assertThat(readBack(schema, value)).isEqualTo(expected);
    assertThat(readBack(null, value)).isEqualTo(expected);
    assertThat(readBack(SchemaBuilder.struct().build(), new Struct(SchemaBuilder.struct().build())))
        .isEqualTo(Map.of());
  }

  @Test
  void aStructOfAnotherObjectForTheSameSchemaIsWritten() throws IOException {
    Schema one = SchemaBuilder.struct().field("a", Schema.STRING_SCHEMA).build();
    Schema same = SchemaBuilder.struct().field("a", Schema.STRING_SCHEMA).build();
    assertThat(readBack(one, new Struct(same).put("a", "b"))).isEqualTo(Map.of("a", "b"));
  }

  @Test
  void theDeepestNestingIsWritten() throws IOException {
    Schema schema = Schema.STRING_SCHEMA;
    Object value = "end";
    Object expected = "end";
    for (int i = 0; i < 100; i++) {
      schema = SchemaBuilder.struct().field("f", schema).build();
      value = new Struct(schema).put("f", value);
      expected = Map.of("f", expected);
    }
    assertThat(readBack(schema, value)).isEqualTo(expected);
  }

  @Test
  void valuesThatTheirSchemaDoesNotAllowAreRejected() {
    assertRejected(Schema.INT32_SCHEMA, 1L, "java.lang.Long");
    assertRejected(Schema.INT64_SCHEMA, 1, "java.lang.Integer");
    assertRejected(Schema.INT8_SCHEMA, 1, "java.lang.Integer");
    assertRejected(Schema.FLOAT64_SCHEMA, 1f, "java.lang.Float");
    assertRejected(Schema.STRING_SCHEMA, new byte[1], "schema wants a String");
    assertRejected(Schema.BYTES_SCHEMA, "text", "java.lang.String");
    assertRejected(Timestamp.SCHEMA, 1L, "schema wants a Date");
    assertRejected(Decimal.schema(1), 1.5, "schema wants a BigDecimal");
    assertRejected(SchemaBuilder.array(Schema.INT32_SCHEMA).build(), Map.of(), "List");
    assertRejected(
        SchemaBuilder.array(Schema.INT32_SCHEMA).build(), Arrays.asList(1, null), "'/1'");
    assertRejected(
        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build(),
        Map.of("secret", "c"),
        "'/0'");
    assertRejected(
        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build(),
        Collections.singletonMap(null, 1),
        "key is null");
    assertRejected(
        SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.INT32_SCHEMA).build(), Map.of(1L, 1), "'/0'");
    assertRejected(SchemaBuilder.struct().build(), Map.of("a", 1), "Struct");
    assertRejected(null, Map.of("a", 1), "format=avro needs a schema");
    assertRejected(null, "text", "needs a schema");
  }

  private void assertRejected(Schema schema, Object value, String reason) {
    assertThatThrownBy(() -> readBack(schema, value))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("secret");
  }
}
