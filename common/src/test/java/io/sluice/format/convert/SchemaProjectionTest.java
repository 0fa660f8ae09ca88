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

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaProjectionTest {
  private static final Schema INT8 = Schema.INT8_SCHEMA;
  private static final Schema INT16 = Schema.INT16_SCHEMA;
  private static final Schema INT32 = Schema.INT32_SCHEMA;
  private static final Schema INT64 = Schema.INT64_SCHEMA;
  private static final Schema FLOAT32 = Schema.FLOAT32_SCHEMA;
  private static final Schema FLOAT64 = Schema.FLOAT64_SCHEMA;
  private static final Schema TEXT = Schema.STRING_SCHEMA;
  private static final Schema SEVEN = SchemaBuilder.int32().defaultValue(7).build();
  private static final Schema MAYBE_SEVEN =
      SchemaBuilder.int32().optional().defaultValue(7).build();

  /** A schema with a field x of this schema. */
  private static Schema with(int version, Schema x) {
    return SchemaBuilder.struct().name("acme.Order").version(version).field("x", x).build();
  }

  /** The projected value of the field x. */
  private static Object projected(Schema from, Schema to, Object value) {
    Schema target = with(2, to);
    Schema source = with(1, from);
    SchemaProjection projection = SchemaProjection.of(source, target, new DroppedFields());
    Struct sent = new Struct(source);
    if (value != null) {
      sent.put("x", value);
    }
    Struct struct = (Struct) projection.project(sent);
    struct.validate();
    assertThat(struct.schema()).isSameAs(target);
    assertThat(projection.target()).isSameAs(target);
    return struct.getWithoutDefault("x");
  }

  private static Schema symbols(String... symbols) {
    SchemaBuilder builder = SchemaBuilder.string().name("acme.Color");
    builder.parameter("io.confluent.connect.avro.Enum", "acme.Color");
    for (String symbol : symbols) {
      builder.parameter("io.confluent.connect.avro.Enum." + symbol, symbol);
    }
    return builder.build();
  }

  private static Schema money(String precision) {
    return Decimal.builder(2).parameter("connect.decimal.precision", precision).build();
  }

  static Stream<Arguments> possible() {
    return Stream.of(
        Arguments.of(INT8, INT16, (byte) -1, (short) -1),
        Arguments.of(INT8, INT32, (byte) -1, -1),
        Arguments.of(INT8, INT64, (byte) -1, -1L),
        Arguments.of(INT16, INT32, Short.MIN_VALUE, (int) Short.MIN_VALUE),
        Arguments.of(INT16, INT64, Short.MIN_VALUE, (long) Short.MIN_VALUE),
        Arguments.of(INT32, INT64, Integer.MIN_VALUE, (long) Integer.MIN_VALUE),
        Arguments.of(INT8, FLOAT32, (byte) -1, -1f),
        Arguments.of(INT16, FLOAT32, Short.MAX_VALUE, 32767f),
        Arguments.of(INT16, FLOAT64, Short.MAX_VALUE, 32767d),
        Arguments.of(INT32, FLOAT64, Integer.MAX_VALUE, 2147483647d),
        Arguments.of(FLOAT32, FLOAT64, 0.1f, (double) 0.1f),
        // A name makes no other number of it.
        Arguments.of(INT64, SchemaBuilder.int64().name("timestamp-micros").build(), 5L, 5L),
        Arguments.of(SchemaBuilder.int64().name("timestamp-micros").build(), INT64, 5L, 5L),
        Arguments.of(TEXT, symbols("RED"), "RED", "RED"),
        Arguments.of(INT64, Timestamp.SCHEMA, 5L, new java.util.Date(5)),
        Arguments.of(Timestamp.SCHEMA, INT64, new java.util.Date(5), 5L),
        Arguments.of(INT32, Time.SCHEMA, 5, new java.util.Date(5)),
        Arguments.of(Time.SCHEMA, INT32, new java.util.Date(5), 5),
        Arguments.of(INT32, Date.SCHEMA, -5, new java.util.Date(-5 * 86_400_000L)),
        Arguments.of(Date.SCHEMA, INT32, new java.util.Date(-5 * 86_400_000L), -5),
        Arguments.of(
            Schema.BYTES_SCHEMA, Decimal.schema(2), new byte[] {-1}, new BigDecimal("-0.01")),
        Arguments.of(
            Schema.BYTES_SCHEMA,
            Decimal.schema(-2),
            ByteBuffer.wrap(new byte[] {1, 0}),
            new BigDecimal("256e2")),
        Arguments.of(
            Decimal.schema(2), Schema.BYTES_SCHEMA, new BigDecimal("2.56"), new byte[] {1, 0}),
        // Null and defaults.
        Arguments.of(INT32, Schema.OPTIONAL_INT64_SCHEMA, 5, 5L),
        Arguments.of(Schema.OPTIONAL_INT32_SCHEMA, Schema.OPTIONAL_INT64_SCHEMA, null, null),
        Arguments.of(Schema.OPTIONAL_INT32_SCHEMA, SEVEN, null, 7),
        Arguments.of(Schema.OPTIONAL_INT32_SCHEMA, SEVEN, 5, 5),
        Arguments.of(MAYBE_SEVEN, Schema.OPTIONAL_INT32_SCHEMA, null, null),
        Arguments.of(MAYBE_SEVEN, SchemaBuilder.int64().defaultValue(8L).build(), null, 8L),
        Arguments.of(SEVEN, SchemaBuilder.int32().defaultValue(8).build(), null, 7),
        Arguments.of(SEVEN, INT32, null, 7),
        Arguments.of(SEVEN, Schema.OPTIONAL_INT64_SCHEMA, null, 7L),
        // Parameters, names and documentation.
        Arguments.of(symbols("RED"), symbols("RED", "BLUE"), "RED", "RED"),
        Arguments.of(symbols("RED", "BLUE"), symbols("RED"), "BLUE", "BLUE"),
        Arguments.of(money("9"), money("12"), new BigDecimal("1.50"), new BigDecimal("1.50")),
        Arguments.of(
            INT32,
            SchemaBuilder.int32().doc("a text").version(9).parameter("a", "b").build(),
            1,
            1),
        // Arrays, maps and structs.
        Arguments.of(array(INT32), array(INT64), List.of(1, 2), List.of(1L, 2L)),
        Arguments.of(
            array(Schema.OPTIONAL_INT32_SCHEMA),
            array(SchemaBuilder.int64().defaultValue(7L).build()),
            Arrays.asList(1, null),
            List.of(1L, 7L)),
        Arguments.of(
            SchemaBuilder.map(INT8, TEXT).build(),
            SchemaBuilder.map(INT32, TEXT).build(),
            Map.of((byte) 1, "one"),
            Map.of(1, "one")),
        Arguments.of(
            SchemaBuilder.map(TEXT, FLOAT32).build(),
            SchemaBuilder.map(TEXT, Schema.OPTIONAL_FLOAT64_SCHEMA).build(),
            Map.of("half", 0.5f),
            Map.of("half", 0.5d)));
  }

  private static Schema array(Schema element) {
    return SchemaBuilder.array(element).build();
  }

  @ParameterizedTest
  @MethodSource("possible")
  void nothingIsLost(Schema from, Schema to, Object value, Object expected) {
    assertThat(projected(from, to, value)).isEqualTo(expected);
  }

  static Stream<Arguments> impossible() {
    Schema named = SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp").build();
    Schema nanos = SchemaBuilder.int64().name("io.debezium.time.NanoTimestamp").build();
    return Stream.of(
        Arguments.of(INT64, INT32, "/x", "the type changes from int64 to int32"),
        Arguments.of(INT32, INT8, "/x", "from int32 to int8"),
        Arguments.of(INT64, FLOAT64, "/x", "from int64 to float64"),
        Arguments.of(INT32, FLOAT32, "/x", "from int32 to float32"),
        Arguments.of(FLOAT64, FLOAT32, "/x", "from float64 to float32"),
        Arguments.of(FLOAT32, INT64, "/x", "from float32 to int64"),
        Arguments.of(INT32, TEXT, "/x", "from int32 to string"),
        Arguments.of(TEXT, Schema.BYTES_SCHEMA, "/x", "from string to bytes"),
        Arguments.of(Schema.OPTIONAL_INT32_SCHEMA, INT32, "/x", "required, without a default"),
        Arguments.of(MAYBE_SEVEN, INT64, "/x", "required, without a default"),
        Arguments.of(Date.SCHEMA, Timestamp.SCHEMA, "/x", Timestamp.LOGICAL_NAME),
        Arguments.of(Date.SCHEMA, Time.SCHEMA, "/x", Time.LOGICAL_NAME),
        Arguments.of(
            INT32, Timestamp.SCHEMA, "/x", "from int32 to int64 '" + Timestamp.LOGICAL_NAME),
        Arguments.of(nanos, named, "/x", "MicroTimestamp"),
        Arguments.of(named, nanos, "/x", "MicroTimestamp"),
        Arguments.of(
            Decimal.schema(2), Decimal.schema(3), "/x", "scale of a Decimal changes from 2 to 3"),
        Arguments.of(array(INT32), array(TEXT), "/x/*", "from int32 to string"),
        Arguments.of(
            array(Schema.OPTIONAL_INT32_SCHEMA), array(INT32), "/x/*", "without a default"),
        Arguments.of(
            SchemaBuilder.map(TEXT, INT32).build(),
            SchemaBuilder.map(TEXT, TEXT).build(),
            "/x/*",
            "from int32 to string"),
        Arguments.of(
            SchemaBuilder.map(INT32, TEXT).build(),
            SchemaBuilder.map(TEXT, TEXT).build(),
            "/x/keys",
            "from int32 to string"),
        Arguments.of(array(with(1, INT32)), array(with(1, TEXT)), "/x/*/x", "from int32 to string"),
        Arguments.of(
            SchemaBuilder.struct().build(),
            SchemaBuilder.struct().field("a/b", INT32).build(),
            "/x/a~1b",
            "a field is required that the value's schema does not have"));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void anImpossibleProjectionIsReportedWithItsPlaceAndBothVersions(
      Schema from, Schema to, String place, String reason) {
    assertThatThrownBy(() -> SchemaProjection.of(with(1, from), with(2, to), new DroppedFields()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("schema 'acme.Order' version 1 ")
        .hasMessageContaining("schema 'acme.Order' version 2 ")
        .hasMessageContaining("at '" + place + "':")
        .hasMessageContaining(reason);
  }

  @Test
  void valuesThatAreNoStructsAreProjectedToo() {
    assertThat(SchemaProjection.of(INT32, INT64, new DroppedFields()).project(5)).isEqualTo(5L);
    assertThat(SchemaProjection.of(INT32, INT64, new DroppedFields()).project(null)).isNull();
    assertThatThrownBy(() -> SchemaProjection.of(TEXT, INT64, new DroppedFields()))
        .hasMessageContaining("a schema without name")
        .hasMessageContaining("at ''");
  }

  @Test
  void fieldsAreFoundByNameAndMissingOnesTakeTheirDefault() {
    Schema source =
        SchemaBuilder.struct().field("gone", TEXT).field("b", INT32).field("a", TEXT).build();
    Schema target =
        SchemaBuilder.struct()
            .field("a", TEXT)
            .field("none", Schema.OPTIONAL_STRING_SCHEMA)
            .field("seven", SEVEN)
            .field("maybe", MAYBE_SEVEN)
            .field("b", INT64)
            .build();

    Struct value = new Struct(source).put("gone", "g").put("b", 2).put("a", "one");
    Struct projected =
        (Struct) SchemaProjection.of(source, target, new DroppedFields()).project(value);

    assertThat(target.fields().stream().map(f -> projected.getWithoutDefault(f.name())))
        .containsExactly("one", null, 7, 7, 2L);
    assertThat(value).isEqualTo(new Struct(source).put("gone", "g").put("b", 2).put("a", "one"));
  }

  @Test
  void valuesWhoseFieldIsDroppedAreCountedAtAllDepths() {
    Schema one = SchemaBuilder.struct().field("kept", INT32).field("gone", TEXT).build();
    Schema maybe =
        SchemaBuilder.struct()
            .field("ones", array(one))
            .field("gone", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    Schema less = SchemaBuilder.struct().field("kept", INT32).build();
    Schema target = SchemaBuilder.struct().field("ones", array(less)).build();
    DroppedFields dropped = new DroppedFields();
    SchemaProjection projection = SchemaProjection.of(maybe, target, dropped);
    Struct each = new Struct(one).put("kept", 1).put("gone", "x");

    projection.project(new Struct(maybe).put("ones", List.of()));
    assertThat(dropped.count()).isZero();
    projection.project(new Struct(maybe).put("ones", List.of(each, each)).put("gone", "y"));
    assertThat(dropped.count()).isEqualTo(3);
  }

  @Test
  void bytesThatAreNoDecimalAreRefused() {
    Schema bytes = with(1, Schema.BYTES_SCHEMA);
    Schema decimal = with(1, Decimal.schema(2));
    refused(bytes, decimal, new Struct(bytes).put("x", new byte[0]), "/x", "are empty");
    Struct other = new Struct(decimal).put("x", new BigDecimal("1.234"));
    refused(decimal, bytes, other, "/x", "has the scale 3");
  }

  @Test
  void structsWithinAreProjectedWhateverTheyAreCalled() {
    Schema from = SchemaBuilder.struct().name("Old").optional().field("i", INT32).build();
    Schema to =
        SchemaBuilder.struct().name("New").optional().field("i", INT64).field("s", SEVEN).build();

    Object one = projected(from, to, new Struct(from).put("i", 3));
    Object many =
        projected(array(from), array(to), Arrays.asList(new Struct(from).put("i", 3), null));
    Object named =
        projected(
            SchemaBuilder.map(TEXT, from).build(),
            SchemaBuilder.map(TEXT, to).build(),
            Collections.singletonMap("k", new Struct(from).put("i", 3)));

    Struct expected = new Struct(to).put("i", 3L).put("s", 7);
    assertThat(one).isEqualTo(expected);
    assertThat(many).isEqualTo(Arrays.asList(expected, null));
    assertThat(named).isEqualTo(Map.of("k", expected));
    assertThat(projected(from, to, null)).isNull();
  }

  @Test
  void whatFitsIsPassedOn() {
    Schema same = SchemaBuilder.struct().field("i", INT32).build();
    Schema list = array(TEXT);
    Struct struct = new Struct(same).put("i", 1);
    List<String> texts = new ArrayList<>(List.of("a"));

    assertThat(projected(same, same, struct)).isSameAs(struct);
    assertThat(projected(list, array(SchemaBuilder.string().doc("text").build()), texts))
        .isSameAs(texts);
    assertThat(SchemaProjection.of(same, same, new DroppedFields()).project(struct))
        .isSameAs(struct);
  }

  @Test
  void aStructOfAnotherObjectForTheSameSchemaIsProjected() {
    SchemaProjection projection =
        SchemaProjection.of(with(1, INT32), with(2, INT64), new DroppedFields());

    Object projected = projection.project(new Struct(with(1, INT32)).put("x", 1));

    assertThat(projected).isEqualTo(new Struct(with(2, INT64)).put("x", 1L));
  }

  @Test
  void valuesThatAreNotWhatTheirSchemaSaysAreRefusedWithTheirPlace() {
    Schema inner = SchemaBuilder.struct().field("i", INT32).build();
    Schema wider = SchemaBuilder.struct().field("i", Schema.OPTIONAL_INT32_SCHEMA).build();
    Schema copy = SchemaBuilder.struct().field("i", INT32).field("j", SEVEN).build();

    refused(inner, wider, new Struct(inner), "/i", "the value is null");
    refused(inner, copy, new Struct(inner), "/i", "null used for required field");
    refused(array(inner), array(wider), List.of(new Struct(inner)), "/0/i", "the value is null");
    Schema names = SchemaBuilder.map(TEXT, inner).build();
    Schema wideNames = SchemaBuilder.map(TEXT, wider).build();
    refused(names, wideNames, Map.of("k", new Struct(inner)), "/0/i", "the value is null");
    Schema numbers = SchemaBuilder.map(INT32, inner).build();
    Schema wideNumbers = SchemaBuilder.map(INT32, wider).build();
    refused(numbers, wideNumbers, Map.of(99, new Struct(inner)), "/0/i", "the value is null");

    SchemaProjection top = SchemaProjection.of(inner, wider, new DroppedFields());
    assertThatThrownBy(() -> top.project(Map.of("i", "secret")))
        .hasMessageContaining("at ''")
        .hasMessageContaining("requires a Struct")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> top.project(new Struct(with(1, TEXT)).put("x", "secret")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("other fields")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(
            () -> SchemaProjection.of(INT32, INT64, new DroppedFields()).project("secret"))
        .hasMessageContaining("requires a Number")
        .hasMessageNotContaining("secret");
  }

  @Test
  void keysThatBecomeOneAreRefused() {
    Schema key = SchemaBuilder.struct().field("a", INT32).field("b", INT32).build();
    Schema shorter = SchemaBuilder.struct().field("a", INT32).build();
    Map<Struct, String> map =
        Map.of(
            new Struct(key).put("a", 1).put("b", 1), "one",
            new Struct(key).put("a", 1).put("b", 2), "two");

    refused(
        SchemaBuilder.map(key, TEXT).build(),
        SchemaBuilder.map(shorter, TEXT).build(),
        map,
        "",
        "two keys of the map");
  }

  private static void refused(Schema from, Schema to, Object value, String place, String reason) {
    assertThatThrownBy(() -> SchemaProjection.of(from, to, new DroppedFields()).project(value))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("at '" + place + "':")
        .hasMessageContaining(reason);
  }
}
