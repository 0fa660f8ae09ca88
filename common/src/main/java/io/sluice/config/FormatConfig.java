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

import static io.sluice.config.KeyGroup.Label.high;
import static io.sluice.config.KeyGroup.Label.low;
import static io.sluice.config.KeyGroup.Label.medium;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * The contents of files: format, compression and schemas.
 *
 * @param format the file format
 * @param fields the parts of each record that files contain
 * @param compression of whole files, or inside them, depending on the format
 * @param compressionLevel empty for the compression's own default
 * @param jsonDecimal how decimals are written in {@link FormatName#JSON}
 * @param textSeparator the text after each record in {@link FormatName#TEXT}; may be empty
 * @param csv settings of {@link FormatName#CSV}
 * @param avro settings of {@link FormatName#AVRO}
 * @param parquet settings of {@link FormatName#PARQUET}
 * @param orc settings of {@link FormatName#ORC}
 * @param sequenceFile settings of {@link FormatName#SEQUENCEFILE}
 * @param schema which schemas files have
 */
public record FormatConfig(
    FormatName format,
    FieldsConfig fields,
    CompressionName compression,
    OptionalInt compressionLevel,
    JsonDecimal jsonDecimal,
    String textSeparator,
    CsvConfig csv,
    AvroConfig avro,
    ParquetConfig parquet,
    OrcConfig orc,
    SequenceFileConfig sequenceFile,
    SchemaConfig schema) {

  public static final String FORMAT = "format";
  public static final String COMPRESSION = "compression";
  public static final String COMPRESSION_LEVEL = "compression.level";
  public static final String JSON_DECIMAL = "json.decimal";
  public static final String TEXT_SEPARATOR = "text.separator";

  /**
   * Bytes before compression, at least 0, that an encoder may hold in memory; a file may grow by so
   * much after its size was checked.
   */
  public long heldBytes() {
    return switch (format) {
      case PARQUET -> parquet.rowGroupBytes();
      case ORC -> orc.stripeBytes();
      case AVRO -> avro.blockBytes();
      case SEQUENCEFILE -> sequenceFile.blockBytes();
      case JSON, TEXT, BYTES, CSV -> 0;
    };
  }

  /** Adds the keys of this group. */
  public static void define(ConfigDef definition) {
    KeyGroup group = new KeyGroup(definition, "Format");
    group.choice(
        FORMAT,
        FormatName.JSON,
        high(
                Width.SHORT,
                "Format",
                "The file format.",
                "Records of two schemas go into two files in `csv`, `avro`, `parquet` and `orc`.")
            .value("json", "one JSON document per line")
            .value("text", "each value as text, followed by `text.separator`")
            .value("bytes", "the bytes of the values, without separators")
            .value("csv", "one line per record, as in RFC 4180")
            .value("avro", "Avro object container files")
            .value("parquet", "Parquet files")
            .value("orc", "ORC files")
            .value("sequencefile", "Hadoop's sequence files, as Flume writes them")
            .example("parquet"));
    FieldsConfig.define(group);
    group
        .choice(
            COMPRESSION,
            CompressionName.NONE,
            medium(
                    Width.SHORT,
                    "Compression",
                    "How files are compressed.",
                    "Avro files are compressed with `avro.codec` instead. Parquet files are"
                        + " compressed inside, with gzip, snappy, zstd or lz4; ORC files likewise,"
                        + " with deflate, snappy, zstd or lz4; sequence files with any but zstd.")
                .example("zstd"))
        .add(
            COMPRESSION_LEVEL,
            ConfigDef.Type.INT,
            null,
            Validators.optional(Validators.range(1, 19, Unit.NONE)),
            low(
                    Width.SHORT,
                    "Compression level",
                    "How strongly `compression` compresses; 1 is fastest.",
                    "The highest level is 9 with gzip and deflate, 19 with zstd, 12 with lz4 and 9"
                        + " with bzip2, where each level takes another 1.3 MB for each open file."
                        + " If the level is not set, each compression uses its own default: 2 with"
                        + " bzip2, and with lz4 one that is faster than all levels.")
                .example("6"))
        .choice(
            JSON_DECIMAL,
            JsonDecimal.NUMBER,
            low(
                    Width.SHORT,
                    "JSON decimals",
                    "How JSON files represent values of Connect's type Decimal.")
                .value("number", "a number with all digits")
                .value("string", "a string with all digits, for readers that round numbers")
                .value("base64", "the default of Connect's JSON converter"))
        .text(
            TEXT_SEPARATOR,
            "\\n",
            Validators.text("any text, with escapes", EscapedText::problem),
            low(
                    Width.SHORT,
                    "Text separator",
                    "The text that follows each record in files of `format=text`; may be empty.",
                    "Escapes: `\\n` is a line feed, `\\r` a carriage return, `\\t` a tab, `\\s` a"
                        + " space, `\\\\` a backslash, and `\\u` with four hexadecimal digits any"
                        + " other character.")
                .example("\\r\\n"));
    CsvConfig.define(group);
    AvroConfig.define(group);
    ParquetConfig.define(group);
    OrcConfig.define(group);
    SequenceFileConfig.define(group);
    SchemaConfig.define(group);
  }

  /** Reads the keys of this group. */
  public static FormatConfig from(AbstractConfig config) {
    Integer level = config.getInt(COMPRESSION_LEVEL);
    return new FormatConfig(
        Choices.read(config, FORMAT, FormatName.class),
        FieldsConfig.from(config),
        Choices.read(config, COMPRESSION, CompressionName.class),
        level == null ? OptionalInt.empty() : OptionalInt.of(level),
        Choices.read(config, JSON_DECIMAL, JsonDecimal.class),
        EscapedText.read(config, TEXT_SEPARATOR),
        CsvConfig.from(config),
        AvroConfig.from(config),
        ParquetConfig.from(config),
        OrcConfig.from(config),
        SequenceFileConfig.from(config),
        SchemaConfig.from(config));
  }

  /**
   * The settings for writing a decided file again, with everything else as in these settings. The
   * compression has its default level, because today's level may not exist for it.
   */
  public FormatConfig decided(
      FormatName newFormat,
      FieldsConfig newFields,
      CompressionName newCompression,
      AvroConfig newAvro) {
    return new FormatConfig(
        newFormat,
        newFields,
        newCompression,
        OptionalInt.empty(),
        jsonDecimal,
        textSeparator,
        csv,
        newAvro,
        parquet,
        orc,
        sequenceFile,
        schema);
  }

  /** Checks the keys of this group against each other. */
  static void check(AbstractConfig config, BiConsumer<String, String> errors) {
    FormatConfig format = from(config);
    CompressionName compression = format.compression();
    compression
        .levels()
        .check(
            COMPRESSION_LEVEL,
            format.compressionLevel(),
            COMPRESSION + "=" + Choices.name(compression),
            "gzip, zstd, deflate, lz4 or bzip2",
            errors);
    format.fields().check(format.format(), errors);
    CsvConfig.check(format, config, errors);
    AvroConfig.check(format, config, errors);
    checkApplies(config, format.format(), FormatName.JSON, List.of(JSON_DECIMAL), errors);
    ParquetConfig.check(format, config, errors);
    OrcConfig.check(format, config, errors);
    SequenceFileConfig.check(format, config, errors);
    SchemaConfig.check(format, errors);
    checkApplies(config, format.format(), FormatName.TEXT, List.of(TEXT_SEPARATOR), errors);
  }

  /** Reports an error for each key of one format that is set although another is chosen. */
  static void checkApplies(
      AbstractConfig config,
      FormatName chosen,
      FormatName needed,
      List<String> keys,
      BiConsumer<String, String> errors) {
    for (String key : keys) {
      if (chosen != needed && config.originals().containsKey(key)) {
        String format = Choices.name(needed);
        errors.accept(
            key,
            key
                + " applies only to "
                + FORMAT
                + "="
                + format
                + "; remove it, or set "
                + FORMAT
                + " to "
                + format);
      }
    }
  }
}
