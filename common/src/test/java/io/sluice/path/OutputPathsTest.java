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
package io.sluice.path;

import static io.sluice.path.Records.NOW;
import static io.sluice.path.Records.at;
import static io.sluice.path.Records.directory;
import static io.sluice.path.Records.paths;
import static io.sluice.path.Records.withHeader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputPathsTest {
  private static final Schema DAYS = SchemaBuilder.int32().name("io.debezium.time.Date").build();

  @Test
  void theDefaultIsWhatHdfsUsersAlreadyParse() {
    OutputPaths paths = paths();

    String group = paths.group(Records.of(null, "v"), NOW);

    assertThat(paths.name(group, 7, 123, 0, ".json.gz"))
        .isEqualTo("topics/logs/partition=3/logs+3+0000000007+0000000123.json.gz");
    assertThat(paths.name(group, 7, 12_345_678_901L, 2, ".avro"))
        .isEqualTo("topics/logs/partition=3/logs+3+0000000007+12345678901+g2.avro");
  }

  @Test
  void aRoutedTopicIsInTheDirectoryAndTheSourceInTheFileName() {
    OutputPaths paths = paths("directory.template", "{topic}/{source.topic}");
    SinkRecord routed = Records.of(null, "v").newRecord("all", 3, null, null, null, "v", null);

    String group = paths.group(routed, NOW);

    assertThat(paths.name(group, 1, 2, 0, ".json"))
        .isEqualTo("topics/all/logs/logs+3+0000000001+0000000002.json");
  }

  @Test
  void theOutputDirectoryMayBeTheRootAndTheTemplateEmpty() {
    OutputPaths atRoot = paths("output.dir", "", "directory.template", "");
    assertThat(atRoot.name(atRoot.group(at(0), NOW), 0, 1, 0, ""))
        .isEqualTo("logs+3+0000000000+0000000001");

    OutputPaths nested = paths("output.dir", "/data/x/", "directory.template", "");
    assertThat(nested.name(nested.group(at(0), NOW), 0, 1, 0, ""))
        .isEqualTo("data/x/logs+3+0000000000+0000000001");
  }

  @Test
  void readsFieldsOfStructsAndMapsKeysHeadersAndSchemas() {
    Schema inner = SchemaBuilder.struct().field("b", Schema.INT64_SCHEMA).build();
    Schema schema = SchemaBuilder.struct().name("com.Order").version(4).field("a", inner).build();
    Struct struct = new Struct(schema).put("a", new Struct(inner).put("b", 5L));
    SinkRecord withSchema = new SinkRecord("logs", 3, null, "k/1", schema, struct, 7);
    SinkRecord schemaless = Records.of(Map.of("id", true), Map.of("a", Map.of("b", 5L)));

    assertThat(directory(withSchema, "{value.a.b}/{key}/{schema.name}/v{schema.version}"))
        .isEqualTo("5/k%2F1/com.Order/v4");
    assertThat(directory(schemaless, "{value.a.b}/{key.id}/{schema.name}/{schema.version|none}"))
        .isEqualTo("5/true/%null/none");
    assertThat(directory(withHeader("x.y", "h"), "{header.x.y}")).isEqualTo("h");
    assertThat(directory(at(0), "{connector}")).isEqualTo("my%20connector");
  }

  @Test
  void everySimpleTypeHasAText() {
    for (Map.Entry<Object, String> entry :
        Map.<Object, String>ofEntries(
                Map.entry((byte) 1, "1"),
                Map.entry((short) -2, "-2"),
                Map.entry(1.5f, "1.5"),
                Map.entry(2.5d, "2.5"),
                Map.entry(new BigDecimal("1E+3"), "1000"),
                Map.entry(new BigDecimal("1E+999999999"), "1E%2B999999999"),
                Map.entry("é".getBytes(StandardCharsets.UTF_8), "é"),
                Map.entry(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff}), "a%xFF"),
                Map.entry(new Date(0), "1970-01-01T00%3A00%3A00Z"))
            .entrySet()) {
      SinkRecord record = Records.of(null, Map.of("a", entry.getKey()));
      assertThat(directory(record, "{value.a}")).isEqualTo(entry.getValue());
    }
  }

  private static SinkRecord withTime(Schema schema, Object time) {
    Schema row = SchemaBuilder.struct().field("d", schema).build();
    return new SinkRecord("logs", 3, null, null, row, new Struct(row).put("d", time), 7);
  }

  private static String day(Schema schema, Object time, String timezone) {
    return directory(
        withTime(schema, time),
        "dt={timestamp:yyyy-MM-dd}",
        "timestamp.source",
        "value.d",
        "timezone",
        timezone);
  }

  @ParameterizedTest
  @ValueSource(strings = {"America/New_York", "UTC", "Asia/Tokyo", "Pacific/Apia"})
  void calendarDayWest(String timezone) {
    Date day = new Date(19_783 * 86_400_000L);
    assertThat(day(org.apache.kafka.connect.data.Date.SCHEMA, day, timezone))
        .isEqualTo("dt=2024-03-01");
    assertThat(day(DAYS, 19_783, timezone)).isEqualTo("dt=2024-03-01");
  }

  @ParameterizedTest
  @ValueSource(strings = {"America/New_York", "UTC", "Asia/Tokyo", "Pacific/Apia"})
  void localTimestampsHaveTheSameDayInEveryZone(String timezone) {
    for (String name : List.of("io.debezium.time.MicroTimestamp", "local-timestamp-micros")) {
      Schema schema = SchemaBuilder.int64().name(name).build();
      assertThat(day(schema, 1_709_254_800_000_000L, timezone)).as(name).isEqualTo("dt=2024-03-01");
      assertThat(day(schema, 1_709_337_599_999_999L, timezone)).as(name).isEqualTo("dt=2024-03-01");
    }
  }

  @Test
  void namedTimesInPaths() {
    for (Map.Entry<String, Object> time :
        Map.<String, Object>of(
                "io.debezium.time.Date", 19_783,
                "io.debezium.time.Timestamp", 1_709_290_800_000L,
                "io.debezium.time.MicroTimestamp", 1_709_290_800_000_000L,
                "io.debezium.time.NanoTimestamp", 1_709_290_800_000_000_000L,
                "io.debezium.time.ZonedTimestamp", "2024-03-01T11:00:00.123456Z",
                "timestamp-millis", 1_709_290_800_000L,
                "timestamp-micros", 1_709_290_800_000_000L)
            .entrySet()) {
      Object value = time.getValue();
      SchemaBuilder schema =
          value instanceof Integer
              ? SchemaBuilder.int32()
              : value instanceof Long ? SchemaBuilder.int64() : SchemaBuilder.string();
      assertThat(day(schema.name(time.getKey()).build(), value, "UTC"))
          .as(time.getKey())
          .isEqualTo("dt=2024-03-01");
    }
    Schema clock = SchemaBuilder.int64().name("io.debezium.time.MicroTime").build();
    assertThatThrownBy(() -> day(clock, 1L, "UTC"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("value.d is a time of day");
  }

  @Test
  void dottedNames() {
    SinkRecord map = Records.of(Map.of("user.id", 5), Map.of("user.name", "Bob"));
    assertThat(directory(map, "u={value.user.name|unknown}/{key.user.id}")).isEqualTo("u=Bob/5");
    SinkRecord both =
        Records.of(null, Map.of("user", Map.of("name", "Ann"), "user.name", "Bob", "user.x.y", 1));
    assertThat(directory(both, "{value.user.name}/{value.user.x.y}/{value.user.z|none}"))
        .isEqualTo("Ann/1/none");
    Schema inner = SchemaBuilder.struct().field("b.c", Schema.STRING_SCHEMA).build();
    Schema row = SchemaBuilder.struct().field("a", inner).field("a.at", DAYS).build();
    Struct value =
        new Struct(row).put("a", new Struct(inner).put("b.c", "deep")).put("a.at", 19_783);
    SinkRecord struct = new SinkRecord("logs", 3, null, null, row, value, 7);
    assertThat(
            directory(struct, "{value.a.b.c}/{timestamp:yyyy}", "timestamp.source", "value.a.at"))
        .isEqualTo("deep/2024");
  }

  @Test
  void connectsDatesArePrintedAsWhatTheyAre() {
    Schema schema =
        SchemaBuilder.struct()
            .field("day", org.apache.kafka.connect.data.Date.SCHEMA)
            .field("time", org.apache.kafka.connect.data.Time.SCHEMA)
            .build();
    Struct value =
        new Struct(schema).put("day", new Date(86_400_000L)).put("time", new Date(3_600_000L));

    assertThat(
            directory(
                new SinkRecord("logs", 3, null, null, schema, value, 7),
                "{value.day}/{value.time}"))
        .isEqualTo("1970-01-02/01%3A00");
  }

  @Test
  void nullAndEmptyAndAbsentAreThreeThings() {
    Map<String, Object> value = new HashMap<>();
    value.put("none", null);
    value.put("empty", "");
    SinkRecord record = Records.of(null, value);

    assertThat(directory(record, "{value.none}")).isEqualTo("%null");
    assertThat(directory(record, "{value.empty}")).isEqualTo("%empty");
    assertThat(directory(record, "{value.empty|x}")).isEqualTo("%empty");
    assertThat(directory(record, "{value.none|x}")).isEqualTo("x");
    assertThat(directory(record, "{value.absent|x}")).isEqualTo("x");
    assertThat(directory(record, "r={value.absent|__HIVE_DEFAULT_PARTITION__}"))
        .isEqualTo("r=__HIVE_DEFAULT_PARTITION__");
    assertThat(directory(record, "{key}/{key|x}")).isEqualTo("%null/x");
    assertThatThrownBy(() -> directory(record, "{value.absent}"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("value.absent")
        .hasMessageContaining("{value.absent|unknown}");
    assertThatThrownBy(() -> directory(record, "{header.partition}"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("header.partition");
  }

  @ParameterizedTest
  @CsvSource({
    "a/b c/d, a/b%20c/d",
    "a, a",
    "'', %empty",
    "../../etc, %2E./%2E./etc",
    "/./a//b/, %empty/%2E/a/%empty/b/%empty",
    "_x/.y, %5Fx/%2Ey",
    "1/2/3/4/5/6/7/8/9/.., 1/2/3/4/5/6/7/8%2F9%2F..",
    "a+b, a%2Bb"
  })
  void aValueWithLevelsIsSeveralComponentsInsideTheDirectory(String value, String levels) {
    SinkRecord record = Records.of(null, Map.of("path", value));

    assertThat(directory(record, "x/{value.path:levels}/y")).isEqualTo("x/" + levels + "/y");
  }

  @Test
  void aValueWithLevelsMayBeNullAbsentOrNoText() {
    Map<String, Object> value = new HashMap<>();
    value.put("none", null);
    value.put("number", 7L);
    SinkRecord record = Records.of(null, value);

    assertThat(directory(record, "{value.none:levels}")).isEqualTo("%null");
    assertThat(directory(record, "{value.absent:levels|x}")).isEqualTo("x");
    assertThat(directory(record, "{value.number:levels}")).isEqualTo("7");
  }

  @Test
  void longLevelsFitIntoAStoreAndStayApart() {
    OutputPaths paths = paths("directory.template", "{topic}/{value.path:levels}");
    String level = "é".repeat(200);
    Set<String> names = new HashSet<>();
    for (String end : List.of("x", "y")) {
      String path = String.join("/", Collections.nCopies(8, level + end));
      SinkRecord record = Records.of(null, Map.of("path", path));
      String name = paths.name(paths.group(record, NOW), 1, 2, 0, ".json");
      assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(900);
      assertThat(name.split("/")).hasSize(11).allMatch(OutputPathsTest::fits);
      names.add(name);
    }
    assertThat(names).hasSize(2);
  }

  @Test
  void partitionValuesInSpark() {
    Map<String, Object> value = new HashMap<>();
    value.put("none", null);
    value.put("empty", "");
    value.put("odd", "a b%c=d/e");
    value.put("unicode", "ünïcode");
    SinkRecord record = Records.of(null, value);

    assertThat(directory(record, "region={value.none}"))
        .isEqualTo("region=__HIVE_DEFAULT_PARTITION__");
    assertThat(directory(record, "region={value.none|x}")).isEqualTo("region=x");
    assertThat(directory(record, "region={value.none}-{value.none}"))
        .isEqualTo("region=%null-%null");
    assertThat(directory(record, "region={value.empty}")).isEqualTo("region=%empty");
    assertThat(directory(record, "region={value.odd}")).isEqualTo("region=a%20b%25c%3Dd%2Fe");
    assertThat(directory(record, "region={value.unicode}")).isEqualTo("region=ünïcode");
  }

  @Test
  void aContainerIsNoPathComponentEvenWithAFallback() {
    SinkRecord record = Records.of(null, Map.of("a", Map.of("b", 1), "list", List.of(1)));

    assertThatThrownBy(() -> directory(record, "{value.a|x}"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("{value.a.field}");
    assertThatThrownBy(() -> directory(record, "{value.list}")).isInstanceOf(DataException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../etc", "..", ".", "a/b", "/", "_sluice", "\\..\\", "x:y", "\0", "é"})
  void noHeaderCanEscapeTheOutputDirectory(String value) {
    OutputPaths paths = paths("directory.template", "{header.h}/x");

    String name = paths.name(paths.group(withHeader("h", value), NOW), 0, 0, 0, ".json");

    String[] components = name.split("/", -1);
    assertThat(components).hasSize(4).startsWith("topics").doesNotContain("", ".", "..");
    assertThat(components[1]).doesNotStartWith("_").doesNotStartWith(".");
    assertThat(PathEscape.decode(components[1])).isEqualTo(value);
  }

  @Test
  void aValueInTheFileNameMakesSeparateGroups() {
    OutputPaths paths =
        paths("directory.template", "d", "file.template", "{key}+{topic}+{partition}+{start}");

    String a = paths.group(Records.of("a", "v"), NOW);
    String b = paths.group(Records.of("b/c", "v"), NOW);

    assertThat(a).isNotEqualTo(b);
    assertThat(paths.name(a, 1, 5, 0, ".json")).isEqualTo("topics/d/a+logs+3+0000000001.json");
    assertThat(paths.name(b, 2, 4, 1, ".json"))
        .isEqualTo("topics/d/b%2Fc+logs+3+0000000002+g1.json");
  }

  @Test
  void theGroupIsTheSameInstanceAsLongAsNothingChanges() {
    OutputPaths constant = paths("directory.template", "{source.topic}/{partition}");
    assertThat(constant.group(at(0), NOW)).isSameAs(constant.group(at(99), NOW + 1));

    OutputPaths hourly = paths("directory.template", "{topic}/{timestamp:yyyy-MM-dd-HH}");
    String ten = hourly.group(at("2024-03-01T10:00:00Z"), NOW);
    assertThat(hourly.group(at("2024-03-01T10:59:59.999Z"), NOW)).isSameAs(ten);
    String eleven = hourly.group(at("2024-03-01T11:00:00Z"), NOW);
    assertThat(eleven).isEqualTo("topics/logs/2024-03-01-11");
    assertThat(hourly.group(at("2024-03-01T10:30:00Z"), NOW)).isSameAs(ten);

    OutputPaths byKey = paths("directory.template", "{key}");
    String a = byKey.group(Records.of("a", "v"), NOW);
    String b = byKey.group(Records.of("b", "v"), NOW);
    assertThat(byKey.group(Records.of(new String("a"), "v"), NOW)).isSameAs(a);
    assertThat(byKey.group(Records.of("b", "v"), NOW)).isSameAs(b).isNotEqualTo(a);
  }

  @Test
  void rememberedTextsAreThoseOfTheValueWhateverTheOrder() {
    OutputPaths paths =
        paths(
            "output.dir",
            "",
            "directory.template",
            "{key|none}/{value.a}",
            "file.template",
            "{header.h|x}+{topic}+{partition}+{end}");
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      String key = random.nextInt(5) == 0 ? null : "k" + random.nextInt(300);
      int field = random.nextInt(900);

      String group = paths.group(Records.of(key, Map.of("a", field)), NOW);

      assertThat(paths.name(group, 0, 1, 0, ""))
          .isEqualTo((key == null ? "none" : key) + "/" + field + "/x+logs+3+0000000001");
    }
  }

  @Test
  void aLongTopicIsCutInTheNameAndTheOffsetsStay() {
    String topic = "t".repeat(249);
    OutputPaths paths = Records.templates().forPartition(topic, 12);
    SinkRecord record = new SinkRecord(topic, 12, null, null, null, "v", 5);

    String name = paths.name(paths.group(record, NOW), 5, 99, 1, ".json.gz");

    String file = name.substring(name.lastIndexOf('/') + 1);
    assertThat(file)
        .hasSize(255)
        .matches("t+%~[0-9a-f]{32}\\+12\\+0000000005\\+0000000099\\+g1\\.json\\.gz");
    assertThat(name).startsWith("topics/" + topic + "/partition=12/");
  }

  @Test
  void pathsOfLongValuesFitIntoAStoreAndStayApart() {
    OutputPaths paths =
        paths("directory.template", "a={value.a}/b={value.b}/c={value.c}/{value.d}-{value.e}");
    String first = longPath(paths, "x");
    String second = longPath(paths, "y");

    assertThat(first).isNotEqualTo(second);
    for (String path : List.of(first, second)) {
      assertThat(path.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(900);
      assertThat(path.split("/")).hasSize(6).allMatch(OutputPathsTest::fits);
      assertThat(path).startsWith("topics/a=éé").contains("/b=éé", "/c=éé");
    }
  }

  private static boolean fits(String component) {
    return component.getBytes(StandardCharsets.UTF_8).length <= 255;
  }

  private static String longPath(OutputPaths paths, String end) {
    String value = "é".repeat(200) + end;
    SinkRecord record =
        Records.of(
            null, Map.of("a", "é".repeat(200), "b", value, "c", value, "d", value, "e", value));
    return paths.name(paths.group(record, NOW), 1, 2, 0, ".json");
  }

  @Test
  void wallClockPathsTakeTheTimeOfTheBatch() {
    OutputPaths paths =
        paths("directory.template", "{timestamp:HH:mm/10m}", "timestamp.source", "wallclock");

    assertThat(paths.group(at(0), at("2024-03-01T02:59:59Z").timestamp()))
        .isEqualTo("topics/02%3A50");
    assertThat(paths.group(at(0), at("2024-03-01T03:00:00Z").timestamp()))
        .isEqualTo("topics/03%3A00");
  }

  @Test
  void aRecordWithoutTimeIsReportedOrFailsTheTask() {
    SinkRecord record = Records.of(null, "v");

    assertThatThrownBy(() -> directory(record, "{timestamp:yyyy}"))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> directory(record, "{timestamp:yyyy}", "timestamp.missing", "fail"))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(DataException.class);
    assertThat(directory(record, "{timestamp:yyyy}", "timestamp.missing", "wallclock"))
        .isEqualTo("2027");
    assertThat(directory(record, "{topic}")).isEqualTo("logs");
  }

  @ParameterizedTest
  @CsvSource({
    "1296522060000, UTC, 2011-02-01/01",
    "1299031320000, UTC, 2011-03-02/02",
    "1296522060000, Asia/Shanghai, 2011-02-01/09",
    "1299031320000, Asia/Shanghai, 2011-03-02/10"
  })
  void timesAreInTheZone(long millis, String zone, String expected) {
    assertThat(directory(at(millis), "{timestamp:yyyy-MM-dd}/{timestamp:HH}", "timezone", zone))
        .isEqualTo(expected);
    assertThat(directory(at(millis), "{timestamp:yyyy-MM-dd/HH}", "timezone", zone))
        .isEqualTo(expected);
  }

  @Test
  void aGroupOfOtherTemplatesIsRefused() {
    OutputPaths paths = paths("file.template", "{key}+{topic}+{partition}+{start}");

    assertThatThrownBy(() -> paths.name("topics/logs", 0, 0, 0, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
