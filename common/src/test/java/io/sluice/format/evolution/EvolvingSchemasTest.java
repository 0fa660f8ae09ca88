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
package io.sluice.format.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.InferredNumbers;
import io.sluice.config.SchemaConfig;
import io.sluice.config.SchemaEvolution;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class EvolvingSchemasTest {
  private static final Schema V1 = version("Order", 1).build();
  private static final Schema V2 =
      version("Order", 2).field("b", Schema.OPTIONAL_STRING_SCHEMA).build();
  private static final Schema V3 =
      version("Order", 3)
          .field("b", Schema.OPTIONAL_STRING_SCHEMA)
          .field("c", SchemaBuilder.int32().defaultValue(7).build())
          .build();
  private static final Schema WITHOUT = SchemaBuilder.struct().name("Order").version(4).build();

  private static SchemaBuilder version(String name, Integer version) {
    SchemaBuilder schema = SchemaBuilder.struct().name(name);
    if (version != null) {
      schema.version(version);
    }
    return schema.field("a", Schema.INT64_SCHEMA);
  }

  private static FileSchemas schemas(SchemaEvolution evolution) {
    return EvolvingSchemas.of(
        new SchemaConfig(evolution, false, InferredNumbers.FOUND, Optional.empty()),
        "avro",
        schema -> {});
  }

  private static SinkRecord record(Schema schema) {
    Struct value = new Struct(schema);
    if (schema.field("a") != null) {
      value.put("a", 5L);
    }
    return new SinkRecord("topic", 0, Schema.STRING_SCHEMA, "key", schema, value, 9);
  }

  /** The schema that the record's file has. */
  private static Schema file(FileSchemas schemas, Schema schema) {
    SinkRecord row = record(schema);
    FileSchema file = schemas.of(row);
    SinkRecord fit = schemas.fit(row, file);
    assertThat(fit.valueSchema()).isEqualTo(file.schema().orElseThrow());
    assertThat(((Struct) fit.value()).schema()).isEqualTo(fit.valueSchema());
    return file.schema().orElseThrow();
  }

  private static FileSchema exactly(Schema schema) {
    return schemas(SchemaEvolution.ROLL).of(record(schema));
  }

  @Test
  void eachSchemaHasSeparateFilesByDefault() {
    FileSchemas schemas = schemas(SchemaEvolution.ROLL);
    for (Schema schema : new Schema[] {V1, V2, V1, V3}) {
      assertThat(file(schemas, schema)).isEqualTo(schema);
    }
    assertThat(schemas.retirements()).isZero();
    assertThat(schemas.retired(exactly(V1))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"BACKWARD", "FULL"})
  void filesHaveTheNewestVersionSeen(SchemaEvolution evolution) {
    FileSchemas schemas = schemas(evolution);
    assertThat(file(schemas, V2)).isSameAs(V2);
    assertThat(file(schemas, V1)).isSameAs(V2);
    assertThat(schemas.retirements()).isZero();
    assertThat(file(schemas, V3)).isSameAs(V3);
    assertThat(schemas.retirements()).isEqualTo(1);
    assertThat(file(schemas, V1)).isSameAs(V3);
    assertThat(file(schemas, V2)).isSameAs(V3);
    assertThat(schemas.retirements()).isEqualTo(1);
    assertThat(schemas.retired(exactly(V2))).isTrue();
    assertThat(schemas.retired(exactly(V3))).isFalse();
  }

  @Test
  void filesHaveTheOldestVersionSeen() {
    FileSchemas schemas = schemas(SchemaEvolution.FORWARD);
    assertThat(file(schemas, V2)).isSameAs(V2);
    assertThat(file(schemas, V3)).isSameAs(V2);
    assertThat(schemas.retirements()).isZero();
    assertThat(file(schemas, V1)).isSameAs(V1);
    assertThat(file(schemas, V2)).isSameAs(V1);
    assertThat(file(schemas, V3)).isSameAs(V1);
    assertThat(schemas.retirements()).isEqualTo(1);
    assertThat(schemas.retired(exactly(V2))).isTrue();
    assertThat(schemas.retired(exactly(V1))).isFalse();
  }

  @Test
  void theRecordStaysWhatItWasButForItsValue() {
    FileSchemas schemas = schemas(SchemaEvolution.BACKWARD);
    file(schemas, V3);
    SinkRecord row = record(V1);
    row.headers().addString("h", "v");

    SinkRecord fit = schemas.fit(row, schemas.of(row));

    assertThat(fit.value()).isEqualTo(new Struct(V3).put("a", 5L).put("c", 7));
    assertThat(fit.originalKafkaOffset()).isEqualTo(9);
    assertThat(fit.key()).isEqualTo("key");
    assertThat(fit.headers()).isEqualTo(row.headers());
    assertThat(schemas.fit(record(V3), schemas.of(row))).extracting("valueSchema").isSameAs(V3);
  }

  @Test
  void eachNameEvolvesSeparately() {
    FileSchemas schemas = schemas(SchemaEvolution.BACKWARD);
    Schema other = version("Invoice", 1).build();
    Schema unnamed = version(null, 1).build();
    file(schemas, V1);
    assertThat(file(schemas, other)).isSameAs(other);
    assertThat(file(schemas, unnamed)).isSameAs(unnamed);
    file(schemas, V2);

    assertThat(file(schemas, other)).isSameAs(other);
    assertThat(schemas.retired(exactly(other))).isFalse();
    assertThat(schemas.retired(exactly(unnamed))).isFalse();
    assertThat(schemas.retired(exactly(V1))).isTrue();

    Schema newer = version(null, 2).field("b", Schema.OPTIONAL_STRING_SCHEMA).build();
    assertThat(file(schemas, newer)).isSameAs(newer);
    assertThat(file(schemas, unnamed)).isSameAs(newer);
    assertThat(schemas.retired(exactly(unnamed))).isTrue();
  }

  @Test
  void oneVersionWithAnotherTextHasTheFilesOfTheFirst() {
    FileSchemas schemas = schemas(SchemaEvolution.BACKWARD);
    Schema documented = version("Order", 1).doc("an order").build();
    file(schemas, V1);

    assertThat(file(schemas, documented)).isSameAs(V1);
    assertThat(schemas.retirements()).isZero();
  }

  private static Schema envelope(boolean withEmail) {
    SchemaBuilder after =
        SchemaBuilder.struct()
            .name("shop.orders.Value")
            .optional()
            .field("id", Schema.INT64_SCHEMA);
    if (withEmail) {
      after.field("email", Schema.OPTIONAL_STRING_SCHEMA);
    }
    return SchemaBuilder.struct()
        .name("shop.orders.Envelope")
        .version(2)
        .field("after", after.build())
        .field("op", Schema.STRING_SCHEMA)
        .build();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ROLL")
  void evolutionSameVersion(SchemaEvolution evolution) {
    Schema narrow = envelope(false);
    Schema wide = envelope(true);
    FileSchemas schemas = schemas(evolution);
    assertThat(schemas.of(record(narrow)).schema()).containsSame(narrow);

    Struct after = new Struct(wide.field("after").schema()).put("id", 2L).put("email", "x");
    Struct value = new Struct(wide).put("after", after).put("op", "c");
    SinkRecord row = new SinkRecord("t", 0, null, null, wide, value, 1);
    assertThat(schemas.fit(row, schemas.of(row)).value()).isEqualTo(value);

    // From now on both share files.
    assertThat(schemas.retirements()).isEqualTo(1);
    assertThat(schemas.of(record(narrow)).schema()).containsSame(wide);
    assertThat(schemas.of(row).schema()).containsSame(wide);
    assertThat(schemas.retirements()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ROLL")
  void schemasOfOneVersionThatLoseFieldsEitherWayHaveSeparateFiles(SchemaEvolution evolution) {
    Schema one = version("Order", 2).field("b", Schema.OPTIONAL_STRING_SCHEMA).build();
    Schema other = version("Order", 2).field("c", Schema.OPTIONAL_STRING_SCHEMA).build();
    Schema both =
        version("Order", 2)
            .field("b", Schema.OPTIONAL_STRING_SCHEMA)
            .field("c", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    FileSchemas schemas = schemas(evolution);
    for (int i = 0; i < 3; i++) {
      assertThat(file(schemas, one)).isSameAs(one);
      assertThat(file(schemas, other)).isSameAs(other);
    }
    assertThat(schemas.retirements()).isZero();
    assertThat(schemas.retired(exactly(other))).isFalse();

    assertThat(file(schemas, both)).isSameAs(both);
    assertThat(file(schemas, one)).isSameAs(both);
    assertThat(file(schemas, other)).isSameAs(both);
    assertThat(schemas.retirements()).isEqualTo(1);
    assertThat(schemas.retired(exactly(one))).isTrue();
    assertThat(schemas.retired(exactly(other))).isTrue();
  }

  @Test
  void aNullIsNotReplacedByADefaultWithinAVersion() {
    Schema maybe = version("Order", 2).field("b", Schema.OPTIONAL_INT32_SCHEMA).build();
    Schema seven =
        version("Order", 2).field("b", SchemaBuilder.int32().defaultValue(7).build()).build();
    FileSchemas schemas = schemas(SchemaEvolution.BACKWARD);
    assertThat(file(schemas, seven)).isSameAs(seven);
    assertThat(file(schemas, maybe)).isSameAs(maybe);
    assertThat(file(schemas, seven)).isSameAs(maybe);
  }

  @Test
  void namedAfterUpgrade() {
    Schema plain = version("e.E", 1).build();
    Schema named =
        SchemaBuilder.struct()
            .name("e.E")
            .version(2)
            .field("a", SchemaBuilder.int64().name("timestamp-micros").build())
            .build();
    FileSchemas schemas = schemas(SchemaEvolution.BACKWARD);
    assertThat(file(schemas, plain)).isSameAs(plain);
    assertThat(file(schemas, named)).isSameAs(named);
    SinkRecord row = record(plain);
    Struct value = (Struct) schemas.fit(row, schemas.of(row)).value();
    assertThat(value.schema()).isSameAs(named);
    assertThat(value.get("a")).isEqualTo(5L);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ROLL")
  void withoutVersionsFilesHaveTheSchemaThatLosesNothing(SchemaEvolution evolution) {
    Schema narrow = version("Order", null).build();
    Schema wide = version("Order", null).field("b", Schema.OPTIONAL_STRING_SCHEMA).build();
    Schema other = version("Order", null).field("c", Schema.OPTIONAL_STRING_SCHEMA).build();
    FileSchemas schemas = schemas(evolution);
    assertThat(file(schemas, narrow)).isSameAs(narrow);
    assertThat(file(schemas, wide)).isSameAs(wide);
    assertThat(file(schemas, narrow)).isSameAs(wide);
    assertThat(file(schemas, other)).isSameAs(other);
    assertThat(file(schemas, wide)).isSameAs(wide);
    assertThat(schemas.retirements()).isEqualTo(1);
    assertThat(schemas.retired(exactly(wide))).isFalse();
    assertThat(schemas.droppedFields()).isZero();
  }

  @Test
  void aSchemaWithoutVersionSharesFilesWithOneThatHasAVersion() {
    FileSchemas schemas = schemas(SchemaEvolution.BACKWARD);
    Schema bare = version("Order", null).build();
    assertThat(file(schemas, V2)).isSameAs(V2);
    assertThat(file(schemas, bare)).isSameAs(V2);
    assertThat(file(schemas, V3)).isSameAs(V3);
    assertThat(file(schemas, bare)).isSameAs(V3);
  }

  @Test
  void aSchemaSharesFilesWithAnyOneThatLosesNothing() {
    Schema b = version(null, null).field("b", Schema.OPTIONAL_STRING_SCHEMA).build();
    Schema c =
        version(null, null)
            .field("c", Schema.OPTIONAL_STRING_SCHEMA)
            .field("d", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    Schema d = version(null, null).field("d", Schema.OPTIONAL_STRING_SCHEMA).build();
    FileSchemas schemas = schemas(SchemaEvolution.BACKWARD);
    file(schemas, b);
    file(schemas, c);
    assertThat(file(schemas, d)).isSameAs(c);
    Schema more =
        version(null, null)
            .field("c", Schema.OPTIONAL_STRING_SCHEMA)
            .field("d", Schema.OPTIONAL_STRING_SCHEMA)
            .field("e", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    assertThat(file(schemas, more)).isSameAs(more);
    assertThat(file(schemas, d)).isSameAs(more);
    assertThat(file(schemas, c)).isSameAs(more);
    assertThat(file(schemas, b)).isSameAs(b);
    assertThat(schemas.retired(exactly(c))).isTrue();
    assertThat(schemas.retired(exactly(b))).isFalse();
  }

  private static Schema decimal(String precision) {
    return Decimal.builder(2).optional().parameter("connect.decimal.precision", precision).build();
  }

  private static Schema symbols(String... symbols) {
    SchemaBuilder schema = SchemaBuilder.string().optional();
    schema.parameter("io.confluent.connect.avro.Enum", "Color");
    for (String symbol : symbols) {
      schema.parameter("io.confluent.connect.avro.Enum." + symbol, symbol);
    }
    return schema.build();
  }

  static Stream<Arguments> widerTypes() {
    Schema text = Schema.OPTIONAL_STRING_SCHEMA;
    Schema number = Schema.OPTIONAL_INT64_SCHEMA;
    Schema bytes = Schema.OPTIONAL_BYTES_SCHEMA;
    return Stream.of(
        Arguments.of(decimal("9"), decimal("12")),
        Arguments.of(decimal("12"), Decimal.builder(2).optional().build()),
        Arguments.of(decimal("38"), decimal("50")),
        Arguments.of(symbols("RED"), symbols("RED", "BLUE")),
        Arguments.of(symbols("RED"), text),
        Arguments.of(SchemaBuilder.string().name("uuid").optional().build(), text),
        Arguments.of(number, Timestamp.builder().optional().build()),
        Arguments.of(number, SchemaBuilder.int64().name("timestamp-micros").optional().build()),
        Arguments.of(Schema.OPTIONAL_INT32_SCHEMA, Date.builder().optional().build()),
        Arguments.of(bytes, decimal("12")),
        Arguments.of(
            SchemaBuilder.bytes().parameter("connect.fixed.size", "4").optional().build(), bytes));
  }

  @ParameterizedTest
  @MethodSource("widerTypes")
  void withinAVersionFilesHaveTheTypeThatTakesAllValues(Schema narrow, Schema wide) {
    Schema one = version("Order", 2).field("x", narrow).build();
    Schema two = version("Order", 2).field("x", wide).build();
    FileSchemas narrowFirst = schemas(SchemaEvolution.BACKWARD);
    file(narrowFirst, one);
    assertThat(file(narrowFirst, two)).isSameAs(two);
    assertThat(file(narrowFirst, one)).isSameAs(two);
    FileSchemas wideFirst = schemas(SchemaEvolution.BACKWARD);
    file(wideFirst, two);
    assertThat(file(wideFirst, one)).isSameAs(two);
    assertThat(wideFirst.retirements()).isZero();
  }

  @Test
  void enumsOfOtherSymbolsHaveSeparateFilesWithinAVersion() {
    Schema red = version("Order", 2).field("x", symbols("RED")).build();
    Schema blue = version("Order", 2).field("x", symbols("BLUE")).build();
    FileSchemas schemas = schemas(SchemaEvolution.BACKWARD);
    assertThat(file(schemas, red)).isSameAs(red);
    assertThat(file(schemas, blue)).isSameAs(blue);
    assertThat(schemas.retirements()).isZero();
  }

  @Test
  void theValuesThatAVersionHasNoFieldForAreCounted() {
    FileSchemas schemas = schemas(SchemaEvolution.FORWARD);
    file(schemas, V1);
    file(schemas, V2);
    assertThat(schemas.droppedFields()).isZero();
    Struct value = new Struct(V3).put("a", 1L).put("b", "x").put("c", 2);
    SinkRecord row = new SinkRecord("t", 0, null, null, V3, value, 1);
    schemas.fit(row, schemas.of(row));
    assertThat(schemas.droppedFields()).isEqualTo(2);
  }

  @Test
  void aVersionThatTheOthersCannotBecomeIsRefusedAndTheRestGoesOn() {
    Schema text =
        SchemaBuilder.struct()
            .name("Order")
            .version(4)
            .field("a", SchemaBuilder.string().optional().build())
            .build();
    FileSchemas schemas = schemas(SchemaEvolution.BACKWARD);
    file(schemas, V1);
    SinkRecord bad = new SinkRecord("t", 0, null, null, text, new Struct(text), 1);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> schemas.of(bad))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("version 1 cannot be projected")
          .hasMessageContaining("version 4")
          .hasMessageContaining("at '/a': the type changes from int64 to string")
          .hasMessageContaining("schema.evolution=backward")
          .hasMessageContaining("schema.evolution=roll");
      assertThat(file(schemas, V1)).isSameAs(V1);
    }
    assertThat(file(schemas, V2)).isSameAs(V2);
    assertThat(schemas.retirements()).isEqualTo(1);
  }

  @Test
  void aFieldMayGoInOneDirectionOnlyUnlessItHasADefault() {
    FileSchemas backward = schemas(SchemaEvolution.BACKWARD);
    file(backward, V1);
    assertThat(file(backward, WITHOUT)).isSameAs(WITHOUT);

    FileSchemas full = schemas(SchemaEvolution.FULL);
    file(full, V1);
    assertThatThrownBy(() -> full.of(record(WITHOUT)))
        .hasMessageContaining("version 4 cannot be projected onto schema 'Order' version 1 at '/a'")
        .hasMessageContaining("schema.evolution=full");
    assertThat(file(full, V2)).isSameAs(V2);

    FileSchemas newestFirst = schemas(SchemaEvolution.FULL);
    file(newestFirst, WITHOUT);
    assertThatThrownBy(() -> newestFirst.of(record(V1))).hasMessageContaining("at '/a'");

    FileSchemas forward = schemas(SchemaEvolution.FORWARD);
    file(forward, V1);
    assertThatThrownBy(() -> forward.of(record(WITHOUT))).hasMessageContaining("at '/a'");
  }

  @Test
  void aSchemaThatTheFormatCannotExpressIsRefused() {
    FileSchemas schemas =
        EvolvingSchemas.of(
            new SchemaConfig(
                SchemaEvolution.BACKWARD, false, InferredNumbers.FOUND, Optional.empty()),
            "avro",
            schema -> {
              if (schema.field("c") != null) {
                throw new DataException("not this one");
              }
            });
    file(schemas, V1);
    assertThatThrownBy(() -> schemas.of(record(V3))).hasMessage("not this one");
    assertThat(file(schemas, V1)).isSameAs(V1);
  }

  @Test
  void aFileThatIsWrittenAgainTakesWhatCanBeProjectedWhateverTheModeIs() {
    for (SchemaEvolution evolution : SchemaEvolution.values()) {
      FileSchemas schemas = schemas(evolution);
      FileSchema declared = FileSchema.parse(exactly(V2).text());
      for (Schema schema : new Schema[] {V1, V2, V3, version("Renamed", null).build()}) {
        Struct value = (Struct) schemas.fit(record(schema), declared).value();
        assertThat(value.get("a")).isEqualTo(5L);
        assertThat(value.schema()).isEqualTo(V2);
      }
      assertThatThrownBy(() -> schemas.fit(record(WITHOUT), declared))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("at '/a'");
      assertThat(schemas.retirements()).isZero();
    }
  }

  @Test
  void thousandsOfNamesAndSchemasAreAccepted() {
    FileSchemas schemas = schemas(SchemaEvolution.BACKWARD);
    for (int i = 0; i < 3_000; i++) {
      Schema first = version("Name" + i % 600, 1).build();
      Schema second =
          version("Name" + i % 600, 2).field("b", Schema.OPTIONAL_STRING_SCHEMA).build();
      file(schemas, first);
      assertThat(file(schemas, second)).isEqualTo(second);
      assertThat(file(schemas, first)).isEqualTo(second);
    }
  }
}
