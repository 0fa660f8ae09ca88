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

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Settings of formats for tests, with defaults for all others. */
public final class FormatConfigs {
  private static final ConfigDef DEFINITION = definition();

  private FormatConfigs() {}

  private static ConfigDef definition() {
    ConfigDef definition = new ConfigDef();
    SinkConfig.define(definition);
    return definition;
  }

  /**
   * @param settings keys and values by turns
   */
  public static FormatConfig of(FormatName format, String... settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put(FormatConfig.FORMAT, Choices.name(format));
    for (int i = 0; i < settings.length; i += 2) {
      properties.put(settings[i], settings[i + 1]);
    }
    return FormatConfig.from(new AbstractConfig(DEFINITION, properties, false));
  }

  public static FormatConfig of(FormatName format, CompressionName compression) {
    return of(format, FormatConfig.COMPRESSION, Choices.name(compression));
  }

  public static FormatConfig of(
      FormatName format, CompressionName compression, OptionalInt level, String separator) {
    return of(
        format,
        FormatConfig.COMPRESSION,
        Choices.name(compression),
        FormatConfig.COMPRESSION_LEVEL,
        level.isPresent() ? String.valueOf(level.getAsInt()) : null,
        TextConfig.TEXT_SEPARATOR,
        escaped(separator));
  }

  public static FormatConfig json(JsonDecimal decimal) {
    return of(FormatName.JSON, JsonConfig.JSON_DECIMAL, Choices.name(decimal));
  }

  public static FormatConfig avro(AvroCodecName codec) {
    return of(FormatName.AVRO, AvroConfig.AVRO_CODEC, Choices.name(codec));
  }

  public static FormatConfig avro(AvroConfig avro) {
    return of(
        FormatName.AVRO,
        AvroConfig.AVRO_CODEC,
        Choices.name(avro.codec()),
        AvroConfig.AVRO_CODEC_LEVEL,
        avro.codecLevel().isPresent() ? String.valueOf(avro.codecLevel().getAsInt()) : null,
        AvroConfig.AVRO_BLOCK_BYTES,
        String.valueOf(avro.blockBytes()));
  }

  public static FormatConfig csv(CsvConfig csv, CompressionName compression) {
    return of(
        FormatName.CSV,
        FormatConfig.COMPRESSION,
        Choices.name(compression),
        CsvDialect.CSV_DELIMITER,
        escaped(String.valueOf(csv.dialect().delimiter())),
        CsvDialect.CSV_QUOTE,
        String.valueOf(csv.dialect().quote()),
        CsvDialect.CSV_ESCAPE,
        String.valueOf(csv.dialect().escape()),
        CsvDialect.CSV_LINE_END,
        Choices.name(csv.dialect().lineEnd()),
        CsvConfig.CSV_HEADER,
        String.valueOf(csv.header()),
        CsvConfig.CSV_NULL,
        csv.nullText(),
        CsvConfig.CSV_FORMULA_GUARD,
        String.valueOf(csv.formulaGuard()));
  }

  public static FormatConfig parquet(CompressionName compression, ParquetConfig parquet) {
    return of(
        FormatName.PARQUET,
        FormatConfig.COMPRESSION,
        Choices.name(compression),
        ParquetConfig.PARQUET_ROW_GROUP_BYTES,
        String.valueOf(parquet.rowGroupBytes()),
        ParquetConfig.PARQUET_PAGE_BYTES,
        String.valueOf(parquet.pageBytes()),
        ParquetConfig.PARQUET_DICTIONARY,
        String.valueOf(parquet.dictionary()),
        ParquetConfig.PARQUET_BLOOM_FILTER_COLUMNS,
        String.join(",", parquet.bloomFilterColumns()),
        ParquetConfig.PARQUET_UUID,
        Choices.name(parquet.types().uuid()),
        ParquetConfig.PARQUET_TIME,
        Choices.name(parquet.types().time()),
        ParquetConfig.PARQUET_TIMESTAMP,
        Choices.name(parquet.types().timestamp()));
  }

  public static FormatConfig sequenceFile(
      SequenceFileConfig sequenceFile, CompressionName compression) {
    return of(
        FormatName.SEQUENCEFILE,
        FormatConfig.COMPRESSION,
        Choices.name(compression),
        SequenceFileConfig.SEQUENCEFILE_VALUES,
        Choices.name(sequenceFile.values()),
        SequenceFileConfig.SEQUENCEFILE_COMPRESSION_TYPE,
        Choices.name(sequenceFile.compressed()),
        SequenceFileConfig.SEQUENCEFILE_BLOCK_BYTES,
        String.valueOf(sequenceFile.blockBytes()));
  }

  public static FormatConfig orc(OrcConfig orc, CompressionName compression) {
    return orc(orc, compression, OptionalInt.empty());
  }

  public static FormatConfig orc(OrcConfig orc, CompressionName compression, OptionalInt level) {
    return of(
        FormatName.ORC,
        FormatConfig.COMPRESSION,
        Choices.name(compression),
        FormatConfig.COMPRESSION_LEVEL,
        level.isPresent() ? String.valueOf(level.getAsInt()) : null,
        OrcConfig.ORC_STRIPE_BYTES,
        String.valueOf(orc.stripeBytes()),
        OrcConfig.ORC_ROW_INDEX_STRIDE,
        String.valueOf(orc.rowIndexStride()),
        OrcConfig.ORC_BLOOM_FILTER_COLUMNS,
        String.join(",", orc.bloomFilterColumns()),
        OrcConfig.ORC_TIMESTAMP,
        Choices.name(orc.timestamps()));
  }

  /** The text with the escapes that a user writes in a setting. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace(" ", "\\s");
  }
}
