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

import io.sluice.config.FormatConfig;
import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

/** Types that converters express by names, as texts in JSON and CSV. */
class TextNamedTypesTest {
  private static final FormatConfig JSON = FormatConfigs.of(FormatName.JSON);
  private static final FormatConfig CSV = FormatConfigs.of(FormatName.CSV, "csv.header", "false");
  private static final FormatConfig NUMBERS =
      FormatConfigs.of(FormatName.JSON, "json.time", "number");

  private static final Schema PRICE =
      SchemaBuilder.struct()
          .name("io.debezium.data.VariableScaleDecimal")
          .field("scale", Schema.INT32_SCHEMA)
          .field("value", Schema.BYTES_SCHEMA)
          .build();

  private static final Schema TIMES =
      SchemaBuilder.struct()
          .field("day", named(Schema.Type.INT32, "io.debezium.time.Date"))
          .field("time", named(Schema.Type.INT64, "io.debezium.time.MicroTime"))
          .field("millis", named(Schema.Type.INT64, "io.debezium.time.Timestamp"))
          .field("micros", named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp"))
          .field("nanos", named(Schema.Type.INT64, "io.debezium.time.NanoTimestamp"))
          .field("instant", named(Schema.Type.INT64, "timestamp-micros"))
          .field("zoned", named(Schema.Type.STRING, "io.debezium.time.ZonedTimestamp"))
          .build();

  private static Schema named(Schema.Type type, String name) {
    return SchemaBuilder.type(type).name(name).version(1).build();
  }

  private static Struct times() {
    return new Struct(TIMES)
        .put("day", 19_783)
        .put("time", 52_462_000_001L)
        .put("millis", 1_709_290_800_001L)
        .put("micros", -1L)
        .put("nanos", 1_709_290_800_000_000_001L)
        .put("instant", 1_709_290_800_000_001L)
        .put("zoned", "2024-03-01T12:00:00.1234567+01:00");
  }

  private static String write(FormatConfig config, Schema schema, Object value) throws IOException {
    TestFile file = TestFile.of(config, schema, value);
    file.append(value);
    return new String(file.finish(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void timesAreTextsWithTheDigitsOfTheirUnit() throws IOException {
    assertThat(write(JSON, TIMES, times()))
        .isEqualTo(
            "{\"day\":\"2024-03-01\",\"time\":\"14:34:22.000001\","
                + "\"millis\":\"2024-03-01T11:00:00.001\","
                + "\"micros\":\"1969-12-31T23:59:59.999999\","
                + "\"nanos\":\"2024-03-01T11:00:00.000000001\","
                + "\"instant\":\"2024-03-01T11:00:00.000001Z\","
                + "\"zoned\":\"2024-03-01T12:00:00.1234567+01:00\"}");
    assertThat(write(CSV, TIMES, times()))
        .isEqualTo(
            "2024-03-01,14:34:22.000001,2024-03-01T11:00:00.001,1969-12-31T23:59:59.999999,"
                + "2024-03-01T11:00:00.000000001,2024-03-01T11:00:00.000001Z,"
                + "2024-03-01T12:00:00.1234567+01:00");
  }

  @Test
  void timesAreNumbersIfChosen() throws IOException {
    Schema schema =
        SchemaBuilder.struct()
            .field("day", Date.SCHEMA)
            .field("time", Time.SCHEMA)
            .field("at", Timestamp.SCHEMA)
            .field("micros", named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp"))
            .field("all", SchemaBuilder.array(Timestamp.SCHEMA).build())
            .build();
    Struct row =
        new Struct(schema)
            .put("day", new java.util.Date(2 * 86_400_000L))
            .put("time", new java.util.Date(5))
            .put("at", new java.util.Date(-6))
            .put("micros", 7L)
            .put("all", List.of(new java.util.Date(8)));
    assertThat(write(NUMBERS, schema, row))
        .isEqualTo("{\"day\":2,\"time\":5,\"at\":-6,\"micros\":7,\"all\":[8]}");
  }

  @Test
  void timesInListsAndMapsAreTextsToo() throws IOException {
    Schema day = named(Schema.Type.INT32, "io.debezium.time.Date");
    Schema schema =
        SchemaBuilder.struct()
            .field("days", SchemaBuilder.array(day).build())
            .field("byName", SchemaBuilder.map(Schema.STRING_SCHEMA, day).build())
            .build();
    Struct row = new Struct(schema).put("days", List.of(0)).put("byName", Map.of("a", 1));
    assertThat(write(JSON, schema, row))
        .isEqualTo("{\"days\":[\"1970-01-01\"],\"byName\":{\"a\":\"1970-01-02\"}}");
    assertThat(write(CSV, schema, row))
        .isEqualTo("\"[\"\"1970-01-01\"\"]\",\"{\"\"a\"\":\"\"1970-01-02\"\"}\"");
  }

  @Test
  void namesInTypesPlainMeanNothing() throws IOException {
    FormatConfig plain =
        FormatConfigs.of(
            FormatName.JSON, "types.plain", "io.debezium.time.MicroTime,timestamp-micros");
    assertThat(write(plain, TIMES, times()))
        .contains("\"time\":52462000001,", "\"instant\":1709290800000001,", "\"2024-03-01\"");
  }

  @Test
  void decimalsThatEachHaveAScaleAreNumbers() throws IOException {
    Schema schema = SchemaBuilder.struct().field("price", PRICE).field("n", PRICE).build();
    Struct row =
        new Struct(schema)
            .put("price", new Struct(PRICE).put("scale", 3).put("value", new byte[] {4, -46}))
            .put("n", new Struct(PRICE).put("scale", -2).put("value", new byte[] {12}));
    assertThat(write(JSON, schema, row)).isEqualTo("{\"price\":1.234,\"n\":1200}");
    assertThat(write(FormatConfigs.of(FormatName.JSON, "json.decimal", "string"), schema, row))
        .isEqualTo("{\"price\":\"1.234\",\"n\":\"1200\"}");
    assertThat(write(CSV, schema, row)).isEqualTo("1.234,1200");
  }

  @Test
  void aTimeOutsideOneDayIsRejectedWithTheRemedy() {
    Struct row = times().put("time", 86_400_000_000L);
    for (FormatConfig config : List.of(JSON, CSV)) {
      assertThatThrownBy(() -> write(config, TIMES, row))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("time")
          .hasMessageContaining("io.debezium.time.MicroTime to types.plain");
    }
  }

  @Test
  void aSchemaThatContainsItselfIsWrittenAsJson() throws IOException {
    SchemaBuilder node = SchemaBuilder.struct().name("Node").optional();
    node.field("id", Schema.INT32_SCHEMA).field("next", node);
    Struct row = new Struct(node).put("id", 1).put("next", new Struct(node).put("id", 2));
    assertThat(write(JSON, node, row)).isEqualTo("{\"id\":1,\"next\":{\"id\":2,\"next\":null}}");
  }

  @Test
  void aValueThatIsNoTimeIsWrittenAsItIs() throws IOException {
    assertThat(write(JSON, Timestamp.SCHEMA, "today")).isEqualTo("\"today\"");
    assertThat(write(CSV, Timestamp.SCHEMA, 5L)).isEqualTo("5");
    assertThat(write(JSON, TIMES, times().put("zoned", "later"))).contains("\"later\"");
  }

  @Test
  void datesThatOtherFormatsCannotHoldAreTexts() throws IOException {
    java.util.Date far = new java.util.Date(106_751_991_167L * 86_400_000L);
    assertThat(write(JSON, Date.SCHEMA, far)).isEqualTo("\"+292278994-08-17\"");
  }
}
