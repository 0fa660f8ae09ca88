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

import io.sluice.config.LargeDecimal;
import io.sluice.config.TypesConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class TypesTest {
  private static final String ENUM = "io.confluent.connect.avro.Enum";

  private static FileType type(Schema schema) {
    return Types.resolve(schema, TypeOptions.DEFAULT).type();
  }

  @Test
  void typesWithoutNamesAreThoseOfConnect() {
    assertThat(type(Schema.INT8_SCHEMA)).isEqualTo(new FileType.Int(8));
    assertThat(type(Schema.OPTIONAL_INT64_SCHEMA)).isEqualTo(new FileType.Int(64));
    assertThat(type(Schema.FLOAT32_SCHEMA)).isEqualTo(new FileType.Real(32));
    assertThat(type(Schema.BOOLEAN_SCHEMA)).isEqualTo(new FileType.Bool());
    assertThat(type(Schema.STRING_SCHEMA)).isEqualTo(new FileType.Text());
    assertThat(type(Schema.BYTES_SCHEMA)).isEqualTo(new FileType.Bytes());
  }

  @Test
  void namesDetermineTypes() {
    assertThat(type(Date.SCHEMA)).isEqualTo(new FileType.Date());
    assertThat(type(Time.SCHEMA)).isEqualTo(new FileType.TimeOfDay(Resolution.MILLIS));
    assertThat(type(Timestamp.SCHEMA)).isEqualTo(new FileType.Instant(Resolution.MILLIS));
    for (NamedTypes.Named named : NamedTypes.all()) {
      Schema schema =
          named.type() == Schema.Type.STRUCT
              ? SchemaBuilder.struct().name(named.name()).field("x", Schema.BYTES_SCHEMA).build()
              : SchemaBuilder.type(named.type()).name(named.name()).build();
      assertThat(type(schema)).as(named.name()).isEqualTo(named.fileType());
    }
  }

  @Test
  void aNameOnAnotherTypeMeansNothing() {
    assertThat(type(SchemaBuilder.string().name("io.debezium.time.Date").build()))
        .isEqualTo(new FileType.Text());
    assertThat(type(SchemaBuilder.int64().name("com.acme.Id").build()))
        .isEqualTo(new FileType.Int(64));
  }

  @Test
  void namesThatTheUserLists_arePlain() {
    TypeOptions options =
        TypeOptions.of(new TypesConfig(LargeDecimal.TEXT, Set.of("timestamp-micros")));
    Schema micros = SchemaBuilder.int64().name("timestamp-micros").build();
    assertThat(Types.resolve(micros, options).type()).isEqualTo(new FileType.Int(64));
    Schema millis = SchemaBuilder.int64().name("timestamp-millis").build();
    assertThat(Types.resolve(millis, options).type())
        .isEqualTo(new FileType.Instant(Resolution.MILLIS));
  }

  @Test
  void decimalsAboveThirtyEightDigitsAreTextOrRejected() {
    assertThat(type(Decimal.schema(2))).isEqualTo(new FileType.Decimal(38, 2));
    assertThat(type(Decimal.schema(-2))).isEqualTo(new FileType.Decimal(38, 0));
    assertThat(type(Decimal.schema(127))).isEqualTo(new FileType.DecimalText());
    TypeOptions options = TypeOptions.of(new TypesConfig(LargeDecimal.REJECT, Set.of()));
    Schema struct = SchemaBuilder.struct().field("price", Decimal.schema(127)).build();
    assertThatThrownBy(() -> Types.resolve(struct, options))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/price'")
        .hasMessageContaining("decimal.large=text");
  }

  @Test
  void symbolsHaveAnOrderThatDependsOnTheContents() {
    Schema one =
        SchemaBuilder.string()
            .name("geo.Region")
            .parameter(ENUM, "geo.Region")
            .parameter(ENUM + ".EMEA", "EMEA")
            .parameter(ENUM + ".APAC", "APAC")
            .build();
    Schema other =
        SchemaBuilder.string()
            .name("geo.Region")
            .parameter(ENUM + ".APAC", "APAC")
            .parameter(ENUM, "geo.Region")
            .parameter(ENUM + ".EMEA", "EMEA")
            .build();
    assertThat(type(one))
        .isEqualTo(new FileType.Symbols("geo.Region", List.of("APAC", "EMEA"), null))
        .isEqualTo(type(other));
  }

  @Test
  void generalizedSymbolsHaveTheOrderOfTheirOrdinals() {
    String parameter = "org.apache.kafka.connect.data.Enum";
    Schema schema =
        SchemaBuilder.string()
            .name("geo.Region")
            .parameter(parameter, "geo.Region")
            .parameter(parameter + ".EMEA", "0")
            .parameter(parameter + ".APAC", "1")
            .build();
    assertThat(type(schema))
        .isEqualTo(new FileType.Symbols("geo.Region", List.of("EMEA", "APAC"), null));
  }

  @Test
  void enumsOfProtobufAreTextsBecauseTheyAreOpen() {
    String parameter = "org.apache.kafka.connect.data.Enum";
    Schema schema =
        SchemaBuilder.string()
            .name("pay.Status")
            .parameter("io.confluent.connect.protobuf.Tag", "3")
            .parameter(parameter, "Status")
            .parameter(parameter + ".OPEN", "0")
            .build();
    assertThat(type(schema)).isEqualTo(new FileType.Text());
  }

  @Test
  void bytesOfOneLengthAreFixed() {
    Schema schema = SchemaBuilder.bytes().name("Md5").parameter("connect.fixed.size", "16").build();
    assertThat(type(schema)).isEqualTo(new FileType.Fixed("Md5", 16));
  }

  @Test
  void unionsAreThoseOfAvro() {
    Schema avro =
        SchemaBuilder.struct()
            .name("io.confluent.connect.avro.Union")
            .field("int", Schema.OPTIONAL_INT32_SCHEMA)
            .field("string", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    assertThat(type(avro)).isInstanceOf(FileType.Union.class);
    Schema protobuf =
        SchemaBuilder.struct()
            .name("pay.method")
            .parameter("org.apache.kafka.connect.data.Union", "method")
            .field("card", Schema.OPTIONAL_STRING_SCHEMA)
            .field("iban", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    assertThat(type(protobuf)).isInstanceOf(FileType.StructOf.class);
  }

  @Test
  void aStructWithoutFieldsIsAMarkerUnlessItIsOutermost() {
    Schema none = SchemaBuilder.struct().optional().build();
    assertThat(type(none)).isEqualTo(new FileType.StructOf(List.of()));
    Schema outer = SchemaBuilder.struct().field("m", none).build();
    assertThat(((FileType.StructOf) type(outer)).columns())
        .extracting(Column::type)
        .containsExactly(new FileType.Marker());
  }

  @Test
  void columnsHaveTheNamesThatAreChosenAndOthersAreOmitted() {
    Schema inner = SchemaBuilder.struct().field("A b", Schema.INT32_SCHEMA).build();
    Schema outer =
        SchemaBuilder.struct()
            .field("in", SchemaBuilder.array(inner).build())
            .field("day", Schema.INT32_SCHEMA)
            .build();
    ColumnNames names =
        (path, struct) ->
            path.isEmpty() ? Map.of("in", "in") : Map.of("A b", String.join("_", path));
    Column value = Types.resolve(outer, new TypeOptions(TypesConfig.DEFAULT, names, true));
    List<Column> columns = ((FileType.StructOf) value.type()).columns();
    assertThat(columns).extracting(Column::name).containsExactly("in");
    Column element = ((FileType.ListOf) columns.get(0).type()).element();
    Column leaf = ((FileType.StructOf) element.type()).columns().get(0);
    assertThat(leaf.name()).isEqualTo("in_element");
    assertThat(leaf.field().name()).isEqualTo("A b");
  }

  @Test
  void aSchemaThatContainsItselfIsRefused() {
    SchemaBuilder node = SchemaBuilder.struct().name("Node").optional();
    node.field("first", node).field("second", node);
    assertThatThrownBy(() -> type(node))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/first'")
        .hasMessageContaining("contains itself");
  }

  @Test
  void filesOfTextsHaveNoTypeOfDecimals() {
    Schema large = Decimal.schema(5000);
    assertThat(Types.resolve(large, TypeOptions.ofTexts(TypesConfig.DEFAULT)).type())
        .isEqualTo(new FileType.DecimalText());
  }
}
