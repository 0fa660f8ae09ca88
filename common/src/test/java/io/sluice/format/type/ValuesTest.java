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
package io.sluice.format.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.format.value.Misfit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

class ValuesTest {
  private static final Schema SCALED =
      SchemaBuilder.struct()
          .name("io.debezium.data.VariableScaleDecimal")
          .field("scale", Schema.INT32_SCHEMA)
          .field("value", Schema.BYTES_SCHEMA)
          .build();

  private static Column column(Schema schema) {
    return Types.resolve(schema, TypeOptions.DEFAULT);
  }

  private static long number(Schema schema, Object value) {
    return Values.numbers(column(schema)).applyAsLong(value);
  }

  private static Schema named(Schema.Type type, String name) {
    return SchemaBuilder.type(type).name(name).build();
  }

  @Test
  void timesAreNumbersInTheirUnit() {
    assertThat(number(Date.SCHEMA, new java.util.Date(-86_400_000L))).isEqualTo(-1);
    assertThat(number(Time.SCHEMA, new java.util.Date(5))).isEqualTo(5);
    assertThat(number(Timestamp.SCHEMA, new java.util.Date(-5))).isEqualTo(-5);
    assertThat(number(named(Schema.Type.INT32, "io.debezium.time.Date"), 19783)).isEqualTo(19783);
    assertThat(number(named(Schema.Type.INT64, "io.debezium.time.MicroTime"), 7L)).isEqualTo(7);
    assertThat(number(named(Schema.Type.INT64, "io.debezium.time.NanoTimestamp"), 9L)).isEqualTo(9);
  }

  @Test
  void zonedTextsAreMicrosecondsInUtc() {
    Schema zoned = named(Schema.Type.STRING, "io.debezium.time.ZonedTimestamp");
    assertThat(number(zoned, "2024-03-01T11:00:00.123456Z")).isEqualTo(1_709_290_800_123_456L);
    assertThat(number(zoned, "2024-03-01T12:00:00+01:00")).isEqualTo(1_709_290_800_000_000L);
    assertThat(number(zoned, "1969-12-31T23:59:59.999999Z")).isEqualTo(-1);
    assertThatThrownBy(() -> number(zoned, "2024-03-01T11:00:00.1234567Z"))
        .isInstanceOf(Misfit.class)
        .hasMessageContaining("digits beyond microseconds")
        .hasMessageContaining("io.debezium.time.ZonedTimestamp to types.plain");
    assertThatThrownBy(() -> number(zoned, "yesterday"))
        .isInstanceOf(Misfit.class)
        .hasMessageNotContaining("yesterday");
    assertThatThrownBy(() -> number(zoned, "+999999999-01-01T00:00:00Z"))
        .isInstanceOf(Misfit.class)
        .hasMessageContaining("out of range");
  }

  @Test
  void timesThatReadersCannotHoldAreMisfits() {
    assertThatThrownBy(
            () -> number(Timestamp.SCHEMA, new java.util.Date(Long.MAX_VALUE / 1000 + 1)))
        .isInstanceOf(Misfit.class)
        .hasMessageContaining("out of range");
    Schema millis = named(Schema.Type.INT64, "io.debezium.time.Timestamp");
    assertThatThrownBy(() -> number(millis, Long.MIN_VALUE)).isInstanceOf(Misfit.class);
    Schema time = named(Schema.Type.INT64, "io.debezium.time.MicroTime");
    assertThat(number(time, 86_399_999_999L)).isEqualTo(86_399_999_999L);
    assertThatThrownBy(() -> number(time, 86_400_000_000L))
        .isInstanceOf(Misfit.class)
        .hasMessageContaining("io.debezium.time.MicroTime to types.plain");
  }

  @Test
  void numbersAndTextsHaveTheClassOfTheirSchema() {
    assertThat(number(Schema.INT16_SCHEMA, (short) -3)).isEqualTo(-3);
    assertThat(number(Schema.BOOLEAN_SCHEMA, true)).isEqualTo(1);
    assertThat(Values.reals(column(Schema.FLOAT32_SCHEMA)).applyAsDouble(1.5f)).isEqualTo(1.5);
    assertThatThrownBy(() -> number(Schema.INT64_SCHEMA, 1)).isInstanceOf(Misfit.class);
    assertThatThrownBy(() -> Values.texts(column(Schema.STRING_SCHEMA)).apply(1))
        .isInstanceOf(Misfit.class);
  }

  @Test
  void decimalsWithTheirOwnScaleAreTexts() {
    Struct price = new Struct(SCALED).put("scale", 3).put("value", new byte[] {4, -46});
    assertThat(Values.texts(column(SCALED)).apply(price)).isEqualTo("1.234");
    price.put("scale", -2).put("value", ByteBuffer.wrap(new byte[] {12}));
    assertThat(Values.texts(column(SCALED)).apply(price)).isEqualTo("1200");
    price.put("scale", Integer.MIN_VALUE);
    assertThatThrownBy(() -> Values.texts(column(SCALED)).apply(price)).isInstanceOf(Misfit.class);
  }

  @Test
  void decimalsHaveTheScaleOfTheirColumn() {
    FileType.Decimal two = (FileType.Decimal) column(Decimal.schema(2)).type();
    assertThat(Values.unscaled(two).apply(new BigDecimal("1.5")))
        .isEqualTo(BigInteger.valueOf(150));
    assertThat(Values.texts(column(Decimal.schema(127))).apply(new BigDecimal("0.190")))
        .isEqualTo("0.19");
  }

  @Test
  void fixedValuesHaveTheirLength() {
    Schema fixed = SchemaBuilder.bytes().name("F").parameter("connect.fixed.size", "2").build();
    assertThat(Values.bytes(column(fixed)).apply(new byte[2]).remaining()).isEqualTo(2);
    assertThatThrownBy(() -> Values.bytes(column(fixed)).apply(new byte[3]))
        .isInstanceOf(Misfit.class)
        .hasMessageContaining("length");
  }
}
