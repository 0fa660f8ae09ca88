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
package io.sluice.format.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.config.InferredNumbers;
import io.sluice.format.convert.Conversion;
import io.sluice.format.convert.Conversions;
import io.sluice.format.schema.SchemaJson;
import io.sluice.format.value.Misfit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InferredTypeTest {
  private static final String POINT_KIND = "a struct with the schema com.acme.Point";
  private static final Schema OPTIONAL_TIMESTAMP = Timestamp.builder().optional().build();
  private static final Schema POINT =
      SchemaBuilder.struct()
          .name("com.acme.Point")
          .version(3)
          .doc("a place")
          .parameter("unit", "m")
          .field("x", Schema.INT32_SCHEMA)
          .field("y", SchemaBuilder.int32().defaultValue(7).build())
          .build();

  private static InferredType infer(Object... values) {
    InferredType type = InferredType.UNKNOWN;
    for (Object value : values) {
      RowSize.of(value);
      type = type.with(value);
    }
    return type;
  }

  private static Schema field(Object... values) {
    InferredType type = InferredType.UNKNOWN;
    for (Object value : values) {
      type = type.with(Collections.singletonMap("f", value));
    }
    return type.schema(InferredNumbers.FOUND).build().field("f").schema();
  }

  private static Object convert(InferredType type, Object value) {
    return Conversions.to(type.schema(InferredNumbers.FOUND).build()).apply(value);
  }

  private static Schema optionalArray(Schema element) {
    return SchemaBuilder.array(element).optional().build();
  }

  static Stream<Arguments> places() {
    return Stream.of(
        place(Schema.OPTIONAL_INT64_SCHEMA, 1L, 2, (short) 3, (byte) 4, Long.MIN_VALUE, null),
        place(Schema.OPTIONAL_FLOAT64_SCHEMA, 1.5, 2.5f, null),
        place(Schema.OPTIONAL_FLOAT64_SCHEMA, 1L, 1L << 53, 0.5, -(1L << 53)),
        place(Schema.OPTIONAL_BOOLEAN_SCHEMA, true, null),
        place(Schema.OPTIONAL_STRING_SCHEMA, "a", null),
        place(Schema.OPTIONAL_STRING_SCHEMA, (Object) null),
        place(Schema.OPTIONAL_BYTES_SCHEMA, new byte[1], ByteBuffer.allocate(2)),
        place(OPTIONAL_TIMESTAMP, new Date(5)),
        place(optionalArray(Schema.OPTIONAL_STRING_SCHEMA), List.of(), null),
        place(optionalArray(Schema.OPTIONAL_FLOAT64_SCHEMA), List.of(1L, 2L), List.of(0.5)),
        place(
            optionalArray(optionalArray(Schema.OPTIONAL_INT64_SCHEMA)),
            List.of(List.of()),
            Arrays.asList(null, List.of(1L))),
        place(
            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
                .optional()
                .build(),
            Map.of(),
            null),
        place(
            SchemaBuilder.struct().optional().field("a", Schema.OPTIONAL_STRING_SCHEMA).build(),
            Map.of(),
            Map.of("a", "b"),
            Map.of()));
  }

  private static Arguments place(Schema schema, Object... values) {
    return Arguments.of(schema, Arrays.asList(values));
  }

  @ParameterizedTest
  @MethodSource("places")
  void aPlaceHasTheNarrowestTypeOfAllItsValues(Schema schema, List<Object> values) {
    assertThat(field(values.toArray())).isEqualTo(schema);
    List<Object> backwards = new ArrayList<>(values);
    Collections.reverse(backwards);
    assertThat(field(backwards.toArray())).isEqualTo(schema);
  }

  /** Only what is known is in the schema, at all depths. */
  @Test
  void fieldsThatAreOnlyNullOrEmptyAreOmitted() {
    Map<String, Object> row = new HashMap<>();
    row.put("id", 1L);
    row.put("coupon", null);
    row.put("tags", List.of());
    row.put("marks", Arrays.asList(null, Map.of()));
    row.put("more", Map.of("empty", Map.of("deep", List.of())));
    row.put("part", new HashMap<>(Map.of("x", 1L, "none", Map.of())));
    row.put("parts", List.of(Map.of("x", 1L, "none", List.of())));
    InferredType type = infer(row);
    Schema part =
        SchemaBuilder.struct().optional().field("x", Schema.OPTIONAL_INT64_SCHEMA).build();
    Schema schema = type.schema(InferredNumbers.FOUND).build();
    assertThat(schema)
        .isEqualTo(
            SchemaBuilder.struct()
                .field("id", Schema.OPTIONAL_INT64_SCHEMA)
                .field("part", part)
                .field("parts", optionalArray(part))
                .build());
    assertThat(((Struct) convert(type, row)).getInt64("id")).isEqualTo(1);

    InferredType later = type.with(Map.of("tags", List.of(1L), "coupon", 7L));
    assertThat(later.schema(InferredNumbers.FOUND).build().fields())
        .extracting(Field::name)
        .containsExactly("coupon", "id", "part", "parts", "tags");
    assertThat(((Struct) convert(later, row)).get("tags")).isEqualTo(List.of());
  }

  @Test
  void allNumbersAreDoublesIfTheSettingsSaySo() {
    InferredType type = infer(Map.of("a", 1L, "b", List.of(Map.of("c", 2)), "d", 0.5, "e", "x"));
    Schema schema = type.schema(InferredNumbers.DOUBLE).build();
    assertThat(schema.field("a").schema()).isEqualTo(Schema.OPTIONAL_FLOAT64_SCHEMA);
    assertThat(schema.field("b").schema().valueSchema().field("c").schema())
        .isEqualTo(Schema.OPTIONAL_FLOAT64_SCHEMA);
    assertThat(schema.field("d").schema()).isEqualTo(Schema.OPTIONAL_FLOAT64_SCHEMA);
    assertThat(schema.field("e").schema()).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
    InferredType large = infer(Map.of("b", List.of(Map.of("c", Long.MAX_VALUE))));
    Misfit misfit = catchThrowableOfType(Misfit.class, () -> large.schema(InferredNumbers.DOUBLE));
    assertThat(misfit.location()).isEqualTo("/b/*/c");
    assertThat(misfit).hasMessageContaining("schema.inference.numbers=double");
  }

  @Test
  void newFieldsFollowKnownOnesAndAreSortedByNameWithinAnObject() {
    Map<String, Object> first = new HashMap<>();
    Stream.of("m", "z", "a").forEach(name -> first.put(name, 1L));
    InferredType type = infer(first, Map.of("y", 1L, "a", 1L, "b", true), Map.of("z", 0.5));
    assertThat(type.schema(InferredNumbers.FOUND).build().fields().stream().map(Field::name))
        .containsExactly("a", "m", "z", "b", "y");
  }

  static Stream<Arguments> mixtures() {
    return Stream.of(
        Arguments.of("a", 1L, "an integer", "a string"),
        Arguments.of(1L, "a", "a string", "an integer"),
        Arguments.of(true, 1L, "an integer", "a boolean"),
        Arguments.of("a", List.of(), "an array", "a string"),
        Arguments.of(List.of(), Map.of(), "an object", "an array"),
        Arguments.of(Map.of(), "a", "a string", "an object"),
        Arguments.of("a", new byte[0], "bytes", "a string"),
        Arguments.of(1L, new Date(1), "a timestamp", "an integer"),
        Arguments.of((1L << 53) + 1, 0.5, "a floating-point number", "an integer beyond 2^53"),
        Arguments.of(0.5, -(1L << 53) - 1, "an integer beyond 2^53", "a floating-point number"),
        Arguments.of(new Struct(POINT), Map.of(), "an object", POINT_KIND),
        Arguments.of(Map.of(), new Struct(POINT), POINT_KIND, "an object"));
  }

  @ParameterizedTest
  @MethodSource("mixtures")
  void valuesWithNothingInCommonAreRefusedWithTheirPlace(
      Object before, Object value, String now, String earlier) {
    InferredType type = infer(Map.of("a/b", List.of(Map.of("c", before))));
    Misfit misfit =
        catchThrowableOfType(
            Misfit.class,
            () -> type.with(Map.of("a/b", List.of(Map.of(), Map.of("c", value, "d", 1L)))));
    assertThat(misfit.location()).isEqualTo("/a~1b/1/c");
    assertThat(misfit)
        .hasMessageContaining("this value is " + now + ",")
        .hasMessageContaining("earlier ones were " + earlier + ",")
        .hasMessageContaining("format=json");
  }

  @Test
  void whatIsAcceptedIsGivenBackWhateverCameBeforeOrAfter() {
    for (long seed = 0; seed < 300; seed++) {
      RandomRows rows = new RandomRows(seed);
      List<Object> seen = new ArrayList<>();
      InferredType type = InferredType.UNKNOWN;
      for (int i = 0; i < 30; i++) {
        Object row = rows.next();
        RowSize.of(row);
        type = type.with(row);
        seen.add(row);
      }
      Schema schema = type.schema(InferredNumbers.FOUND).build();
      assertThat(SchemaJson.read(SchemaJson.write(schema))).as("seed %d", seed).isEqualTo(schema);
      for (Object row : seen) {
        assertThat(type.with(row)).as("seed %d", seed).isSameAs(type);
        Object converted = convert(type, row);
        assertThat(RandomRows.normal(converted))
            .as("seed %d", seed)
            .isEqualTo(RandomRows.normal(row));
      }
    }
  }

  @Test
  void aRefusedValueOfAnyShapeDoesNotChangeTheType() {
    int refused = 0;
    for (long seed = 0; seed < 300; seed++) {
      InferredType type = infer(new RandomRows(seed).next());
      String before = type.toString();
      Object other = new RandomRows(seed + 1).next();
      try {
        InferredType wider = type.with(other);
        assertThat(RandomRows.normal(convert(wider, other))).isEqualTo(RandomRows.normal(other));
      } catch (Misfit e) {
        assertThat(e.location()).startsWith("/");
        refused++;
      }
      assertThat(type).hasToString(before);
    }
    assertThat(refused).isBetween(10, 290);
  }

  @Test
  void aStructInsideKeepsItsSchemaAndMayBeMissing() {
    Struct point = new Struct(POINT).put("x", 1);
    InferredType type = infer(Map.of("p", point), Map.of());
    Schema schema = type.schema(InferredNumbers.FOUND).build().field("p").schema();
    assertThat(schema.isOptional()).isTrue();
    assertThat(SchemaJson.shape(schema)).isEqualTo(SchemaJson.shape(POINT));
    Struct converted = ((Struct) convert(type, Map.of("p", point))).getStruct("p");
    assertThat(converted.get("x")).isEqualTo(1);
    assertThat(converted.get("y")).isEqualTo(7);
    assertThat(((Struct) convert(type, Map.of())).get("p")).isNull();
    assertThat(type.needsEncoder()).isTrue();

    Schema again = SchemaJson.read(SchemaJson.write(POINT));
    assertThat(type.with(Map.of("p", new Struct(again).put("x", 2)))).isSameAs(type);
    Schema other = SchemaBuilder.struct().name("com.acme.Point").field("x", POINT).build();
    assertThatThrownBy(() -> type.with(Map.of("p", new Struct(other))))
        .isInstanceOf(Misfit.class)
        .hasMessageContaining("com.acme.Point");
  }

  @Test
  void namesThatAreDataDoNotFillTheHeap() {
    InferredType type = InferredType.UNKNOWN;
    for (int i = 0; i < StructType.MAX_FIELDS; i += 1000) {
      int from = i;
      Map<String, Object> row = new HashMap<>();
      IntStream.range(from, from + 1000).forEach(name -> row.put("id" + name, 1L));
      type = type.with(Map.of("ids", row));
    }
    InferredType full = type;
    assertThatThrownBy(() -> full.with(Map.of("ids", Map.of("one more", 1L))))
        .isInstanceOf(Misfit.class)
        .hasMessageContaining("more than 10000 different fields")
        .extracting(e -> ((Misfit) e).location())
        .isEqualTo("/ids");
    assertThat(full.with(Map.of("ids", Map.of("id5", 2L)))).isSameAs(full);
  }

  @Test
  void aValueThatDoesNotFitASchemaIsRefusedWithItsPlace() {
    Schema schema =
        SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("list", optionalArray(Schema.OPTIONAL_FLOAT64_SCHEMA))
            .field("map", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA).optional())
            .field("small", Schema.OPTIONAL_INT32_SCHEMA)
            .build();
    Conversion conversion = Conversions.to(schema);
    assertMisfit(conversion, Map.of(), "/id", "null");
    assertMisfit(conversion, Map.of("id", "1"), "/id", "java.lang.String");
    assertMisfit(conversion, Map.of("id", 1, "new", 1), "/new", "does not have this field");
    assertMisfit(conversion, Map.of("id", 1, "list", List.of(0, "x")), "/list/1", "String");
    assertMisfit(
        conversion, Map.of("id", 1, "list", List.of(Long.MAX_VALUE)), "/list/0", "not exact");
    assertMisfit(conversion, Map.of("id", 1, "map", Map.of("k", 0.5)), "/map/0", "not an integer");
    assertMisfit(conversion, Map.of("id", 1, "small", 1L << 31), "/small", "to 2147483647");
    assertThat(conversion.apply(Map.of("id", 1, "small", 1L)))
        .isEqualTo(new Struct(schema).put("id", 1L).put("small", 1));
  }

  private static void assertMisfit(
      Conversion conversion, Object value, String location, String reason) {
    Misfit misfit = catchThrowableOfType(Misfit.class, () -> conversion.apply(value));
    assertThat(misfit.location()).isEqualTo(location);
    assertThat(misfit).hasMessageContaining(reason);
  }
}
