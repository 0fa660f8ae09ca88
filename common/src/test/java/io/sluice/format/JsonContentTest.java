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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
import io.sluice.config.JsonDecimal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

/** What the JSON format writes for each value, and what it rejects. */
class JsonContentTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final FormatConfig PLAIN = FormatConfigs.of(FormatName.JSON, CompressionName.NONE);

  @Test
  void decimalsAreNumbersTextsOrBase64() throws IOException {
    Schema schema = Decimal.schema(2);
    BigDecimal decimal = new BigDecimal("-12345678901234567890.10");
    assertThat(written(JsonDecimal.NUMBER, schema, decimal)).isEqualTo(decimal + "\n");
    assertThat(written(JsonDecimal.STRING, schema, decimal)).isEqualTo("\"" + decimal + "\"\n");
    String base64 = written(JsonDecimal.BASE64, schema, decimal);
    assertThat(Decimal.toLogical(schema, MAPPER.readTree(base64).binaryValue())).isEqualTo(decimal);

    TestFile file = TestFile.of(FormatConfigs.json(JsonDecimal.BASE64), schema, decimal);
    assertThatThrownBy(() -> file.append(schema, new BigDecimal("1.234")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("scale");
    assertThatThrownBy(() -> file.append(null, Map.of("price", decimal)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/price': a Decimal as base64 requires a schema");
  }

  private static String written(JsonDecimal form, Schema schema, Object value) throws IOException {
    TestFile file = TestFile.of(FormatConfigs.json(form), schema, value);
    file.append(value);
    return new String(file.finish(), StandardCharsets.UTF_8);
  }

  @Test
  void everyTypeOfConnectHasAForm() throws IOException {
    Schema inner = SchemaBuilder.struct().field("x", Schema.INT8_SCHEMA).build();
    Schema schema =
        SchemaBuilder.struct()
            .field("int8", Schema.INT8_SCHEMA)
            .field("int16", Schema.INT16_SCHEMA)
            .field("int32", Schema.INT32_SCHEMA)
            .field("int64", Schema.INT64_SCHEMA)
            .field("float32", Schema.FLOAT32_SCHEMA)
            .field("float64", Schema.FLOAT64_SCHEMA)
            .field("boolean", Schema.BOOLEAN_SCHEMA)
            .field("string", Schema.STRING_SCHEMA)
            .field("bytes", Schema.BYTES_SCHEMA)
            .field("buffer", Schema.BYTES_SCHEMA)
            .field("nothing", Schema.OPTIONAL_STRING_SCHEMA)
            .field("array", SchemaBuilder.array(inner).build())
            .field("map", SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).build())
            .field("struct", inner)
            .build();
    Struct struct =
        new Struct(schema)
            .put("int8", (byte) -8)
            .put("int16", (short) 16)
            .put("int32", 32)
            .put("int64", Long.MAX_VALUE)
            .put("float32", 0.1f)
            .put("float64", 1e300)
            .put("boolean", true)
            .put("string", "a\"\\\u0001/")
            .put("bytes", new byte[] {-1, 0, 1})
            .put("buffer", ByteBuffer.wrap(new byte[] {9, 1, 2}, 1, 2).slice())
            .put("array", List.of(new Struct(inner).put("x", (byte) 1)))
            .put("map", Map.of(5, "five"))
            .put("struct", new Struct(inner).put("x", (byte) 2));
    assertThat(line(schema, struct))
        .isEqualTo(
            "{\"int8\":-8,\"int16\":16,\"int32\":32,\"int64\":9223372036854775807,"
                + "\"float32\":0.1,\"float64\":1.0E300,\"boolean\":true,"
                + "\"string\":\"a\\\"\\\\\\u0001/\",\"bytes\":\"/wAB\",\"buffer\":\"AQI=\","
                + "\"nothing\":null,\"array\":[{\"x\":1}],\"map\":{\"5\":\"five\"},"
                + "\"struct\":{\"x\":2}}");
  }

  @Test
  void topLevelValuesAreDocumentsToo() throws IOException {
    assertThat(line(null, null)).isEqualTo("null");
    assertThat(line(Schema.STRING_SCHEMA, "a\nb")).isEqualTo("\"a\\nb\"");
    assertThat(line(Schema.INT32_SCHEMA, 5)).isEqualTo("5");
    assertThat(line(null, List.of())).isEqualTo("[]");
    assertThat(line(null, Map.of())).isEqualTo("{}");
  }

  @Test
  void logicalTypesAreWrittenForReaders() throws IOException {
    Date instant = Date.from(Instant.parse("2026-01-31T10:15:30Z"));
    assertThat(line(Timestamp.SCHEMA, instant)).isEqualTo("\"2026-01-31T10:15:30.000Z\"");
    assertThat(line(Timestamp.SCHEMA, new Date(-1))).isEqualTo("\"1969-12-31T23:59:59.999Z\"");
    assertThat(line(null, instant)).isEqualTo("\"2026-01-31T10:15:30.000Z\"");
    assertThat(line(Time.SCHEMA, new Date(1))).isEqualTo("\"00:00:00.001\"");
    Schema date = org.apache.kafka.connect.data.Date.SCHEMA;
    assertThat(line(date, new Date(0))).isEqualTo("\"1970-01-01\"");
    assertThat(line(date, new Date(-86_400_000L))).isEqualTo("\"1969-12-31\"");
    assertThat(line(SchemaBuilder.array(date).build(), List.of(new Date(0))))
        .isEqualTo("[\"1970-01-01\"]");
    assertThat(
            line(
                SchemaBuilder.map(Schema.STRING_SCHEMA, Time.SCHEMA).build(),
                Map.of("a", new Date(0))))
        .isEqualTo("{\"a\":\"00:00:00.000\"}");
    assertThatThrownBy(() -> line(date, new Date(1))).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> line(Time.SCHEMA, new Date(-1))).isInstanceOf(DataException.class);
  }

  @Test
  void decimalsAreNumbersWithAllTheirDigits() throws IOException {
    Schema schema = Decimal.schema(2);
    BigDecimal large = new BigDecimal("123456789012345678901234567890.10");
    assertThat(line(schema, large)).isEqualTo("123456789012345678901234567890.10");
    assertThat(line(null, new BigDecimal("1E+3"))).isEqualTo("1000");
    assertThat(line(null, new BigDecimal("0E-10"))).isEqualTo("0.0000000000");
    assertThat(line(null, new BigDecimal("1E+100000"))).isEqualTo("1E+100000");
  }

  @Test
  void aNullThatWasSentIsNotReplacedByADefault() throws IOException {
    Schema schema =
        SchemaBuilder.struct()
            .field("optional", SchemaBuilder.string().optional().defaultValue("d").build())
            .field("required", SchemaBuilder.string().defaultValue("d").build())
            .build();
    assertThat(line(schema, new Struct(schema)))
        .isEqualTo("{\"optional\":null,\"required\":\"d\"}");
  }

  @Test
  void aRequiredFieldWithoutValueIsRejectedByItsPath() {
    Schema inner = SchemaBuilder.struct().field("b", Schema.STRING_SCHEMA).build();
    Struct incomplete = new Struct(inner);
    assertThatThrownBy(() -> line(null, Map.of("a", List.of(0, incomplete))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/a/1/b'");
  }

  @Test
  void aValueOfAnotherTypeThanItsSchemaIsWrittenAsWhatItIs() throws IOException {
    assertThat(line(SchemaBuilder.struct().build(), Map.of("a", List.of(1))))
        .isEqualTo("{\"a\":[1]}");
    assertThat(line(Schema.STRING_SCHEMA, List.of(Map.of("a", 1)))).isEqualTo("[{\"a\":1}]");
    assertThat(line(SchemaBuilder.array(Schema.STRING_SCHEMA).build(), Map.of("a", 1)))
        .isEqualTo("{\"a\":1}");
  }

  @Test
  void theReasonOfARejectionNamesThePlace() {
    assertThatThrownBy(() -> line(null, Map.of("a", List.of(1, Double.NaN))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/a/1'")
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> line(null, Map.of("a", "\uD83D")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/a'");
    assertThatThrownBy(() -> line(null, List.of(List.of(), List.of(Map.of(1.5, 1)))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/1/0'");
    assertThatThrownBy(() -> line(null, new Object()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("''");
  }

  @Test
  void theReasonOfARejectionDoesNotShowTheKeysOfMaps() {
    Schema inner = SchemaBuilder.struct().field("b", Schema.FLOAT64_SCHEMA).build();
    Schema numbers = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.FLOAT64_SCHEMA).build();
    Schema structs = SchemaBuilder.map(Schema.STRING_SCHEMA, inner).build();
    Schema lists =
        SchemaBuilder.map(
                Schema.STRING_SCHEMA,
                SchemaBuilder.array(
                        SchemaBuilder.map(Schema.FLOAT32_SCHEMA, Schema.STRING_SCHEMA).build())
                    .build())
            .build();
    assertPlace(numbers, secondOfTwo(1.0, Double.NaN), "'/1'");
    assertPlace(structs, secondOfTwo(struct(inner, 1.0), struct(inner, Double.NaN)), "'/1/b'");
    assertPlace(lists, secondOfTwo(List.of(), List.of(Map.of(), Map.of(1f, "secret"))), "'/1/1'");
    assertPlace(numbers, Map.of("secret \uD83D", 1.0), "''");
  }

  private static Map<String, Object> secondOfTwo(Object first, Object second) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("secret", first);
    map.put("secret too", second);
    return map;
  }

  private static Struct struct(Schema schema, double value) {
    return new Struct(schema).put("b", value);
  }

  private static void assertPlace(Schema schema, Object value, String place) {
    assertThatThrownBy(() -> line(schema, value))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(place)
        .hasMessageNotContaining("secret");
  }

  @Test
  void theDeepestNestingFitsOnASmallStack() throws Exception {
    Object deepest = 1;
    for (int i = 0; i < 200; i++) {
      deepest = i % 2 == 0 ? List.of(deepest) : Map.of("a", deepest);
    }
    Object value = deepest;
    FutureTask<JsonNode> task = new FutureTask<>(() -> MAPPER.readTree(line(null, value)));
    new Thread(null, task, "small-stack", 512 * 1024).start();
    assertThat(task.get().get("a").isArray()).isTrue();
  }

  @Test
  void eachRecordMayComeWithItsOwnSchema() throws IOException {
    TestFile file = TestFile.of(PLAIN, null, "");
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      Schema schema = SchemaBuilder.struct().field("f" + i, Schema.INT32_SCHEMA).build();
      file.append(schema, new Struct(schema).put("f" + i, i));
      expected.append("{\"f").append(i).append("\":").append(i).append("}\n");
    }
    assertThat(new String(file.finish(), StandardCharsets.UTF_8)).isEqualTo(expected.toString());
  }

  private static String line(Schema schema, Object value) throws IOException {
    TestFile file = TestFile.of(PLAIN, schema, value);
    file.append(value);
    String written = new String(file.finish(), StandardCharsets.UTF_8);
    assertThat(written).endsWith("\n");
    return written.substring(0, written.length() - 1);
  }
}
