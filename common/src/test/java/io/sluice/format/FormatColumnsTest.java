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
package io.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
import io.sluice.it.read.DuckDb;
import io.sluice.it.read.OrcContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each format has the columns and names that are configured. */
class FormatColumnsTest {
  private static final Schema ITEM =
      SchemaBuilder.struct().field("Zip Code", Schema.STRING_SCHEMA).build();
  private static final Schema SCHEMA =
      SchemaBuilder.struct()
          .field("region", Schema.STRING_SCHEMA)
          .field("customer.id", Schema.INT64_SCHEMA)
          .field("Items", SchemaBuilder.array(ITEM).build())
          .field("items", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build())
          .build();
  private static final String ORIGINAL_NAMES =
      "{\"customer_id\":\"customer.id\",\"items_2\":\"Items\","
          + "\"items_2.element.zip_code\":\"Zip Code\"}";

  private static Struct value() {
    return new Struct(SCHEMA)
        .put("region", "north")
        .put("customer.id", 7L)
        .put("Items", List.of(new Struct(ITEM).put("Zip Code", "04103")))
        .put("items", Map.of("A b", 1));
  }

  private static byte[] file(FormatName format, Schema schema, Object value) throws IOException {
    TestFile file =
        TestFile.of(
            FormatConfigs.of(
                    format,
                    "column.names",
                    "lower",
                    "drop.path.fields",
                    "true",
                    "compression",
                    "none")
                .withPathFields(Set.of("region")),
            schema,
            value);
    file.append(value);
    return file.finish();
  }

  private static String text(FormatName format, Schema schema, Object value) throws IOException {
    return new String(file(format, schema, value), StandardCharsets.UTF_8);
  }

  @Test
  void avro() throws IOException {
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(
            new SeekableByteArrayInput(file(FormatName.AVRO, SCHEMA, value())),
            new GenericDatumReader<>())) {
      assertThat(reader.next())
          .hasToString(
              "{\"customer_id\": 7, \"items_2\": [{\"zip_code\": \"04103\"}],"
                  + " \"items\": {\"A b\": 1}}");
      assertThat(reader.getMetaString("sluice.column.names")).isEqualTo(ORIGINAL_NAMES);
    }
  }

  @Test
  void parquet() throws IOException {
    byte[] file = file(FormatName.PARQUET, SCHEMA, value());

    assertThat(DuckDb.readParquet(file))
        .containsExactly(
            Map.of(
                "customer_id", 7L,
                "items_2", List.of(Map.of("zip_code", "04103")),
                "items", Map.of("A b", 1)));
    assertThat(
            DuckDb.query(
                file,
                "SELECT decode(value) AS names FROM parquet_kv_metadata(?)"
                    + " WHERE decode(key) = 'sluice.column.names'"))
        .containsExactly(Map.of("names", ORIGINAL_NAMES));
  }

  @Test
  void orc() throws IOException {
    try (OrcContent content = OrcContent.of(file(FormatName.ORC, SCHEMA, value()))) {
      assertThat(content.rows())
          .containsExactly(
              Map.of(
                  "customer_id", 7L,
                  "items_2", List.of(Map.of("zip_code", "04103")),
                  "items", Map.of("A b", 1)));
      assertThat(content.metadata("sluice.column.names")).isEqualTo(ORIGINAL_NAMES);
    }
  }

  @Test
  void namesThatDifferByCaseAreDistinctInParquetAndOrc() throws IOException {
    Map<String, Object> distinct = Map.of("id", 1L, "ID_2", 2L, "a.b", 3L);
    assertThat(DuckDb.readParquet(fileWithCases(FormatName.PARQUET))).containsExactly(distinct);
    try (OrcContent content = OrcContent.of(fileWithCases(FormatName.ORC))) {
      assertThat(content.rows()).containsExactly(distinct);
    }
  }

  private static byte[] fileWithCases(FormatName format) throws IOException {
    Schema schema =
        SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("ID", Schema.INT64_SCHEMA)
            .field("a.b", Schema.INT64_SCHEMA)
            .build();
    Struct value = new Struct(schema).put("id", 1L).put("ID", 2L).put("a.b", 3L);
    TestFile file = TestFile.of(FormatConfigs.of(format), schema, value);
    file.append(value);
    return file.finish();
  }

  /** Avro and JSON have records without fields. */
  @ParameterizedTest
  @EnumSource(
      value = FormatName.class,
      names = {"CSV", "PARQUET", "ORC"})
  void aValueWhoseFieldsAreAllInPathsIsRejectedWhereAFileNeedsAColumn(FormatName format) {
    Schema schema = SchemaBuilder.struct().field("region", Schema.STRING_SCHEMA).build();

    assertThatThrownBy(() -> file(format, schema, new Struct(schema).put("region", "north")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("drop.path.fields=false");
  }

  @Test
  void csv() throws IOException {
    assertThat(text(FormatName.CSV, SCHEMA, value()))
        .isEqualTo(
            "customer_id,items_2,items\r\n"
                + "7,\"[{\"\"zip_code\"\":\"\"04103\"\"}]\",\"{\"\"A b\"\":1}\"\r\n");
  }

  @Test
  void json() throws IOException {
    assertThat(text(FormatName.JSON, SCHEMA, value()))
        .isEqualTo(
            "{\"customer_id\":7,\"items_2\":[{\"zip_code\":\"04103\"}],"
                + "\"items\":{\"A b\":1}}\n");
  }

  /** Names of objects without a schema are names of fields. */
  @Test
  void jsonWithoutSchema() throws IOException {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("region", "north");
    value.put("customer.id", 7);
    value.put("In", List.of(Map.of("Zip Code", "04103")));
    value.put("nested", Map.of("region", "kept here"));

    assertThat(text(FormatName.JSON, null, value))
        .isEqualTo(
            "{\"customer_id\":7,\"in\":[{\"zip_code\":\"04103\"}],\"nested\":{\"region\":\"kept here\"}}\n");
  }
}
