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

import io.sluice.config.InferredNumbers;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.ValueSchemas;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class InferredSchemasTest {
  private static final Schema POINT =
      SchemaBuilder.struct().name("Point").field("x", Schema.INT32_SCHEMA).build();

  private static final InferredSchemas.Trial NO_TRIAL = (record, schema) -> {};

  private final InferredSchemas schemas = schemas(1000);

  private static InferredSchemas schemas(int recordMaxBytes) {
    return new InferredSchemas(
        new ValueSchemas("avro", InferredSchemasTest::check),
        recordMaxBytes,
        InferredNumbers.FOUND,
        NO_TRIAL);
  }

  /** A format that cannot have a field called "bad". */
  private static void check(Schema schema) {
    if (schema.type() == Schema.Type.STRUCT && schema.field("bad") != null) {
      throw new DataException("no such fields here");
    }
  }

  private static SinkRecord row(Object value) {
    return row(null, value);
  }

  private static SinkRecord row(Schema schema, Object value) {
    return new SinkRecord("t", 0, null, "key", schema, value, 5);
  }

  private static List<String> fields(FileSchema schema) {
    return schema.schema().orElseThrow().fields().stream().map(Field::name).toList();
  }

  @Test
  void aDraftBecomesWiderUntilItIsFixed() {
    FileSchema draft = schemas.of(row(Map.of("a", 1L)));
    assertThat(schemas.of(row(Map.of("b", "x")))).isSameAs(draft);
    assertThat(schemas.of(row(Map.of("a", 0.5)))).isSameAs(draft);
    assertThatThrownBy(draft::schema).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(draft::text).isInstanceOf(IllegalStateException.class);

    draft.fix();

    assertThat(fields(draft)).containsExactly("a", "b");
    assertThat(draft.schema().orElseThrow().field("a").schema())
        .isEqualTo(Schema.OPTIONAL_FLOAT64_SCHEMA);
    assertThat(FileSchema.parse(draft.text()).schema()).isEqualTo(draft.schema());
    assertThat(schemas.retirements()).isZero();
    assertThat(schemas.retired(draft)).isFalse();
  }

  @Test
  void aFixedDraftGivesWayToAWiderOneThatNarrowRecordsFitToo() {
    FileSchema first = schemas.of(row(Map.of("a", 1L)));
    first.fix();
    assertThat(schemas.of(row(Map.of("a", 2L)))).isSameAs(first);
    assertThat(schemas.of(row(Map.of()))).isSameAs(first);

    FileSchema second = schemas.of(row(Map.of("b", 1L)));

    assertThat(second).isNotEqualTo(first);
    assertThat(schemas.retired(first)).isTrue();
    assertThat(schemas.retired(second)).isFalse();
    assertThat(schemas.retirements()).isEqualTo(1);
    for (int i = 0; i < 10; i++) {
      assertThat(schemas.of(row(Map.of("a", 2L)))).isSameAs(second);
      assertThat(schemas.of(row(Map.of("b", 2L)))).isSameAs(second);
    }
    second.fix();
    assertThat(fields(first)).containsExactly("a");
    assertThat(fields(second)).containsExactly("a", "b");
    assertThat(schemas.retirements()).isEqualTo(1);
  }

  @Test
  void inferenceNullAndEmpty() {
    Map<String, Object> first = new HashMap<>(Map.of("id", 1L, "tags", List.of()));
    first.put("coupon", null);
    FileSchema narrow = schemas.of(row(first));
    narrow.fix();
    assertThat(fields(narrow)).containsExactly("id");

    FileSchema wide = schemas.of(row(Map.of("id", 2L, "coupon", 7L, "tags", List.of(1L))));
    assertThat(wide).isNotSameAs(narrow);
    assertThat(schemas.retired(narrow)).isTrue();
    wide.fix();
    assertThat(fields(wide)).containsExactly("coupon", "id", "tags");
    assertThat(wide.schema().orElseThrow().field("tags").schema().valueSchema())
        .isEqualTo(Schema.OPTIONAL_INT64_SCHEMA);
  }

  @Test
  void aFileOfOnlyNullsHasStringsAndALaterOneTheRightType() {
    FileSchema nulls = schemas.of(row(Collections.singletonMap("a", null)));
    nulls.fix();
    assertThat(nulls.schema().orElseThrow().field("a").schema())
        .isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
    FileSchema numbers = schemas.of(row(Map.of("a", 1L)));
    numbers.fix();
    assertThat(numbers.schema().orElseThrow().field("a").schema())
        .isEqualTo(Schema.OPTIONAL_INT64_SCHEMA);
    assertThat(schemas.of(row(Collections.singletonMap("a", null)))).isSameAs(numbers);
  }

  @Test
  void oneOddRecordGetsASeparateSchemaAndKeepsNoOtherOut() {
    FileSchema odd = schemas.of(row(Map.of("id", 0L, "amount", "n/a")));
    FileSchema usual = schemas.of(row(Map.of("id", 1L, "amount", 5L)));
    assertThat(usual).isNotSameAs(odd);
    for (long id = 2; id < 5; id++) {
      assertThat(schemas.of(row(Map.of("id", id, "amount", 5L)))).isSameAs(usual);
    }
    // Records that fit both have the files of the majority.
    assertThat(schemas.of(row(Map.of("id", 6L)))).isSameAs(usual);
    assertThat(schemas.of(row(Map.of("id", 7L, "amount", "none")))).isSameAs(odd);
    assertThat(schemas.retirements()).isZero();
    assertThat(schemas.retired(odd)).isFalse();
    usual.fix();
    assertThat(usual.schema().orElseThrow().field("amount").schema())
        .isEqualTo(Schema.OPTIONAL_INT64_SCHEMA);
  }

  @Test
  void theNumberOfSchemasThatContradictEachOtherIsLimited() {
    List<Object> kinds = List.of("x", 1L, true, List.of("x"), new byte[1]);
    for (int i = 0; i < 16; i++) {
      Object a = kinds.get(i % 5);
      Object b = kinds.get(i / 5);
      assertThat(schemas.of(row(Map.of("a", a, "b", b)))).isNotNull();
    }
    assertThatThrownBy(() -> schemas.of(row(Map.of("a", new byte[1], "b", new byte[1]))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no type includes both");
    assertThat(schemas.of(row(Map.of("a", "x", "b", "x")))).isNotNull();
  }

  @Test
  void aLargeIntegerAndAFractionHaveSeparateFiles() {
    FileSchema draft = schemas.of(row(Map.of("a", 1L)));
    draft.fix();
    assertThat(schemas.of(row(Map.of("a", Long.MAX_VALUE)))).isSameAs(draft);
    assertThat(schemas.of(row(Map.of("a", 0.5)))).isNotSameAs(draft);
    assertThat(schemas.of(row(Map.of("a", Long.MAX_VALUE)))).isSameAs(draft);
  }

  @Test
  void allNumbersAreDoublesInEveryFile() {
    InferredSchemas doubles =
        new InferredSchemas(
            new ValueSchemas("avro", schema -> {}), 1000, InferredNumbers.DOUBLE, NO_TRIAL);
    FileSchema draft = doubles.of(row(Map.of("a", 1L)));
    draft.fix();
    assertThat(draft.schema().orElseThrow().field("a").schema())
        .isEqualTo(Schema.OPTIONAL_FLOAT64_SCHEMA);
    assertThat(doubles.of(row(Map.of("a", 0.5)))).isSameAs(draft);
    assertThatThrownBy(() -> doubles.of(row(Map.of("a", Long.MAX_VALUE))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/a'")
        .hasMessageContaining("schema.inference.numbers=double");
    assertThat(doubles.of(row(Map.of("a", 2L)))).isSameAs(draft);
  }

  /** The encoder checks what inference cannot: structs have a schema. */
  @Test
  void aRecordThatTheEncoderRejectsWidensNothing() {
    List<Object> tried = new ArrayList<>();
    InferredSchemas checked =
        new InferredSchemas(
            new ValueSchemas("avro", schema -> {}),
            1000,
            InferredNumbers.FOUND,
            (record, schema) -> {
              tried.add(record.value());
              if (((Struct) record.value()).getStruct("p").getInt32("x") < 0) {
                throw new DataException("not this one");
              }
            });
    FileSchema draft = checked.of(row(Map.of("a", 1L)));
    assertThat(tried).isEmpty();
    Map<String, Object> bad = Map.of("p", new Struct(POINT).put("x", -1), "more", true);
    assertThatThrownBy(() -> checked.of(row(bad))).hasMessage("not this one");
    Map<String, Object> good = Map.of("p", new Struct(POINT).put("x", 1));
    assertThat(checked.of(row(good))).isSameAs(draft);
    assertThat(checked.of(row(good))).isSameAs(draft);
    assertThat(tried).hasSize(2);
    draft.fix();
    assertThat(fields(draft)).containsExactly("a", "p");
  }

  @Test
  void aRefusedValueDoesNotChangeTheDraft() {
    FileSchema draft = schemas.of(row(Map.of("a", 1L)));
    for (Object refused :
        List.of(
            Map.of("b", "cut \uD83D"),
            Map.of("b", "x".repeat(1000)),
            Map.of("bad", 1L),
            Map.of("b", new StringBuilder()))) {
      assertThatThrownBy(() -> schemas.of(row(refused))).isInstanceOf(DataException.class);
    }
    draft.fix();
    assertThat(fields(draft)).containsExactly("a");
  }

  @Test
  void aFormatRefusesWhatItCannotExpressBeforeAnythingIsWritten() {
    assertThatThrownBy(() -> schemas.of(row(Map.of("bad", 1L))))
        .isInstanceOf(DataException.class)
        .hasMessage("no such fields here");
    assertThatThrownBy(() -> schemas.of(row(Map.of("a", "x".repeat(997)))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("about 1001 bytes")
        .hasMessageContaining("record.max.bytes=1000");
    assertThat(schemas.of(row(Map.of("a", "x".repeat(996))))).isNotNull();
  }

  @Test
  void valuesWithASchemaArePassedToTheFormat() {
    Struct point = new Struct(POINT).put("x", 1);
    FileSchema schema = schemas.of(row(POINT, point));
    assertThat(schema.schema()).contains(POINT);
    assertThat(schemas.of(row(null, point))).isEqualTo(schema);
    FileSchema draft = schemas.of(row(Map.of("a", 1L)));
    assertThat(schemas.of(row(POINT, point))).isSameAs(schema);
    assertThat(schemas.retired(schema)).isFalse();
    SinkRecord row = row(POINT, point);
    assertThat(schemas.fit(row, schema)).isSameAs(row);
    SinkRecord other = row(Map.of("a", 1L));
    assertThat(schemas.fit(other, draft)).isSameAs(other);
    assertThatThrownBy(() -> schemas.of(row(null))).isInstanceOf(DataException.class);
  }

  @Test
  void aRowIsConvertedToTheSchemaThatTheLedgerNames() {
    FileSchema draft = schemas.of(row(Map.of("a", 1L, "b", "x")));
    draft.fix();
    FileSchema named = FileSchema.parse(draft.text());
    InferredSchemas others = schemas(10);

    SinkRecord fitting = others.fit(row(Map.of("b", "y".repeat(100))), named);

    Schema schema = named.schema().orElseThrow();
    assertThat(fitting.value()).isEqualTo(new Struct(schema).put("b", "y".repeat(100)));
    assertThat(fitting.valueSchema()).isEqualTo(schema);
    assertThat(fitting.kafkaOffset()).isEqualTo(5);
    assertThatThrownBy(() -> others.fit(row(Map.of("a", "text")), named))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/a'");
    assertThatThrownBy(() -> others.fit(row(Map.of("c", 1L)), named))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("does not have this field");
    Schema text = SchemaBuilder.struct().field("a", Schema.STRING_SCHEMA).build();
    assertThatThrownBy(() -> others.fit(row(text, new Struct(text).put("a", "x")), named))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/a'");
  }
}
