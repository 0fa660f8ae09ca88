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
package io.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class FieldAccessTest {

  private static final Schema INNER =
      SchemaBuilder.struct()
          .optional()
          .field("b", Schema.OPTIONAL_STRING_SCHEMA)
          .field("c", SchemaBuilder.string().optional().defaultValue("usual").build())
          .build();
  private static final Schema OUTER =
      SchemaBuilder.struct()
          .field("a", INNER)
          .field(
              "map", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_INT32_SCHEMA).build())
          .build();

  @Test
  void readsStructsAndMapsAlike() {
    Struct struct =
        new Struct(OUTER).put("a", new Struct(INNER).put("b", "x")).put("map", Map.of("k", 7));
    Map<String, Object> map = Map.of("a", Map.of("b", "x"), "map", Map.of("k", 7));

    for (Object value : List.of(struct, map)) {
      SinkRecord record = record(null, value);
      assertThat(value("a", "b").read(record)).isEqualTo("x");
      assertThat(value("map", "k").read(record)).isEqualTo(7);
      assertThat(value("a", "other").read(record)).isSameAs(FieldAccess.ABSENT);
      assertThat(value("other").read(record)).isSameAs(FieldAccess.ABSENT);
      assertThat(value("a", "b", "deeper").read(record)).isSameAs(FieldAccess.ABSENT);
    }
  }

  @Test
  void nullIsNotAbsentAndLeadsToNull() {
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("a", null);

    for (Object value : List.of(new Struct(OUTER), nothing)) {
      assertThat(value("a").read(record(null, value))).isNull();
      assertThat(value("a", "b").read(record(null, value))).isNull();
    }
    assertThat(value("a").read(record(null, null))).isNull();
  }

  @Test
  void aNullFieldWithDefaultHasTheDefault() {
    Struct struct = new Struct(OUTER).put("a", new Struct(INNER));

    assertThat(value("a", "c").read(record(null, struct))).isEqualTo("usual");
  }

  @Test
  void returnsTheSchemaOfTheField() {
    Struct struct =
        new Struct(OUTER).put("a", new Struct(INNER).put("b", "x")).put("map", Map.of("k", 7));
    SinkRecord record = new SinkRecord("t", 0, null, null, OUTER, struct, 0);

    assertThat(value("a", "b").schema(record)).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
    assertThat(value("map", "k").schema(record)).isEqualTo(Schema.OPTIONAL_INT32_SCHEMA);
    assertThat(value("other", "k").schema(record)).isNull();
    assertThat(value().schema(record)).isEqualTo(OUTER);
  }

  @Test
  void readsTheKeyItselfOrItsFields() {
    assertThat(FieldAccess.key(List.of()).read(record("k", null))).isEqualTo("k");
    assertThat(FieldAccess.key(List.of("a")).read(record(Map.of("a", 1), null))).isEqualTo(1);
    assertThat(FieldAccess.key(List.of("a")).read(record("k", null))).isSameAs(FieldAccess.ABSENT);
  }

  @Test
  void readsTheLastHeaderOfTheName() {
    ConnectHeaders headers = new ConnectHeaders();
    headers.addString("x.y", "first").addString("x.y", "last").add("none", null, null);
    SinkRecord record = new SinkRecord("t", 0, null, null, null, null, 0, null, null, headers);

    assertThat(FieldAccess.header("x.y").read(record)).isEqualTo("last");
    assertThat(FieldAccess.header("x.y").schema(record)).isEqualTo(Schema.STRING_SCHEMA);
    assertThat(FieldAccess.header("none").read(record)).isNull();
    assertThat(FieldAccess.header("X.Y").read(record)).isSameAs(FieldAccess.ABSENT);
  }

  @Test
  void theSchemaIsThatOfEachRecordAlsoIfSchemasAlternate() {
    Schema number = SchemaBuilder.struct().field("b", Schema.INT64_SCHEMA).build();
    Schema wide = SchemaBuilder.struct().field("a", number).build();
    Schema dotted = SchemaBuilder.struct().field("a.b", Schema.STRING_SCHEMA).build();
    Struct one = new Struct(OUTER).put("a", new Struct(INNER).put("b", "x"));
    Struct two = new Struct(wide).put("a", new Struct(number).put("b", 5L));
    Struct three = new Struct(dotted).put("a.b", "x");
    FieldAccess field = value("a", "b");
    for (int i = 0; i < 3; i++) {
      assertThat(field.schema(record(null, one))).isSameAs(Schema.OPTIONAL_STRING_SCHEMA);
      assertThat(field.schema(record(null, one))).isSameAs(Schema.OPTIONAL_STRING_SCHEMA);
      assertThat(field.schema(record(null, two))).isSameAs(Schema.INT64_SCHEMA);
      assertThat(field.schema(record(null, three))).isSameAs(Schema.STRING_SCHEMA);
    }
  }

  @Test
  void theSchemaBelowAMapIsFoundForEachRecord() {
    Schema mixed =
        SchemaBuilder.struct()
            .field("m", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build())
            .field("m.k", Schema.STRING_SCHEMA)
            .build();
    Struct with = new Struct(mixed).put("m", Map.of("k", 7)).put("m.k", "x");
    Struct without = new Struct(mixed).put("m", Map.of()).put("m.k", "x");
    FieldAccess field = value("m", "k");
    assertThat(field.schema(new SinkRecord("t", 0, null, null, mixed, with, 0)))
        .isSameAs(Schema.INT32_SCHEMA);
    assertThat(field.schema(new SinkRecord("t", 0, null, null, mixed, without, 0)))
        .isSameAs(Schema.STRING_SCHEMA);
  }

  @Test
  void isNamedAsInSettings() {
    assertThat(value("a", "b")).hasToString("value.a.b");
    assertThat(FieldAccess.key(List.of())).hasToString("key");
    assertThat(FieldAccess.header("x.y")).hasToString("header.x.y");
  }

  private static FieldAccess value(String... path) {
    return FieldAccess.value(List.of(path));
  }

  private static SinkRecord record(Object key, Object value) {
    return new SinkRecord("t", 0, null, key, null, value, 0);
  }
}
