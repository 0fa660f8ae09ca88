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
package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkConfigTest extends SinkConfigFixture {
  @Test
  void defaultsAreThoseOfTheDocumentation() {
    SinkConfig config = SinkConfig.from(parse(Map.of()));

    assertThat(config.layout())
        .isEqualTo(
            new LayoutConfig(
                "{topic}/partition={partition}",
                "{topic}+{partition}+{start}+{end}",
                Optional.empty(),
                "topics",
                "topics/_sluice",
                Optional.empty(),
                ZoneId.of("UTC"),
                Locale.ENGLISH));
    assertThat(config.timestamp())
        .isEqualTo(
            new TimestampConfig(
                new TimestampSource(TimestampSource.Kind.RECORD, List.of()),
                "epoch_ms",
                MissingTimestamp.REPORT));
    assertThat(config.roll())
        .isEqualTo(
            new RollConfig(125_829_120, 0, 600_000, 0, 0, 0, 1000, ClosePolicy.DISCARD, 2000));
    assertThat(config.format()).isEqualTo(FormatConfigs.of(FormatName.JSON, CompressionName.NONE));
    assertThat(config.record()).isEqualTo(new RecordConfig(NullValues.SKIP, 16_777_216));
    assertThat(config.resources()).isEqualTo(new ResourceConfig(67_108_864, 2, 8));
    assertThat(config.faults())
        .isEqualTo(
            new FaultConfig(500, 60_000, 7_200_000, 60_000, OffsetGap.FAIL, TopicReset.FAIL));
    assertThat(config.ledger())
        .isEqualTo(new LedgerConfig(1_000_000, 3_600_000, 600_000, MissingFile.FAIL));
    assertThat(config.kafka().enabled()).isFalse();
  }

  @Test
  void everyKeyReachesItsRecord() {
    Map<String, String> properties = new HashMap<>();
    properties.put("directory.template", "{value.region|none}");
    properties.put("file.extension", ".log.gz");
    properties.put("file.template", "{source.topic}-{partition}-{start}");
    properties.put("output.dir", "/data/logs/");
    properties.put("ledger.dir", "/ledgers");
    properties.put("ledger.id", "old name");
    properties.put("timezone", "Asia/Kolkata");
    properties.put("locale", "de-DE");
    properties.put("timestamp.source", "value.a.b");
    properties.put("timestamp.format", "iso8601");
    properties.put("timestamp.missing", "wallclock");
    properties.put("roll.bytes", "1");
    properties.put("roll.records", "2");
    properties.put("roll.interval.ms", "3");
    properties.put("roll.idle.ms", "4");
    properties.put("roll.event.time.ms", "8");
    properties.put("roll.schedule.ms", "7");
    properties.put("max.open.files", "5");
    properties.put("close.policy", "commit");
    properties.put("close.timeout.ms", "6");
    properties.put("format", "text");
    properties.put("record.fields", "key");
    properties.put("compression", "zstd");
    properties.put("compression.level", "19");
    properties.put("json.decimal", "string");
    properties.put("json.time", "number");
    properties.put("text.separator", "");
    properties.put("csv.delimiter", "\\t");
    properties.put("csv.quote", "'");
    properties.put("csv.escape", "^");
    properties.put("csv.line.end", "lf");
    properties.put("csv.header", "false");
    properties.put("csv.null", "\\N");
    properties.put("csv.formula.guard", "true");
    properties.put("avro.codec", "zstandard");
    properties.put("avro.codec.level", "18");
    properties.put("avro.block.bytes", "1024");
    properties.put("parquet.row.group.bytes", "65536");
    properties.put("parquet.page.bytes", "2048");
    properties.put("parquet.dictionary", "false");
    properties.put("parquet.bloom.filter.columns", "id, a.b");
    properties.put("parquet.uuid", "uuid");
    properties.put("parquet.time", "int");
    properties.put("parquet.timestamp", "int96");
    properties.put("decimal.large", "reject");
    properties.put("column.names", "lower");
    properties.put("drop.path.fields", "true");
    properties.put("types.plain", "a.B, c");
    properties.put("schema.evolution", "forward");
    properties.put("sequencefile.values", "text");
    properties.put("sequencefile.compression.type", "record");
    properties.put("sequencefile.block.bytes", "2048");
    properties.put("orc.stripe.bytes", "65536");
    properties.put("orc.row.index.stride", "1000");
    properties.put("orc.bloom.filter.columns", "a, b.c");
    properties.put("orc.timestamp", "instant");
    properties.put("schema.inference", "true");
    properties.put("schema.inference.numbers", "double");
    properties.put("schema.text", "{}");
    properties.put("schema.file", "/s.avsc");
    properties.put("null.values", "report");
    properties.put("record.max.bytes", "7");
    properties.put("memory.limit.bytes", "1048576");
    properties.put("writer.threads", "8");
    properties.put("io.threads", "9");
    properties.put("retry.backoff.ms", "10");
    properties.put("retry.backoff.max.ms", "11");
    properties.put("retry.timeout.ms", "-1");
    properties.put("storage.timeout.ms", "12");
    properties.put("on.offset.gap", "skip");
    properties.put("on.topic.reset", "restart");
    properties.put("ledger.span.records", "13");
    properties.put("ledger.span.ms", "14");
    properties.put("ledger.checkpoint.ms", "15");
    properties.put("on.missing.file", "rewrite");
    properties.put("kafka.bootstrap.servers", "a:1, b:2");
    assertThat(properties.keySet()).isEqualTo(definition.names());
    properties.put("kafka.client.id", "x");

    SinkConfig config = SinkConfig.from(parse(properties));

    assertThat(config.layout())
        .isEqualTo(
            new LayoutConfig(
                "{value.region|none}",
                "{source.topic}-{partition}-{start}",
                Optional.of(".log.gz"),
                "data/logs",
                "ledgers",
                Optional.of("old name"),
                ZoneId.of("Asia/Kolkata"),
                Locale.GERMANY));
    assertThat(config.timestamp())
        .isEqualTo(
            new TimestampConfig(
                new TimestampSource(TimestampSource.Kind.VALUE, List.of("a", "b")),
                "iso8601",
                MissingTimestamp.WALLCLOCK));
    assertThat(config.roll()).isEqualTo(new RollConfig(1, 2, 3, 4, 8, 7, 5, ClosePolicy.COMMIT, 6));
    assertThat(config.format())
        .isEqualTo(
            new FormatConfig(
                new TextConfig(""),
                new FieldsConfig(List.of(RecordField.KEY), false),
                CompressionName.ZSTD,
                OptionalInt.of(19),
                new ColumnsConfig(ColumnNaming.LOWER, true, Set.of()),
                new TypesConfig(LargeDecimal.REJECT, Set.of("a.B", "c")),
                new SchemaConfig(
                    SchemaEvolution.FORWARD,
                    true,
                    InferredNumbers.DOUBLE,
                    Optional.of(new GivenSchemaConfig("schema.text", "{}")))));
    assertThat(Stream.of(FormatName.values()).map(format -> settings(properties, format)))
        .containsExactly(
            new JsonConfig(JsonDecimal.STRING, JsonTime.NUMBER),
            new TextConfig(""),
            new BytesConfig(),
            new CsvConfig(new CsvDialect('\t', '\'', '^', CsvLineEnd.LF), false, "\\N", true),
            new AvroConfig(AvroCodecName.ZSTANDARD, OptionalInt.of(18), 1024),
            new ParquetConfig(
                65_536,
                2048,
                false,
                List.of("id", "a.b"),
                new ParquetTypes(ParquetUuid.UUID, ParquetTime.INT, ParquetTimestamp.INT96)),
            new OrcConfig(65_536, 1000, List.of("a", "b.c"), OrcTimestamp.INSTANT),
            new SequenceFileConfig(SequenceFileValues.TEXT, SequenceFileCompression.RECORD, 2048));
    assertThat(config.record()).isEqualTo(new RecordConfig(NullValues.REPORT, 7));
    assertThat(config.resources()).isEqualTo(new ResourceConfig(1_048_576, 8, 9));
    assertThat(config.faults())
        .isEqualTo(new FaultConfig(10, 11, -1, 12, OffsetGap.SKIP, TopicReset.RESTART));
    assertThat(config.ledger()).isEqualTo(new LedgerConfig(13, 14, 15, MissingFile.REWRITE));
    assertThat(config.kafka().settings())
        .isEqualTo(Map.of("bootstrap.servers", "a:1, b:2", "client.id", "x"));
    properties
        .keySet()
        .removeIf(
            key -> key.matches("(avro|column|csv|drop|json|orc|parquet|schema|sequencefile)\\..*"));
    assertThat(crossFieldErrors(properties)).isEmpty();
  }

  private FormatSettings settings(Map<String, String> properties, FormatName format) {
    Map<String, String> chosen = new HashMap<>(properties);
    chosen.put("format", Choices.name(format));
    return FormatConfig.from(parse(chosen)).settings();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "record.fields; ''; must have at least one field",
        "record.fields; 'value,body'; has body, which is not one of key, value",
        "record.fields; 'value,key,value'; has value twice",
        "csv.delimiter; ''; write \\t for a tab",
        "csv.delimiter; ||; one character other",
        "csv.delimiter; \\n; one character other",
        "csv.delimiter; \\q; not followed by",
        "csv.quote; ''; must be one visible ASCII character",
        "csv.quote; ab; must be one visible ASCII character",
        "csv.quote; ü; must be one visible ASCII character",
        "csv.escape; ab; must be one visible ASCII character",
        "csv.line.end; cr; crlf, lf",
        "csv.null; a\"b; quotation marks",
        "column.names; snake; original, safe, lower",
        "avro.codec; xz; one of auto, null, deflate, snappy, zstandard, bzip2",
        "avro.codec.level; 20; from 1 to 19",
        "decimal.large; round; text, reject",
        "types.plain; 'a,,b'; has an empty name",
        "types.plain; org.apache.kafka.connect.data.Date; Connect's types",
        "schema.inference.numbers; int; one of found, double",
        "schema.evolution; both; one of roll, backward, forward, full",
        "avro.block.bytes; 1023; from 1 KiB (1024) to 16 MiB (16777216)",
        "parquet.row.group.bytes; 65535; from 64 KiB (65536) to 512 MiB (536870912)",
        "parquet.page.bytes; 1023; from 1 KiB (1024) to 16 MiB (16777216)",
        "parquet.uuid; text; string, uuid",
        "parquet.time; long; time, int",
        "parquet.timestamp; int64; timestamp, int96",
        "parquet.bloom.filter.columns; a..b; names with dots between",
        "parquet.bloom.filter.columns; .a; names with dots between",
        "orc.stripe.bytes; 65535; from 64 KiB (65536) to 1 GiB (1073741824)",
        "orc.timestamp; local; timestamp, instant",
        "orc.row.index.stride; 999; from 1000 to 1000000",
        "output.dir; a//b; empty component",
        "output.dir; a/../b; without it",
        "output.dir; a\\b; backslash",
        "output.dir; a:b; colon",
        "ledger.dir; /; must not be the root",
        "ledger.dir; ../_sluice; without it",
        "directory.template; /a; neither begin nor end",
        "file.template; ''; must not be empty",
        "file.extension; log; begin with a dot",
        "file.extension; ./log; begin with a dot",
        "file.extension; ..; begin with a dot",
        "timezone; Mars/Olympus; America/Los_Angeles",
        "timezone; ''; America/Los_Angeles",
        "locale; xx; de-DE",
        "locale; e_n!; de-DE",
        "locale; ''; de-DE",
        "timestamp.source; values.a; record, wallclock, value.<path>",
        "timestamp.source; value.; record, wallclock, value.<path>",
        "timestamp.source; value.a..b; record, wallclock, value.<path>",
        "timestamp.source; header.; record, wallclock, value.<path>",
        "timestamp.source; Record; record, wallclock, value.<path>",
        "timestamp.format; YYYY-MM-dd; yyyy",
        "timestamp.format; bogus; not a time pattern",
        "timestamp.format; epoch_minutes; epoch_ms, epoch_s",
        "timestamp.missing; skip; report, wallclock, fail",
        "roll.bytes; -1; must be at least 0",
        "roll.records; -1; must be at least 0",
        "roll.interval.ms; -1; must be from 0 to 365 days (31536000000)",
        "roll.interval.ms; 9223372036854775807; 31536000000",
        "roll.idle.ms; -1; must be from 0 to 365 days (31536000000)",
        "roll.event.time.ms; -1; must be from 0 to 365 days (31536000000)",
        "roll.schedule.ms; -1; must be from 0 to 365 days (31536000000)",
        "roll.bytes; 1 MiB; Not a number",
        "max.open.files; 0; at least 1",
        "close.policy; publish; discard, commit",
        "close.timeout.ms; 0; from 1 to 1 minute (60000)",
        "format; xml; json, text, bytes",
        "format; JSON; json, text, bytes",
        "sequencefile.values; bytes; writable, text",
        "sequencefile.compression.type; none; block, record",
        "sequencefile.block.bytes; 1023; from 1 KiB (1024) to 16 MiB (16777216)",
        "compression; nope; one of auto, none, gzip, snappy, zstd, deflate, lz4, bzip2",
        "compression.level; 0; from 1 to 19",
        "json.time; epoch; iso, number",
        "json.decimal; double; one of number, string, base64",
        "text.separator; a\\x; four hexadecimal digits",
        "text.separator; a\\; four hexadecimal digits",
        "null.values; drop; skip, write, report, fail",
        "record.max.bytes; 0; at least 1",
        "memory.limit.bytes; 1000; at least 1 MiB (1048576)",
        "writer.threads; 0; from 1 to 256",
        "io.threads; 0; from 1 to 256",
        "retry.backoff.ms; 0; from 1",
        "retry.backoff.max.ms; 0; from 1",
        "retry.timeout.ms; -2; from -1 to 365 days",
        "storage.timeout.ms; 0; from 1",
        "on.offset.gap; ignore; fail, skip",
        "on.topic.reset; skip; fail, restart",
        "ledger.span.records; 0; from 1",
        "ledger.span.ms; 0; from 1",
        "ledger.checkpoint.ms; 0; from 1",
        "on.missing.file; ignore; fail, moved, rewrite",
        "kafka.bootstrap.servers; broker; host:port",
        "kafka.bootstrap.servers; 'a:1,,b:2'; host:port",
      })
  void refusesAValueOnItsOwnKeyWithTheRemedy(String key, String value, String remedy) {
    Map<String, List<String>> errors = new TreeMap<>();
    for (ConfigValue result : definition.validate(Map.of(key, value))) {
      if (!result.errorMessages().isEmpty()) {
        errors.put(result.name(), result.errorMessages());
      }
    }

    assertThat(errors).containsOnlyKeys(key);
    assertThat(errors.get(key)).anySatisfy(message -> assertThat(message).contains(key, remedy));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\\n; 10",
        "\\r\\n; 13 10",
        "a\\tb; 97 9 98",
        "\\\\n; 92 110",
        "\\u001E; 30",
        "' '; 32"
      })
  void separatorsAreEscapedOrPlain(String value, String codes) {
    StringBuilder separator = new StringBuilder();
    for (String code : codes.split(" ")) {
      separator.appendCodePoint(Integer.parseInt(code));
    }

    assertThat(textSettings(value)).isEqualTo(new TextConfig(separator.toString()));
  }

  @Test
  void aPlainLineFeedSurvivesAsSeparator() {
    assertThat(textSettings("\n")).isEqualTo(new TextConfig("\n"));
  }

  private FormatSettings textSettings(String separator) {
    return settings(Map.of("text.separator", separator), FormatName.TEXT);
  }

  @Test
  void contradictionsAreReportedOnTheKeyWithTheRemedy() {
    assertThat(crossFieldErrors(Map.of("retry.backoff.ms", "70000")))
        .hasEntrySatisfying("retry.backoff.max.ms", m -> assertThat(m).contains("raise it"));
    assertThat(crossFieldErrors(Map.of("retry.timeout.ms", "1000")))
        .hasEntrySatisfying("retry.timeout.ms", m -> assertThat(m).contains("storage.timeout.ms"));
    assertThat(crossFieldErrors(Map.of("retry.timeout.ms", "0"))).isEmpty();
    assertThat(crossFieldErrors(Map.of("compression.level", "3")))
        .hasEntrySatisfying(
            "compression.level", m -> assertThat(m).contains("gzip, zstd, deflate, lz4 or bzip2"));
    assertThat(crossFieldErrors(Map.of("compression", "snappy", "compression.level", "3")))
        .containsKey("compression.level");
    assertThat(crossFieldErrors(Map.of("compression", "gzip", "compression.level", "10")))
        .hasEntrySatisfying("compression.level", m -> assertThat(m).contains("from 1 to 9"));
    assertThat(crossFieldErrors(Map.of("format", "text", "json.decimal", "string")))
        .hasEntrySatisfying("json.decimal", m -> assertThat(m).contains("format=json"));
    assertThat(crossFieldErrors(Map.of("compression", "lz4", "compression.level", "13")))
        .hasEntrySatisfying("compression.level", m -> assertThat(m).contains("from 1 to 12"));
    assertThat(crossFieldErrors(Map.of("compression", "lz4", "compression.level", "12"))).isEmpty();
    assertThat(crossFieldErrors(Map.of("compression", "bzip2", "compression.level", "10")))
        .hasEntrySatisfying("compression.level", m -> assertThat(m).contains("from 1 to 9"));
    assertThat(crossFieldErrors(Map.of("text.separator", ";")))
        .hasEntrySatisfying("text.separator", m -> assertThat(m).contains("format=text"));
    assertThat(crossFieldErrors(Map.of("format", "text", "null.values", "write")))
        .hasEntrySatisfying("null.values", m -> assertThat(m).contains("format=json"));
    assertThat(crossFieldErrors(Map.of("timestamp.format", "epoch_s")))
        .hasEntrySatisfying("timestamp.format", m -> assertThat(m).contains("value.<path>"));
    assertThat(crossFieldErrors(Map.of("ledger.dir", "ledger")))
        .hasEntrySatisfying("ledger.dir", m -> assertThat(m).contains("_ledger"));
    assertThat(crossFieldErrors(Map.of("ledger.dir", "/topics/ledger"))).containsKey("ledger.dir");
    assertThat(crossFieldErrors(Map.of("ledger.dir", "/topics")))
        .hasEntrySatisfying("ledger.dir", m -> assertThat(m).contains("separate directory"));
    assertThat(crossFieldErrors(Map.of("ledger.dir", "/a", "output.dir", "a/b")))
        .containsKey("ledger.dir");
    assertThat(crossFieldErrors(Map.of("ledger.dir", "/ledger", "output.dir", "")))
        .containsKey("ledger.dir");
    assertThat(crossFieldErrors(Map.of("ledger.dir", "/topics-ledger"))).isEmpty();
  }

  @Test
  void promisesThatOnlyKafkaCanKeepNeedTheClientOrAnotherChoice() {
    assertThat(errors(Map.of()))
        .containsOnlyKeys("on.offset.gap", "on.topic.reset")
        .hasEntrySatisfying(
            "on.offset.gap",
            m -> assertThat(m).contains("Set kafka.bootstrap.servers", "on.offset.gap=skip"))
        .hasEntrySatisfying(
            "on.topic.reset",
            m -> assertThat(m).contains("Set kafka.bootstrap.servers", "on.topic.reset=restart"));
    Map<String, String> chosen = Map.of("on.offset.gap", "skip", "on.topic.reset", "restart");
    assertThat(errors(chosen)).isEmpty();
    assertThat(errors(Map.of("on.offset.gap", "skip"))).containsOnlyKeys("on.topic.reset");
    assertThat(errors(Map.of("on.topic.reset", "restart"))).containsOnlyKeys("on.offset.gap");
    assertThat(errors(Map.of("kafka.bootstrap.servers", "broker:9092"))).isEmpty();
  }

  @Test
  void aConnectorWithAClientMayStartAtTheEndOfATopic() {
    assertThat(crossFieldErrors(Map.of("consumer.override.auto.offset.reset", "latest"))).isEmpty();
  }

  @Test
  void clientSettingsAreNeitherPrintedNorUsedWithoutServers() {
    Map<String, String> properties =
        Map.of("kafka.sasl.jaas.config", "open-sesame", "kafka.security.protocol", "SASL_SSL");

    assertThat(errors(properties))
        .hasEntrySatisfying(
            "kafka.bootstrap.servers",
            m ->
                assertThat(m)
                    .contains("kafka.sasl.jaas.config, kafka.security.protocol")
                    .doesNotContain("open-sesame"));
    assertThat(SinkConfig.from(parse(properties)).kafka().enabled()).isFalse();

    Map<String, String> complete = new HashMap<>(properties);
    complete.put("kafka.bootstrap.servers", "broker:9092");
    assertThat(SinkConfig.from(parse(complete)).toString())
        .contains("bootstrap.servers, sasl.jaas.config, security.protocol")
        .doesNotContain("open-sesame");
  }

  @Test
  void kafkaHasToAnswerBeforeACallCountsAsHanging() {
    assertThat(SinkConfig.from(parse(Map.of())).kafka().answerMillis()).isEqualTo(30_000);
    assertThat(SinkConfig.from(parse(Map.of("storage.timeout.ms", "5000"))).kafka().answerMillis())
        .isEqualTo(2500);
    assertThat(SinkConfig.from(parse(Map.of("storage.timeout.ms", "1"))).kafka().answerMillis())
        .isEqualTo(1);
  }

  @Test
  void everyKeyIsGroupedOrderedNamedAndDocumented() {
    Map<String, String> places = new HashMap<>();
    for (ConfigKey key : definition.configKeys().values()) {
      assertThat(key.group).as(key.name).isNotBlank();
      assertThat(key.displayName).as(key.name).isNotBlank().isNotEqualTo(key.name);
      assertThat(key.documentation).as(key.name).endsWith(".");
      assertThat(places.put(key.group + key.orderInGroup, key.name)).as(key.name).isNull();
    }
  }

  @Test
  void closedSetsOfValuesAreRecommended() {
    assertThat(
            definition.validate(Map.of()).stream()
                .filter(value -> value.name().equals("null.values"))
                .findFirst()
                .orElseThrow()
                .recommendedValues())
        .containsExactly("skip", "write", "report", "fail");
  }
}
