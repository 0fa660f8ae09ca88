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
 * What files look like inside.
 *
 * @param format the file format
 * @param fields what files hold of each record
 * @param compression what compresses it
 * @param compressionLevel empty for the compression's own default
 * @param jsonDecimal how decimals are written in {@link FormatName#JSON}
 * @param textSeparator what follows each record in {@link FormatName#TEXT}; may be empty
 * @param csv what files of {@link FormatName#CSV} look like
 * @param avro what files of {@link FormatName#AVRO} look like
 * @param parquet what files of {@link FormatName#PARQUET} look like
 * @param orc what files of {@link FormatName#ORC} look like
 * @param sequenceFile what files of {@link FormatName#SEQUENCEFILE} look like
 * @param schema how the schemas of records and of files belong together
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
   * Bytes before compression, at least 0, that an encoder may hold back, and that a file may grow
   * by after its size was looked at.
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
            "The file format: json writes one document per line, text the value as text"
                + " followed by text.separator, bytes the bytes of the values one after the"
                + " other, csv a line per record as in RFC 4180, avro object container files,"
                + " parquet and orc columnar files of one schema each, so that records of two schemas go"
                + " into two files, sequencefile the sequence files of Hadoop that Flume writes."));
    FieldsConfig.define(group);
    group
        .choice(
            COMPRESSION,
            CompressionName.NONE,
            medium(
                Width.SHORT,
                "Compression",
                "How files are compressed. Parquet files are compressed inside, with gzip, snappy,"
                    + " zstd or lz4; so are ORC files, with deflate, snappy, zstd or lz4, and"
                    + " sequence files, with all but zstd."))
        .add(
            COMPRESSION_LEVEL,
            ConfigDef.Type.INT,
            null,
            Validators.optional(Validators.range(1, 19, "", "")),
            low(
                Width.SHORT,
                "Compression level",
                "1 is fastest: up to 9 with gzip and deflate, up to 19 with zstd, up to 12 with lz4,"
                    + " up to 9 with bzip2, where each step takes 1.3 MB more for each open file."
                    + " Without it each compression uses its own default: 2 with bzip2, and with lz4"
                    + " what is faster than any level."))
        .choice(
            JSON_DECIMAL,
            JsonDecimal.NUMBER,
            low(
                Width.SHORT,
                "JSON decimals",
                "How JSON files write values of Connect's type Decimal: number with all digits,"
                    + " string with all digits for readers whose numbers are floating, base64 as"
                    + " Connect's JSON converter does by default."))
        .text(
            TEXT_SEPARATOR,
            "\\n",
            Validators.text("any text, with escapes", EscapedText::problem),
            low(
                Width.SHORT,
                "Text separator",
                "What follows each record of the text format; may be empty. \\n is a line feed, \\r a"
                    + " carriage return, \\t a tab, \\s a space, \\\\ a backslash, and \\u with four"
                    + " hexadecimal digits any other character."));
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
   * The settings of a file that is decided already, with all else as it is here. The level is not
   * today's: the default always exists.
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
    if (format.compressionLevel().isPresent()) {
      int level = format.compressionLevel().getAsInt();
      String name = Choices.name(compression);
      if (!compression.hasLevels()) {
        errors.accept(
            COMPRESSION_LEVEL,
            COMPRESSION_LEVEL
                + " has no meaning with "
                + COMPRESSION
                + "="
                + name
                + "; remove it, or use gzip, zstd, deflate, lz4 or bzip2");
      } else if (level < compression.minLevel() || level > compression.maxLevel()) {
        errors.accept(
            COMPRESSION_LEVEL,
            COMPRESSION_LEVEL
                + " must be from "
                + compression.minLevel()
                + " to "
                + compression.maxLevel()
                + " with "
                + COMPRESSION
                + "="
                + name);
      }
    }
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

  /** Refuses keys of one format that are set although files have another. */
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
                + " applies to "
                + FORMAT
                + "="
                + format
                + " only; remove it, or set "
                + FORMAT
                + " to "
                + format);
      }
    }
  }
}
