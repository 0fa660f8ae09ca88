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
package io.sluice.format.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.format.type.TypeOptions;
import io.sluice.format.type.Types;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema.Field;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroSchemaMapperTest {

  private static String json(Schema schema) {
    org.apache.avro.Schema mapped = map(schema);
    String json = mapped.toString();
    assertThat(new org.apache.avro.Schema.Parser().parse(json)).isEqualTo(mapped);
    return json;
  }

  private static org.apache.avro.Schema map(Schema schema) {
    return AvroSchemaMapper.map(Types.resolve(schema, TypeOptions.DEFAULT));
  }

  private static Field field(Schema schema) {
    Schema struct = SchemaBuilder.struct().field("f", schema).build();
    org.apache.avro.Schema mapped =
        new org.apache.avro.Schema.Parser().parse(map(struct).toString());
    return mapped.getField("f");
  }

  @Test
  void primitivesAreNotWrappedInARecord() {
    assertThat(json(Schema.INT32_SCHEMA)).isEqualTo("\"int\"");
    assertThat(json(Schema.INT64_SCHEMA)).isEqualTo("\"long\"");
    assertThat(json(Schema.FLOAT32_SCHEMA)).isEqualTo("\"float\"");
    assertThat(json(Schema.FLOAT64_SCHEMA)).isEqualTo("\"double\"");
    assertThat(json(Schema.BOOLEAN_SCHEMA)).isEqualTo("\"boolean\"");
    assertThat(json(Schema.STRING_SCHEMA)).isEqualTo("\"string\"");
    assertThat(json(Schema.BYTES_SCHEMA)).isEqualTo("\"bytes\"");
    assertThat(json(Schema.INT8_SCHEMA)).isEqualTo("{\"type\":\"int\",\"sluice.type\":\"int8\"}");
    assertThat(json(Schema.INT16_SCHEMA)).isEqualTo("{\"type\":\"int\",\"sluice.type\":\"int16\"}");
  }

  @Test
  void theOutermostValueIsNeverNull() {
    assertThat(json(Schema.OPTIONAL_STRING_SCHEMA)).isEqualTo("\"string\"");
  }

  @Test
  void logicalTypesAreThoseOfTheSpecification() {
    assertThat(json(Date.SCHEMA)).isEqualTo("{\"type\":\"int\",\"logicalType\":\"date\"}");
    assertThat(json(Time.SCHEMA)).isEqualTo("{\"type\":\"int\",\"logicalType\":\"time-millis\"}");
    assertThat(json(Timestamp.SCHEMA))
        .isEqualTo("{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}");
    assertThat(json(Decimal.schema(2)))
        .isEqualTo("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":38,\"scale\":2}");
    assertThat(json(Decimal.builder(2).parameter("connect.decimal.precision", "9").build()))
        .contains("\"precision\":9");
    assertThat(json(Decimal.schema(127)))
        .contains("\"string\"", Decimal.LOGICAL_NAME, "\"scale\":\"127\"")
        .doesNotContain("logicalType");
    assertThat(json(SchemaBuilder.string().name("io.debezium.data.Uuid").build()))
        .contains("\"logicalType\":\"uuid\"");
    assertThat(json(SchemaBuilder.string().name("com.acme.Code").build()))
        .isEqualTo("{\"type\":\"string\",\"sluice.name\":\"com.acme.Code\"}");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1001, 1001})
  void scalesThatAvroDoesNotKnowAreRefused(int scale) {
    assertThatThrownBy(() -> map(Decimal.schema(scale)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("" + scale);
  }

  @Test
  void whatAvroHasNoPlaceForBecomesProperties() {
    Schema schema =
        SchemaBuilder.int64()
            .name("io.debezium.time.MicroTimestamp")
            .version(3)
            .parameter("a", "b")
            .build();
    org.apache.avro.Schema mapped =
        new org.apache.avro.Schema.Parser().parse(map(schema).toString());
    assertThat(mapped.getProp("sluice.name")).isEqualTo("io.debezium.time.MicroTimestamp");
    assertThat(mapped.getObjectProp("sluice.version")).isEqualTo(3);
    assertThat(mapped.getObjectProp("sluice.parameters")).isEqualTo(Map.of("a", "b"));
  }

  @Test
  void recordsKeepNamesAndTexts() {
    Schema schema =
        SchemaBuilder.struct()
            .name("com.acme.Order")
            .version(5)
            .doc("An order")
            .field("größe", SchemaBuilder.int32().doc("in mm").build())
            .build();
    assertThat(json(schema))
        .isEqualTo(
            "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"com.acme\",\"doc\":\"An order\","
                + "\"fields\":[{\"name\":\"gr_x00F6__x00DF_e\",\"type\":\"int\",\"doc\":\"in mm\","
                + "\"sluice.name\":\"größe\"}],\"sluice.version\":5}");
    Schema odd = SchemaBuilder.struct().name("com.acme.Order-V1").build();
    assertThat(map(odd).getProp("sluice.name")).isEqualTo("com.acme.Order-V1");
  }

  @Test
  void unnamedRecordsAreCalledAfterTheirPlace() {
    Schema leaf = SchemaBuilder.struct().field("x", Schema.INT32_SCHEMA).build();
    Schema other = SchemaBuilder.struct().field("y", Schema.INT32_SCHEMA).build();
    Schema schema =
        SchemaBuilder.struct()
            .field("one", leaf)
            .field("many", SchemaBuilder.array(SchemaBuilder.array(other)).build())
            .field("byName", SchemaBuilder.map(Schema.STRING_SCHEMA, leaf).build())
            .field("pairs", SchemaBuilder.map(leaf, other).build())
            .build();
    org.apache.avro.Schema mapped = map(schema);
    assertThat(mapped.getFullName()).isEqualTo("Value");
    assertThat(mapped.getField("one").schema().getFullName()).isEqualTo("Value_one");
    assertThat(mapped.getField("many").schema().getElementType().getElementType().getFullName())
        .isEqualTo("Value_many");
    assertThat(mapped.getField("byName").schema().getValueType().getFullName())
        .isEqualTo("Value_byName");
    org.apache.avro.Schema entry = mapped.getField("pairs").schema().getElementType();
    assertThat(entry.getFullName()).isEqualTo("Value_pairs_entry");
    assertThat(entry.getField("key").schema().getFullName()).isEqualTo("Value_pairs_key");
    assertThat(entry.getField("value").schema().getFullName()).isEqualTo("Value_pairs_value");
    json(schema);
  }

  @Test
  void oneNameWithTwoShapesBecomesTwoRecords() {
    Schema inner = SchemaBuilder.struct().name("N").field("deep", Schema.INT32_SCHEMA).build();
    Schema outer =
        SchemaBuilder.struct()
            .name("N")
            .field("inner", inner)
            .field(
                "again",
                SchemaBuilder.struct()
                    .name("N")
                    .optional()
                    .field("deep", Schema.INT32_SCHEMA)
                    .build())
            .field("third", SchemaBuilder.struct().name("N").build())
            .field("taken", SchemaBuilder.struct().name("N_2").build())
            .build();
    org.apache.avro.Schema mapped = map(outer);
    assertThat(mapped.getFullName()).isEqualTo("N");
    assertThat(mapped.getField("inner").schema().getFullName()).isEqualTo("N_2");
    assertThat(mapped.getField("again").schema().getTypes().get(1).getFullName()).isEqualTo("N_2");
    assertThat(mapped.getField("third").schema().getFullName()).isEqualTo("N_3");
    assertThat(mapped.getField("taken").schema().getFullName()).isEqualTo("N_2_2");
    json(outer);
    assertThat(map(outer)).isEqualTo(mapped);
  }

  @Test
  void nullIsFirstUnlessThereIsADefault() {
    assertThat(field(Schema.OPTIONAL_INT32_SCHEMA).schema()).hasToString("[\"null\",\"int\"]");
    assertThat(field(Schema.OPTIONAL_INT32_SCHEMA).defaultVal())
        .isEqualTo(org.apache.avro.JsonProperties.NULL_VALUE);
    Field withDefault = field(SchemaBuilder.int32().optional().defaultValue(5).build());
    assertThat(withDefault.schema()).hasToString("[\"int\",\"null\"]");
    assertThat(withDefault.defaultVal()).isEqualTo(5);
    assertThat(field(Schema.INT32_SCHEMA).hasDefaultValue()).isFalse();
  }

  @Test
  void defaultsAreThoseThatJsonCanExpress() {
    assertThat(field(SchemaBuilder.int8().defaultValue((byte) -1).build()).defaultVal())
        .isEqualTo(-1);
    assertThat(field(SchemaBuilder.int64().defaultValue(1L << 40).build()).defaultVal())
        .isEqualTo(1L << 40);
    assertThat(field(SchemaBuilder.string().defaultValue("ü").build()).defaultVal()).isEqualTo("ü");
    assertThat(field(SchemaBuilder.bool().defaultValue(true).build()).defaultVal()).isEqualTo(true);
    assertThat(field(SchemaBuilder.bytes().defaultValue(new byte[] {-1}).build()).defaultVal())
        .isEqualTo(new byte[] {-1});
    assertThat(field(Decimal.builder(1).defaultValue(new BigDecimal("2.5")).build()).defaultVal())
        .isEqualTo(new byte[] {25});
    assertThat(field(Date.builder().defaultValue(new java.util.Date(86_400_000L)).build()))
        .extracting(Field::defaultVal)
        .isEqualTo(1);
    Schema texts = SchemaBuilder.array(Schema.STRING_SCHEMA).defaultValue(List.of()).build();
    assertThat(field(texts).defaultVal()).isEqualTo(List.of());
    assertThat(field(SchemaBuilder.float64().defaultValue(Double.NaN).build()).hasDefaultValue())
        .isFalse();
    assertThat(
            field(SchemaBuilder.float32().optional().defaultValue(Float.NaN).build()).defaultVal())
        .isEqualTo(org.apache.avro.JsonProperties.NULL_VALUE);
    Schema filled = SchemaBuilder.array(Schema.STRING_SCHEMA).defaultValue(List.of("a")).build();
    assertThat(field(filled).hasDefaultValue()).isFalse();
  }
}
