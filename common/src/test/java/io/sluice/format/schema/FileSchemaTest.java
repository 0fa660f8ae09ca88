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
package io.sluice.format.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSchemaTest {
  private final ValueSchemas schemas = valueSchemas();

  static Stream<Supplier<Schema>> schemas() {
    return Stream.of(
        () -> Schema.INT8_SCHEMA,
        () -> SchemaBuilder.int8().defaultValue((byte) -1).build(),
        () -> SchemaBuilder.int16().optional().defaultValue((short) 300).version(7).build(),
        () -> SchemaBuilder.int32().defaultValue(5).doc("\"quoted\"\n").build(),
        () -> SchemaBuilder.int64().defaultValue(Long.MIN_VALUE).name("a.b").build(),
        () -> SchemaBuilder.float32().defaultValue(Float.NEGATIVE_INFINITY).build(),
        () -> SchemaBuilder.float64().defaultValue(Double.NaN).build(),
        () -> SchemaBuilder.bool().defaultValue(false).build(),
        () -> SchemaBuilder.string().defaultValue("cut \uD83D, whole 😀").build(),
        () -> SchemaBuilder.bytes().defaultValue(new byte[] {-1, 0, 1}).build(),
        () -> Decimal.builder(3).defaultValue(new BigDecimal("-1.500")).build(),
        () -> Date.builder().defaultValue(new java.util.Date(86_400_000)).build(),
        () -> Time.builder().defaultValue(new java.util.Date(1)).build(),
        () -> Timestamp.builder().defaultValue(new java.util.Date(-1)).build(),
        () -> SchemaBuilder.string().parameter("z", "1").parameter("ä", "").build(),
        () ->
            SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA)
                .defaultValue(java.util.Arrays.asList(1, null))
                .build(),
        () ->
            SchemaBuilder.map(Schema.INT64_SCHEMA, Schema.STRING_SCHEMA)
                .defaultValue(Map.of(1L, "one"))
                .build(),
        FileSchemaTest::nested);
  }

  private static Schema nested() {
    Schema inner =
        SchemaBuilder.struct()
            .name("com.acme.Inner")
            .field("x", SchemaBuilder.int32().optional().defaultValue(3).build())
            .build();
    return SchemaBuilder.struct()
        .name("com.acme.Outer")
        .version(2)
        .field("größe", Schema.STRING_SCHEMA)
        .field("one", inner)
        .field("many", SchemaBuilder.array(inner).defaultValue(List.of(new Struct(inner))).build())
        .optional()
        .build();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void theLedgersTextGivesTheSchemaBack(Supplier<Schema> made) {
    FileSchema schema = of(made.get(), null);

    FileSchema again = FileSchema.parse(schema.text());

    assertThat(again).isEqualTo(schema).hasSameHashCodeAs(schema);
    assertThat(again.schema().orElseThrow()).isEqualTo(made.get());
    assertThat(schema.text()).matches("[A-Za-z0-9_-]+");
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void schemasThatSayTheSameAreOne(Supplier<Schema> made) {
    FileSchema first = of(made.get(), null);

    assertThat(of(made.get(), null)).isSameAs(first);
    assertThat(valueSchemas().of(record(made.get(), null))).isEqualTo(first);
  }

  @Test
  void whatDiffersInAnythingIsAnother() {
    List<FileSchema> all = schemas().map(each -> of(each.get(), null)).toList();
    assertThat(all).doesNotHaveDuplicates();
    assertThat(of(SchemaBuilder.int32().doc("one").build(), 1))
        .isNotEqualTo(of(SchemaBuilder.int32().doc("two").build(), 1))
        .isNotEqualTo(of(SchemaBuilder.int32().doc("one").version(1).build(), 1))
        .isNotEqualTo(of(SchemaBuilder.int32().doc("one").optional().build(), 1))
        .isNotEqualTo(FileSchema.NONE);
  }

  @Test
  void aStructWithoutDeclaredSchemaBringsItsOwn() {
    Schema struct = nested();
    assertThat(schemas.of(record(null, new Struct(struct)))).isEqualTo(of(struct, null));
  }

  @Test
  void aValueWithoutSchemaIsRefusedWithTheRemedy() {
    for (Object value : new Object[] {Map.of("a", 1), "text", List.of()}) {
      assertThatThrownBy(() -> of(null, value))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("format=avro needs a schema")
          .hasMessageContaining("value.converter");
    }
  }

  @Test
  void aSchemaThatContainsItselfIsRefused() {
    SchemaBuilder endless = SchemaBuilder.struct().name("Node");
    endless.field("value", Schema.INT32_SCHEMA).field("next", endless);
    assertThatThrownBy(() -> of(endless, null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("contains itself");
  }

  @Test
  void theDeepestSchemaIsReadBack() {
    Schema deepest = Schema.STRING_SCHEMA;
    for (int i = 0; i < SchemaJson.MAX_DEPTH; i++) {
      deepest = SchemaBuilder.struct().field("f", deepest).build();
    }
    FileSchema schema = of(deepest, null);
    assertThat(FileSchema.parse(schema.text())).isEqualTo(schema);
    Schema deeper = SchemaBuilder.array(deepest).build();
    assertThatThrownBy(() -> of(deeper, null)).isInstanceOf(DataException.class);
  }

  @Test
  void aSchemaThatTheLedgerCannotKeepIsRefused() {
    Random random = new Random(1);
    SchemaBuilder large = SchemaBuilder.struct();
    for (int i = 0; i < 20_000; i++) {
      large.field(Long.toHexString(random.nextLong()), Schema.STRING_SCHEMA);
    }
    assertThatThrownBy(() -> of(large.build(), null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("too large");
  }

  @Test
  void aNewSchemaForEachRecordIsAccepted() {
    for (int i = 0; i < 1_000; i++) {
      Schema schema = SchemaBuilder.struct().field("f" + i % 500, Schema.INT32_SCHEMA).build();
      assertThat(of(schema, null).schema()).contains(schema);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "abc", "q1YqLU5OTi0uBgA"})
  void aDamagedTextIsRefused(String text) {
    assertThatThrownBy(() -> FileSchema.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "{\"type\":\"uuid\"}",
        "{\"type\":\"array\"}",
        "{\"type\":\"struct\",\"fields\":[{\"name\":\"x\"}]}",
        "{\"type\":\"int32\",\"default\":\"x\"}",
        "{\"type\":\"int32\",\"default\":null}",
        "{\"type\":\"bytes\",\"default\":\"*\"}"
      })
  void jsonThatIsNoSchemaIsRefused(String json) {
    assertThatThrownBy(() -> FileSchema.parse(PackedText.pack(json)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCutTextIsRefused() {
    String text = of(nested(), null).text();
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      assertThatThrownBy(() -> FileSchema.parse(cut)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static ValueSchemas valueSchemas() {
    return new ValueSchemas("avro", schema -> {});
  }

  private FileSchema of(Schema schema, Object value) {
    return schemas.of(record(schema, value));
  }

  private static SinkRecord record(Schema schema, Object value) {
    return new SinkRecord("topic", 0, null, null, schema, value, 0);
  }
}
