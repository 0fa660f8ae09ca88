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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which keys and values fit each format. */
class FormatKeysTest extends SinkConfigFixture {
  @Test
  void onlyFormatsWithColumnsHoldSeveralFields() {
    for (String format : List.of("text", "bytes", "sequencefile")) {
      assertThat(crossFieldErrors(Map.of("format", format, "record.fields", "value,offset")))
          .hasEntrySatisfying("record.fields", m -> assertThat(m).contains("key, value and topic"));
      assertThat(crossFieldErrors(Map.of("format", format, "record.fields", "headers")))
          .containsKey("record.fields");
      assertThat(crossFieldErrors(Map.of("format", format, "record.fields", "key"))).isEmpty();
    }
    for (String format : List.of("json", "csv", "avro")) {
      assertThat(
              crossFieldErrors(
                  Map.of("format", format, "record.fields", "value,headers,ingest.time")))
          .isEmpty();
    }
  }

  @Test
  void aRowCanHoldANullValueInEveryFormat() {
    for (String format : List.of("json", "csv", "avro")) {
      assertThat(
              crossFieldErrors(
                  Map.of("format", format, "record.fields", "key,value", "null.values", "write")))
          .isEmpty();
    }
  }

  @Test
  void keysOfCsvNeedTheFormatAndFitEachOther() {
    Map.of(
            "csv.delimiter", ";",
            "csv.quote", "'",
            "csv.escape", "'",
            "csv.line.end", "lf",
            "csv.header", "false",
            "csv.null", "true",
            "csv.formula.guard", "true")
        .forEach(
            (key, value) ->
                assertThat(crossFieldErrors(Map.of(key, value)))
                    .hasEntrySatisfying(key, m -> assertThat(m).contains("format=csv")));
    assertThat(crossFieldErrors(Map.of("format", "csv", "csv.null", "a;b", "csv.delimiter", ";")))
        .hasEntrySatisfying("csv.null", m -> assertThat(m).contains("csv.delimiter"));
    assertThat(crossFieldErrors(Map.of("format", "csv", "csv.null", "a|b", "csv.quote", "|")))
        .hasEntrySatisfying("csv.null", m -> assertThat(m).contains("csv.quote"));
    for (String key : List.of("csv.quote", "csv.escape")) {
      assertThat(crossFieldErrors(Map.of("format", "csv", "csv.delimiter", ";", key, ";")))
          .hasEntrySatisfying(key, m -> assertThat(m).contains("csv.delimiter", "different"));
      assertThat(crossFieldErrors(Map.of("format", "csv", key, "'"))).isEmpty();
    }
    assertThat(crossFieldErrors(Map.of("format", "csv", "compression", "gzip"))).isEmpty();
    assertThat(crossFieldErrors(Map.of("format", "csv", "null.values", "write")))
        .containsKey("null.values");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {",! 44", ";! 59", "\\t! 9", "\\s! 32", "|! 124", "§! 167"})
  void delimitersAreEscapedOrPlain(String value, int code) {
    assertThat(FormatConfig.from(parse(Map.of("format", "csv", "csv.delimiter", value))).settings())
        .isEqualTo(new CsvConfig(CsvDialect.RFC_4180.withDelimiter((char) code), true, "", false));
  }

  @Test
  void keysOfOrcNeedTheFormatAndItsCompressions() {
    Map<String, String> keys =
        Map.of(
            "orc.stripe.bytes", "100000",
            "orc.row.index.stride", "2000",
            "orc.bloom.filter.columns", "a,b",
            "orc.timestamp", "instant");
    keys.forEach(
        (key, value) ->
            assertThat(crossFieldErrors(Map.of(key, value)))
                .hasEntrySatisfying(key, m -> assertThat(m).contains("format=orc")));
    for (String compression : List.of("none", "deflate", "snappy", "zstd", "lz4")) {
      assertThat(crossFieldErrors(Map.of("format", "orc", "compression", compression))).isEmpty();
    }
    for (String compression : List.of("gzip", "bzip2")) {
      assertThat(crossFieldErrors(Map.of("format", "orc", "compression", compression)))
          .hasEntrySatisfying(
              "compression", m -> assertThat(m).contains("none, snappy, zstd, deflate, lz4"));
    }
    Map<String, String> leveled = new HashMap<>(Map.of("format", "orc", "compression.level", "3"));
    for (String compression : List.of("deflate", "lz4")) {
      leveled.put("compression", compression);
      assertThat(crossFieldErrors(leveled))
          .hasEntrySatisfying(
              "compression.level", m -> assertThat(m).contains("zstd").contains("format=orc"));
    }
    leveled.put("compression", "zstd");
    assertThat(crossFieldErrors(leveled)).isEmpty();
    assertThat(crossFieldErrors(Map.of("format", "orc", "null.values", "write")))
        .containsKey("null.values");
  }

  @Test
  void keysOfAvroNeedTheFormatAndItsOwnCodec() {
    for (String key : List.of("avro.codec", "avro.codec.level", "avro.block.bytes")) {
      String value = key.endsWith("codec") ? "snappy" : key.endsWith("level") ? "5" : "5000";
      assertThat(crossFieldErrors(Map.of(key, value)))
          .hasEntrySatisfying(key, m -> assertThat(m).contains("format=avro"));
    }
    assertThat(crossFieldErrors(Map.of("format", "avro", "compression", "gzip")))
        .hasEntrySatisfying("compression", m -> assertThat(m).contains("avro.codec"));
    assertThat(crossFieldErrors(Map.of("format", "avro", "avro.codec.level", "3")))
        .hasEntrySatisfying(
            "avro.codec.level",
            m -> assertThat(m).contains("avro.codec=snappy", "deflate or zstandard"));
    Map<String, String> deflate = Map.of("format", "avro", "avro.codec", "deflate");
    assertThat(crossFieldErrors(deflate)).isEmpty();
    Map<String, String> tooHigh = new HashMap<>(deflate);
    tooHigh.put("avro.codec.level", "10");
    assertThat(crossFieldErrors(tooHigh))
        .hasEntrySatisfying("avro.codec.level", m -> assertThat(m).contains("from 1 to 9"));
    assertThat(crossFieldErrors(Map.of("format", "avro", "null.values", "write")))
        .containsKey("null.values");
  }

  @ParameterizedTest
  @EnumSource(FormatName.class)
  void formsMaySendEveryKeyWithItsDefault(FormatName format) {
    Map<String, String> all = new HashMap<>();
    definition
        .configKeys()
        .values()
        .forEach(
            key -> {
              if (key.defaultValue != null) {
                all.put(key.name, ConfigDef.convertToString(key.defaultValue, key.type));
              }
            });
    all.remove("kafka.bootstrap.servers");
    all.put("format", Choices.name(format));

    assertThat(crossFieldErrors(all)).isEmpty();
    assertThat(FormatConfig.from(parse(all)))
        .isEqualTo(FormatConfigs.of(format, format.usualCompression()));
  }

  @ParameterizedTest
  @CsvSource({"json", "text", "bytes", "sequencefile"})
  void schemasEvolveOnlyInFilesThatHaveOne(String format) {
    Map<String, String> full = Map.of("format", format, "schema.evolution", "full");
    assertThat(crossFieldErrors(full))
        .hasEntrySatisfying(
            "schema.evolution", m -> assertThat(m).contains("format=" + format, "such as avro"));
    assertThat(crossFieldErrors(Map.of("format", format, "schema.evolution", "roll"))).isEmpty();
    assertThat(crossFieldErrors(Map.of("format", "avro", "schema.evolution", "full"))).isEmpty();
    assertThat(crossFieldErrors(Map.of("format", "csv", "schema.evolution", "forward"))).isEmpty();
  }

  @Test
  void columnsAreChosenOnlyInFormatsThatHaveThem() {
    for (String format : List.of("text", "bytes", "sequencefile")) {
      Map.of("column.names", "safe", "drop.path.fields", "true")
          .forEach(
              (key, value) ->
                  assertThat(crossFieldErrors(Map.of("format", format, key, value)))
                      .hasEntrySatisfying(
                          key, m -> assertThat(m).contains("format=" + format, "no columns")));
    }
    for (String format : List.of("json", "csv", "avro", "parquet", "orc")) {
      Map<String, String> both = new HashMap<>(Map.of("format", format, "column.names", "lower"));
      both.put("drop.path.fields", "true");
      assertThat(crossFieldErrors(both)).isEmpty();
      both.put("record.fields", "key,value");
      assertThat(crossFieldErrors(both))
          .hasEntrySatisfying(
              "drop.path.fields", m -> assertThat(m).contains("record.fields to value"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"topic,offset", "key,offset", "value", "offset,value"})
  void schemasEvolveWithAndWithoutVersions(String fields) {
    Map<String, String> backward =
        Map.of("format", "avro", "schema.evolution", "backward", "record.fields", fields);
    assertThat(crossFieldErrors(backward)).isEmpty();
  }

  @Test
  void keysOfParquetNeedTheFormat() {
    Map<String, String> values =
        Map.of(
            "parquet.row.group.bytes", "1000000",
            "parquet.page.bytes", "5000",
            "parquet.dictionary", "false",
            "parquet.bloom.filter.columns", "id",
            "parquet.uuid", "uuid",
            "parquet.time", "int",
            "parquet.timestamp", "int96");
    values.forEach(
        (key, value) ->
            assertThat(crossFieldErrors(Map.of(key, value)))
                .hasEntrySatisfying(key, m -> assertThat(m).contains("format=parquet")));
    Map<String, String> all = new HashMap<>(values);
    all.put("format", "parquet");
    assertThat(crossFieldErrors(all)).isEmpty();
    all.put("parquet.page.bytes", "1000001");
    assertThat(crossFieldErrors(all))
        .hasEntrySatisfying(
            "parquet.page.bytes",
            m -> assertThat(m).contains("parquet.row.group.bytes, which is 1000000"));
    assertThat(crossFieldErrors(Map.of("format", "parquet", "null.values", "write")))
        .containsKey("null.values");
  }

  @ParameterizedTest
  @EnumSource(CompressionName.class)
  void parquetHasSomeOfTheCompressions(CompressionName compression) {
    String name = Choices.name(compression);
    Map<String, String> errors = crossFieldErrors(Map.of("format", "parquet", "compression", name));
    if (compression == CompressionName.DEFLATE || compression == CompressionName.BZIP2) {
      assertThat(errors)
          .hasEntrySatisfying(
              "compression",
              m ->
                  assertThat(m)
                      .contains(
                          "one of none, gzip, snappy, zstd, lz4", "does not support " + name));
    } else {
      assertThat(errors).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "json, none",
    "text, none",
    "bytes, none",
    "csv, none",
    "avro, none",
    "parquet, snappy",
    "orc, snappy",
    "sequencefile, none"
  })
  void eachFormatHasTheCompressionThatItsReadersExpect(String format, String compression) {
    for (Map<String, String> settings :
        List.of(Map.of("format", format), Map.of("format", format, "compression", "auto"))) {
      FormatConfig config = FormatConfig.from(parse(settings));
      assertThat(Choices.name(config.compression())).isEqualTo(compression);
      if (config.settings() instanceof AvroConfig avro) {
        assertThat(avro.codec()).isEqualTo(AvroCodecName.SNAPPY);
      }
      assertThat(crossFieldErrors(settings)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1048576, 262144, 262144, 262144",
    "67108864, 16777216, 1048576, 16777216",
    "134217728, 33554432, 1048576, 33554432",
    "1073741824, 134217728, 1048576, 67108864"
  })
  void rowGroupsAndStripesAreAQuarterOfTheMemory(
      String memory, int rowGroup, int page, int stripe) {
    Map<String, String> parquet = Map.of("format", "parquet", "memory.limit.bytes", memory);
    ParquetConfig parts = (ParquetConfig) FormatConfig.from(parse(parquet)).settings();
    assertThat(parts.rowGroupBytes()).isEqualTo(rowGroup);
    assertThat(parts.pageBytes()).isEqualTo(page);
    assertThat(crossFieldErrors(parquet)).isEmpty();
    Map<String, String> orc = Map.of("format", "orc", "memory.limit.bytes", memory);
    assertThat(((OrcConfig) FormatConfig.from(parse(orc)).settings()).stripeBytes())
        .isEqualTo(stripe);
    assertThat(crossFieldErrors(orc)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"parquet, parquet.row.group.bytes", "orc, orc.stripe.bytes"})
  void aTaskHasMemoryForItsRowGroupsAndStripes(String format, String key) {
    Map<String, String> settings = new HashMap<>(Map.of("format", format, key, "33554433"));
    assertThat(crossFieldErrors(settings))
        .hasEntrySatisfying(
            key,
            m ->
                assertThat(m)
                    .contains("half of memory.limit.bytes, which is 67108864")
                    .endsWith("lower it to 33554432, or raise memory.limit.bytes to 67108866"));
    settings.put(key, "33554432");
    assertThat(crossFieldErrors(settings)).isEmpty();
    settings.put("memory.limit.bytes", "33554432");
    assertThat(crossFieldErrors(settings)).containsKey(key);
  }

  @Test
  void aLevelNeedsAnotherCompressionThanAutoChooses() {
    assertThat(crossFieldErrors(Map.of("format", "parquet", "compression.level", "3")))
        .hasEntrySatisfying(
            "compression.level", m -> assertThat(m).contains("compression=snappy", "or use gzip"));
    assertThat(crossFieldErrors(Map.of("compression.level", "3")))
        .hasEntrySatisfying("compression.level", m -> assertThat(m).contains("compression=none"));
  }

  @Test
  void settingsOfSequenceFilesFitTogether() {
    String values = "sequencefile.values";
    String type = "sequencefile.compression.type";
    String block = "sequencefile.block.bytes";
    Map<String, String> settings = Map.of(values, "text", type, "record", block, "2048");
    assertThat(crossFieldErrors(settings))
        .hasSize(3)
        .allSatisfy((key, m) -> assertThat(m).contains("format=sequencefile"));
    Map<String, String> plain = new HashMap<>(settings);
    plain.put("format", "sequencefile");
    assertThat(crossFieldErrors(plain))
        .containsOnlyKeys(type, block)
        .allSatisfy((key, m) -> assertThat(m).contains("set compression"));
    plain.keySet().removeAll(List.of(type, block));
    assertThat(crossFieldErrors(plain)).isEmpty();
    Map<String, String> records = new HashMap<>(plain);
    records.put("compression", "snappy");
    records.put(type, "record");
    assertThat(crossFieldErrors(records)).isEmpty();
    records.put(block, "2048");
    assertThat(crossFieldErrors(records))
        .hasEntrySatisfying(
            block, m -> assertThat(m).contains("sequencefile.compression.type to block"));
    assertThat(crossFieldErrors(Map.of("format", "sequencefile", "compression", "zstd")))
        .hasEntrySatisfying(
            "compression", m -> assertThat(m).contains("none, gzip, snappy, deflate, lz4, bzip2"));
    assertThat(crossFieldErrors(Map.of("format", "sequencefile", "null.values", "write")))
        .containsKey("null.values");
  }

  @Test
  void schemasAreInferredOnlyForFilesThatNeedThemAndCanWait() {
    for (String format : List.of("avro", "parquet")) {
      assertThat(crossFieldErrors(Map.of("format", format, "schema.inference", "true"))).isEmpty();
    }
    assertThat(crossFieldErrors(Map.of("format", "json", "schema.inference", "false"))).isEmpty();
    Map.of("json", "have no schema", "text", "have no schema", "bytes", "remove", "csv", "columns")
        .forEach(
            (format, reason) ->
                assertThat(crossFieldErrors(Map.of("format", format, "schema.inference", "true")))
                    .hasEntrySatisfying(
                        "schema.inference",
                        m -> assertThat(m).contains("format=" + format, reason, "such as avro")));
    String text = "{\"type\": \"int\"}";
    Map<String, String> both =
        Map.of(
            "format", "avro",
            "schema.text", text,
            "schema.file", "/a",
            "schema.inference", "true");
    assertThat(crossFieldErrors(both)).containsKeys("schema.file", "schema.text");
    assertThat(crossFieldErrors(both).get("schema.text")).contains("schema.inference=true");
    assertThat(crossFieldErrors(Map.of("format", "csv", "schema.text", text))).isEmpty();
    assertThat(crossFieldErrors(Map.of("format", "json", "schema.file", "/a")))
        .hasEntrySatisfying("schema.file", m -> assertThat(m).contains("such as avro"));
    Map<String, String> numbers = Map.of("format", "avro", "schema.inference.numbers", "double");
    assertThat(crossFieldErrors(numbers))
        .hasEntrySatisfying(
            "schema.inference.numbers", m -> assertThat(m).contains("schema.inference=true"));
    assertThat(
            crossFieldErrors(
                Map.of("format", "avro", "schema.inference", "true", "schema.evolution", "full")))
        .hasEntrySatisfying(
            "schema.inference", m -> assertThat(m).contains("schema.evolution=roll"));
  }
}
