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
package io.sluice.format.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.format.value.Misfit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values as JSON has them, in schemas with more types than JSON. */
class UntypedValuesTest {
  private static final long DAY_MILLIS = 86_400_000L;
  private static final Schema MONEY =
      Decimal.builder(2).parameter("connect.decimal.precision", "5").build();
  private static final Schema COLOR =
      SchemaBuilder.string()
          .parameter("io.confluent.connect.avro.Enum", "Color")
          .parameter("io.confluent.connect.avro.Enum.RED", "RED")
          .build();

  static Stream<Arguments> fitting() {
    String noon = "2024-01-31T12:00:00.5+01:00";
    return Stream.of(
        Arguments.of(Schema.INT8_SCHEMA, -128L, (byte) -128),
        Arguments.of(Schema.INT16_SCHEMA, 32_767L, Short.MAX_VALUE),
        Arguments.of(Schema.INT32_SCHEMA, 5L, 5),
        Arguments.of(Schema.INT32_SCHEMA, 5.0, 5),
        Arguments.of(Schema.INT64_SCHEMA, Long.MIN_VALUE, Long.MIN_VALUE),
        Arguments.of(Schema.FLOAT32_SCHEMA, 0.1, 0.1f),
        Arguments.of(Schema.FLOAT32_SCHEMA, 1L << 24, 16_777_216f),
        Arguments.of(Schema.FLOAT64_SCHEMA, 3L, 3.0),
        Arguments.of(Schema.BOOLEAN_SCHEMA, true, true),
        Arguments.of(Schema.STRING_SCHEMA, "x", "x"),
        Arguments.of(Schema.BYTES_SCHEMA, "AQI=", new byte[] {1, 2}),
        Arguments.of(COLOR, "RED", "RED"),
        Arguments.of(MONEY, 12L, new BigDecimal("12.00")),
        Arguments.of(MONEY, 0.1, new BigDecimal("0.10")),
        Arguments.of(MONEY, "-999.99", new BigDecimal("-999.99")),
        Arguments.of(Date.SCHEMA, "2024-01-31", new java.util.Date(19_753 * DAY_MILLIS)),
        Arguments.of(Date.SCHEMA, 19_753L, new java.util.Date(19_753 * DAY_MILLIS)),
        Arguments.of(Time.SCHEMA, "00:00:01.5", new java.util.Date(1500)),
        Arguments.of(Time.SCHEMA, 1500L, new java.util.Date(1500)),
        Arguments.of(Timestamp.SCHEMA, 5L, new java.util.Date(5)),
        Arguments.of(
            Timestamp.SCHEMA, noon, java.util.Date.from(Instant.parse("2024-01-31T11:00:00.5Z"))));
  }

  @ParameterizedTest
  @MethodSource("fitting")
  void aValueBecomesThatOfItsSchema(Schema schema, Object value, Object expected) {
    assertThat(Conversions.to(schema).apply(value)).isEqualTo(expected);
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        Arguments.of(Schema.INT8_SCHEMA, 128L, "from -128 to 127"),
        Arguments.of(Schema.INT32_SCHEMA, 1.5, "not an integer"),
        Arguments.of(Schema.INT64_SCHEMA, 1e300, "not an integer"),
        Arguments.of(Schema.INT64_SCHEMA, "1", "String"),
        Arguments.of(Schema.FLOAT32_SCHEMA, (1L << 24) + 1, "not exact"),
        Arguments.of(Schema.FLOAT32_SCHEMA, 1e300, "not exact"),
        Arguments.of(Schema.FLOAT64_SCHEMA, (1L << 53) + 1, "2^53"),
        Arguments.of(Schema.BOOLEAN_SCHEMA, "true", "String"),
        Arguments.of(Schema.STRING_SCHEMA, 1L, "Long"),
        Arguments.of(Schema.BYTES_SCHEMA, "secret!", "not Base64"),
        Arguments.of(COLOR, "secret", "one of the 1 that the enum permits"),
        Arguments.of(SchemaBuilder.string().name("uuid").build(), "secret", "not a UUID"),
        Arguments.of(MONEY, "0.001", "2 digits after the point"),
        Arguments.of(MONEY, 1000L, "3 digits before the point"),
        Arguments.of(MONEY, "secret", "not a decimal number"),
        Arguments.of(MONEY, "1" + "0".repeat(5000), "longer than"),
        Arguments.of(MONEY, "1e999999999", "digits before the point"),
        Arguments.of(Date.SCHEMA, "31.1.2024", "not a date in ISO 8601"),
        Arguments.of(Date.SCHEMA, 1L << 40, "out of range"),
        Arguments.of(Time.SCHEMA, DAY_MILLIS, "outside one day"),
        Arguments.of(Time.SCHEMA, "00:00:00.0001", "beyond milliseconds"),
        Arguments.of(Timestamp.SCHEMA, "2024-01-31T12:00:00", "with an offset"),
        Arguments.of(Timestamp.SCHEMA, "2024-01-31T12:00:00.0001Z", "beyond milliseconds"));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void aValueThatWouldBeAnotherIsRefusedWithoutItsText(Schema schema, Object value, String why) {
    assertThatThrownBy(() -> Conversions.to(schema).apply(value))
        .isInstanceOf(Misfit.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("secret");
  }

  @Test
  void aMissingFieldHasItsDefaultAndNullStaysNull() {
    Schema schema =
        SchemaBuilder.struct()
            .field("a", SchemaBuilder.int32().defaultValue(7).build())
            .field("b", SchemaBuilder.string().optional().defaultValue("usual").build())
            .build();
    Conversion conversion = Conversions.to(schema);
    assertThat(conversion.apply(Map.of()))
        .isEqualTo(new Struct(schema).put("a", 7).put("b", "usual"));
    Map<String, Object> nulls = new java.util.HashMap<>();
    nulls.put("b", null);
    assertThat(((Struct) conversion.apply(nulls)).getWithoutDefault("b")).isNull();
  }

  @Test
  void aFieldThatTheSchemaDoesNotHaveIsRefusedUnlessItContainsNothing() {
    Schema schema = SchemaBuilder.struct().field("a", Schema.INT64_SCHEMA).build();
    Conversion conversion = Conversions.to(schema);
    assertThat(conversion.apply(Map.of("a", 1L, "b", Map.of("c", List.of()))))
        .isEqualTo(new Struct(schema).put("a", 1L));
    assertThatThrownBy(() -> conversion.apply(Map.of("a", 1L, "b", List.of(false))))
        .isInstanceOf(Misfit.class)
        .hasMessageContaining("does not have this field");
  }
}
