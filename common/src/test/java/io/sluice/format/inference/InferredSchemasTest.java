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

import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.ValueSchemas;
import java.util.Collections;
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

  private final InferredSchemas schemas = schemas(1000);

  private static InferredSchemas schemas(int recordMaxBytes) {
    return new InferredSchemas(
        new ValueSchemas("avro", InferredSchemasTest::check), recordMaxBytes);
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
  void whatChangesNothingOfTheSchemaRetiresNothing() {
    FileSchema draft = schemas.of(row(Collections.singletonMap("a", null)));
    draft.fix();
    // What was only null has become a string already.
    assertThat(schemas.of(row(Map.of("a", "x")))).isSameAs(draft);
    assertThatThrownBy(() -> schemas.of(row(Map.of("a", 1L))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/a'")
        .hasMessageContaining("an integer")
        .hasMessageContaining("a string");
    assertThat(schemas.retirements()).isZero();
  }

  @Test
  void aLargeIntegerRulesOutFractionsEvenWhenTheSchemaWasFixed() {
    FileSchema draft = schemas.of(row(Map.of("a", 1L)));
    draft.fix();
    assertThat(schemas.of(row(Map.of("a", Long.MAX_VALUE)))).isSameAs(draft);
    assertThatThrownBy(() -> schemas.of(row(Map.of("a", 0.5)))).hasMessageContaining("2^53");
  }

  @Test
  void aRefusedValueDoesNotChangeTheDraft() {
    FileSchema draft = schemas.of(row(Map.of("a", 1L)));
    for (Object refused :
        List.of(
            Map.of("a", "x", "b", 1L),
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
