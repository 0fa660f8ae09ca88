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
package io.sluice.format.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.GivenSchemaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GivenSchemaTest {
  @TempDir private Path directory;

  private static Schema read(String text) {
    return GivenSchema.read(new GivenSchemaConfig("schema.text", text.replace('\'', '"')));
  }

  private static Schema avroField(String type) {
    return read("{'type':'record','name':'R','fields':[{'name':'f','type':" + type + "}]}")
        .field("f")
        .schema();
  }

  private static Schema jsonProperty(String schema) {
    return read("{'type':'object','properties':{'f':" + schema + "},'required':['f']}")
        .field("f")
        .schema();
  }

  private static Schema symbols(String name) {
    return SchemaBuilder.string()
        .parameter("io.confluent.connect.avro.Enum", name)
        .parameter("io.confluent.connect.avro.Enum.RED", "RED")
        .parameter("io.confluent.connect.avro.Enum.BLUE", "BLUE")
        .build();
  }

  @Test
  void anAvroRecordBecomesAStructWithItsNamesDocsAndDefaults() {
    Schema schema =
        read(
            "{'type':'record','namespace':'acme','name':'Order','doc':'an order','fields':["
                + "{'name':'id','type':'long','doc':'its number'},"
                + "{'name':'n','type':'int','default':7},"
                + "{'name':'part','type':{'type':'record','name':'Part','fields':["
                + "{'name':'x','type':['null','double'],'default':null},"
                + "{'name':'y','type':{'type':'array','items':'int'},'default':[1]}]}}]}");
    assertThat(schema)
        .isEqualTo(
            SchemaBuilder.struct()
                .name("acme.Order")
                .doc("an order")
                .field("id", SchemaBuilder.int64().doc("its number").build())
                .field("n", SchemaBuilder.int32().defaultValue(7).build())
                .field(
                    "part",
                    SchemaBuilder.struct()
                        .name("acme.Part")
                        .field("x", Schema.OPTIONAL_FLOAT64_SCHEMA)
                        .field(
                            "y",
                            SchemaBuilder.array(Schema.INT32_SCHEMA)
                                .defaultValue(List.of(1))
                                .build())
                        .build())
                .build());
  }

  @Test
  void typesOfAvroHaveTheirNameInConnect() {
    assertThat(avroField("'float'")).isEqualTo(Schema.FLOAT32_SCHEMA);
    assertThat(avroField("['null','string']")).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
    assertThat(avroField("{'type':'array','items':'boolean'}"))
        .isEqualTo(SchemaBuilder.array(Schema.BOOLEAN_SCHEMA).build());
    assertThat(avroField("{'type':'map','values':'bytes'}"))
        .isEqualTo(SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.BYTES_SCHEMA).build());
    assertThat(avroField("{'type':'enum','name':'Color','symbols':['RED','BLUE']}"))
        .isEqualTo(symbols("Color"));
    assertThat(avroField("{'type':'fixed','name':'Four','size':4}"))
        .isEqualTo(SchemaBuilder.bytes().name("Four").parameter("connect.fixed.size", "4").build());
    assertThat(avroField("{'type':'bytes','logicalType':'decimal','precision':9,'scale':2}"))
        .isEqualTo(Decimal.builder(2).parameter("connect.decimal.precision", "9").build());
    assertThat(avroField("{'type':'int','logicalType':'date'}")).isEqualTo(Date.SCHEMA);
    assertThat(avroField("{'type':'int','logicalType':'time-millis'}")).isEqualTo(Time.SCHEMA);
    assertThat(avroField("{'type':'long','logicalType':'timestamp-millis'}"))
        .isEqualTo(Timestamp.SCHEMA);
    assertThat(avroField("{'type':'long','logicalType':'timestamp-micros'}"))
        .isEqualTo(SchemaBuilder.int64().name("timestamp-micros").build());
    assertThat(avroField("{'type':'string','logicalType':'uuid'}"))
        .isEqualTo(SchemaBuilder.string().name("uuid").build());
  }

  @Test
  void typesOfJsonSchemaHaveTheirNameInConnect() {
    assertThat(jsonProperty("{'type':'integer'}")).isEqualTo(Schema.INT64_SCHEMA);
    assertThat(jsonProperty("{'type':'number'}")).isEqualTo(Schema.FLOAT64_SCHEMA);
    assertThat(jsonProperty("{'type':['boolean','null']}"))
        .isEqualTo(Schema.OPTIONAL_BOOLEAN_SCHEMA);
    assertThat(jsonProperty("{'anyOf':[{'type':'null'},{'type':'string'}]}"))
        .isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
    assertThat(jsonProperty("{'enum':['RED','BLUE']}")).isEqualTo(symbols("f"));
    assertThat(jsonProperty("{'type':'string','format':'date'}")).isEqualTo(Date.SCHEMA);
    assertThat(jsonProperty("{'type':'string','format':'date-time'}").name())
        .isEqualTo("io.debezium.time.ZonedTimestamp");
    assertThat(jsonProperty("{'type':'string','format':'uuid'}").name()).isEqualTo("uuid");
    assertThat(jsonProperty("{'type':'string','format':'email'}")).isEqualTo(Schema.STRING_SCHEMA);
    assertThat(jsonProperty("{'type':'string','contentEncoding':'base64'}"))
        .isEqualTo(Schema.BYTES_SCHEMA);
    assertThat(jsonProperty("{'type':'array','items':{'type':['integer','null']}}"))
        .isEqualTo(SchemaBuilder.array(Schema.OPTIONAL_INT64_SCHEMA).build());
    assertThat(jsonProperty("{'type':'object','additionalProperties':{'type':'number'}}"))
        .isEqualTo(SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.FLOAT64_SCHEMA).build());
  }

  @Test
  void aJsonSchemaRefersToItsDefinitionsAndNamesWhatIsRequired() {
    Schema schema =
        read(
            "{'title':'Order','properties':{'id':{'type':'integer','description':'its number'},"
                + "'part':{'$ref':'#/$defs/part'}},'required':['id'],"
                + "'$defs':{'part':{'properties':{'x':{'type':'number'}}}}}");
    assertThat(schema)
        .isEqualTo(
            SchemaBuilder.struct()
                .name("Order")
                .field("id", SchemaBuilder.int64().doc("its number").build())
                .field(
                    "part",
                    SchemaBuilder.struct()
                        .optional()
                        .field("x", Schema.OPTIONAL_FLOAT64_SCHEMA)
                        .build())
                .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{; is not JSON",
        "{}; is not a schema",
        "{'type':'nonsense'}; is not a schema",
        "{'type':'record','name':'R','fields':[{'name':'f','type':['int','string']}]};"
            + " at '/f': a union must have one type",
        "{'type':'record','name':'R','fields':[{'name':'f','type':{'type':'array','items':'R'}}]};"
            + " at '/f/*': the record R contains itself",
        "{'type':'record','name':'R','fields':[{'name':'f','type':'null'}]}; at '/f': a type of only",
        "{'type':'record','name':'R','fields':[{'name':'f','type':{'type':'record','name':'P',"
            + "'fields':[]},'default':{}}]}; at '/f': a record cannot be a default",
        "{'type':'object'}; needs properties",
        "{'properties':{'f':{'type':['integer','string']}}}; at '/f': a value must have one type",
        "{'properties':{'f':{'type':'array'}}}; at '/f': an array needs",
        "{'properties':{'f':{'$ref':'#/none'}}}; at '/f': the reference #/none leads to nothing",
        "{'properties':{'f':{'$ref':'#'}}}; contains itself",
        "{'properties':{'f':{'type':'text'}}}; the type text is not one of JSON Schema"
      })
  void whatIsNoSchemaForValuesIsRefused(String text, String why) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("schema.text ")
        .hasMessageContaining(why);
  }

  @Test
  void theSchemaMayBeInAFile() throws IOException {
    Path file = directory.resolve("order.avsc");
    GivenSchemaConfig given = new GivenSchemaConfig("schema.file", file.toString());
    assertThatThrownBy(() -> GivenSchema.read(given))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.file=" + file + " cannot be read on this worker")
        .hasMessageContaining("NoSuchFileException");
    Files.writeString(file, "{\"type\": \"map\", \"values\": \"int\"}");
    assertThat(GivenSchema.read(given))
        .isEqualTo(SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build());
  }
}
