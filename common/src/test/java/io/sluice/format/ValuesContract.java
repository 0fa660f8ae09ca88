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
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every type of Connect as a library of others reads it back, and the values that are rejected. */
abstract class ValuesContract {
  static final Schema DATE = org.apache.kafka.connect.data.Date.SCHEMA;
  static final String UUID = "123e4567-e89b-12d3-a456-426614174000";

  private final Format format;

  ValuesContract(FormatConfig config) {
    this.format = Formats.of(config, 10_000_000);
  }

  /** Reads the only value of a file; a struct as its fields by name, bytes as a buffer. */
  abstract Object readBack(Schema schema, Object value) throws IOException;

  /** The name that a reader returns for a field. */
  String fieldName(String name) {
    return name;
  }

  /** The value that a reader returns for an INT8. */
  Object int8(byte value) {
    return value;
  }

  /** The value that a reader returns for an INT16. */
  Object int16(short value) {
    return value;
  }

  /** Writes values of one schema into a file. */
  final byte[] write(Schema schema, List<?> values) throws IOException {
    TestFile file = TestFile.of(format, schema, values.get(0));
    try {
      for (Object value : values) {
        file.append(value);
      }
      return file.finish();
    } finally {
      file.encoder.release();
    }
  }

  @Test
  void primitives() throws IOException {
    assertThat(readBack(Schema.INT8_SCHEMA, Byte.MIN_VALUE)).isEqualTo(int8(Byte.MIN_VALUE));
    assertThat(readBack(Schema.INT16_SCHEMA, Short.MAX_VALUE)).isEqualTo(int16(Short.MAX_VALUE));
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
    assertThat(readBack(Schema.BOOLEAN_SCHEMA, false)).isEqualTo(false);
    assertThat(readBack(Schema.OPTIONAL_STRING_SCHEMA, "text")).isEqualTo("text");
    ByteBuffer slice = ByteBuffer.wrap(new byte[] {9, 1, 2, 9}, 1, 2).slice();
    assertThat(readBack(Schema.BYTES_SCHEMA, slice)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    assertThat(slice.remaining()).isEqualTo(2);
    assertThat(readBack(Schema.BYTES_SCHEMA, new byte[0])).isEqualTo(ByteBuffer.allocate(0));
    assertThat(readBack(Schema.BYTES_SCHEMA, slice.asReadOnlyBuffer()))
        .isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ü", "€", "😀", "\uFFFF", "\r\n\t\"", "ab😀cd€"})
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
    assertRejected(Schema.STRING_SCHEMA, text, "surrogate");
    Schema map = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build();
    assertRejected(map, Map.of(text, 1), "surrogate");
  }

  @Test
  void decimals() throws IOException {
    for (String text : List.of("0.00", "-0.01", "1.27", "1.28", "-1.28", "123456789012.34")) {
      assertThat(readBack(Decimal.schema(2), new BigDecimal(text))).isEqualTo(new BigDecimal(text));
    }
    for (String sign : List.of("", "-")) {
      BigDecimal widest = new BigDecimal(sign + "9".repeat(36) + ".99");
      assertThat(readBack(Decimal.schema(2), widest)).isEqualTo(widest);
    }
    assertThat(readBack(Decimal.schema(2), new BigDecimal("1E+3")))
        .isEqualTo(new BigDecimal("1000.00"));
    assertThat(readBack(Decimal.schema(2), new BigDecimal("1.500")))
        .isEqualTo(new BigDecimal("1.50"));
    assertThat(readBack(Decimal.schema(2), new BigDecimal("0E+1000000000")))
        .isEqualTo(new BigDecimal("0.00"));
  }

  /** What a reader sees of a struct without fields. */
  Object marker() {
    return true;
  }

  @Test
  void emptyMessage() throws IOException {
    Schema keepAlive = SchemaBuilder.struct().name("KeepAlive").optional().build();
    Schema schema =
        SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("keep_alive", keepAlive)
            .field("list", SchemaBuilder.array(keepAlive).build())
            .build();
    Map<String, Object> without = new HashMap<>();
    without.put("id", 1L);
    without.put("keep_alive", null);
    without.put("list", List.of());
    Struct absent = new Struct(schema).put("id", 1L).put("list", List.of());
    assertThat(readBack(schema, absent)).isEqualTo(without);
    Struct empty = new Struct(keepAlive);
    Struct present =
        new Struct(schema)
            .put("id", 2L)
            .put("keep_alive", empty)
            .put("list", Arrays.asList(empty, null));
    assertThat(readBack(schema, present))
        .isEqualTo(Map.of("id", 2L, "keep_alive", marker(), "list", Arrays.asList(marker(), null)));
  }

  @Test
  void decimalScale127() throws IOException {
    Schema number = Decimal.builder(127).optional().build();
    for (String text : List.of("0.19", "-1200", "0", "0." + "0".repeat(126) + "7")) {
      assertThat(readBack(number, new BigDecimal(text).setScale(127))).isEqualTo(text);
    }
    Schema wide =
        Decimal.builder(2)
            .parameter("connect.decimal.precision", "39")
            .defaultValue(new BigDecimal("1.50"))
            .build();
    assertThat(readBack(wide, new BigDecimal("9".repeat(37) + ".50")))
        .isEqualTo("9".repeat(37) + ".5");
    assertRejected(wide, new BigDecimal("1E+37"), "before the point");
    assertRejected(wide, new BigDecimal("1E+2000000000"), "before the point");
    assertRejected(wide, new BigDecimal("0.001"), "after the point");
    Schema row = SchemaBuilder.struct().field("n", wide).field("m", number).build();
    Map<String, Object> expected = new HashMap<>();
    expected.put("n", "1.5");
    expected.put("m", null);
    assertThat(readBack(row, new Struct(row))).isEqualTo(expected);
  }

  @Test
  void decimalNegativeScale() throws IOException {
    BigDecimal hundreds = new BigDecimal("12E2");
    assertThat(readBack(Decimal.schema(-2), hundreds)).isEqualTo(new BigDecimal("1200"));
    Schema narrow =
        Decimal.builder(-2).parameter("connect.decimal.precision", "2").optional().build();
    assertThat(readBack(narrow, hundreds)).isEqualTo(new BigDecimal("1200"));
    assertRejected(narrow, new BigDecimal("123E2"), "more than 4 digits before the point");
  }

  @Test
  void mapOptionalKeys() throws IOException {
    Schema props =
        SchemaBuilder.map(Schema.OPTIONAL_STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
            .optional()
            .build();
    assertThat(readBack(props, Map.of("a", "1"))).isEqualTo(Map.of("a", "1"));
    assertRejected(props, Collections.singletonMap(null, "1"), "key is null");
    Schema row = SchemaBuilder.struct().field("props", props).build();
    assertThat(readBack(row, new Struct(row).put("props", Map.of("a", "1"))))
        .isEqualTo(Map.of("props", Map.of("a", "1")));
  }

  @Test
  void logicalValuesOutOfRangeAreRejected() {
    assertRejected(DATE, new Date(1), "time of day");
    assertRejected(DATE, new Date(Long.MAX_VALUE / 86_400_000L * 86_400_000L), "out of range");
    assertRejected(Time.SCHEMA, new Date(-1), "outside one day");
    assertRejected(Time.SCHEMA, new Date(86_400_000), "outside one day");
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
  void structs() throws IOException {
    Schema inner =
        SchemaBuilder.struct().name("Inner").optional().field("x-y.z", Schema.INT8_SCHEMA).build();
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
    Struct one = new Struct(inner).put("x-y.z", (byte) 1);
    Struct value =
        new Struct(schema)
            .put("inner", one)
            .put("list", Arrays.asList(one, null))
            .put("bytes", null);
    Map<String, Object> expected = new HashMap<>();
    expected.put("inner", Map.of(fieldName("x-y.z"), int8((byte) 1)));
    expected.put("again", null);
    expected.put("list", Arrays.asList(Map.of(fieldName("x-y.z"), int8((byte) 1)), null));
    // A null that was sent is not replaced by a default.
    expected.put("optional", null);
    expected.put("required", "d");
    expected.put("bytes", null);
    assertThat(readBack(schema, value)).isEqualTo(expected);
    assertThat(readBack(null, value)).isEqualTo(expected);
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
    assertRejected(Schema.BOOLEAN_SCHEMA, 1, "java.lang.Integer");
    assertRejected(Schema.STRING_SCHEMA, new byte[1], "schema requires a String");
    assertRejected(Schema.BYTES_SCHEMA, "text", "java.lang.String");
    assertRejected(Timestamp.SCHEMA, 1L, "schema requires a Date");
    assertRejected(Decimal.schema(1), 1.5, "schema requires a BigDecimal");
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
    assertRejected(
        SchemaBuilder.struct().field("a", Schema.INT8_SCHEMA).build(), Map.of("a", 1), "Struct");
    assertRejected(null, Map.of("a", 1), "format=" + format.name() + " needs a schema");
    assertRejected(null, "text", "needs a schema");
  }

  final void assertRejected(Schema schema, Object value, String reason) {
    assertThatThrownBy(() -> readBack(schema, value))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("secret");
  }
}
