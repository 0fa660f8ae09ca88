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

import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * The contents of files: format, compression and schemas.
 *
 * @param settings the settings that only the chosen format has
 * @param fields the parts of each record that files contain
 * @param compression of whole files, or inside them, depending on the format
 * @param compressionLevel empty for the compression's own default
 * @param columns which fields are columns, and their names
 * @param types the types of values
 * @param schema which schemas files have
 */
public record FormatConfig(
    FormatSettings settings,
    FieldsConfig fields,
    CompressionName compression,
    OptionalInt compressionLevel,
    ColumnsConfig columns,
    TypesConfig types,
    SchemaConfig schema) {

  public static final String FORMAT = "format";
  public static final String COMPRESSION = "compression";
  public static final String COMPRESSION_LEVEL = "compression.level";

  /** The file format. */
  public FormatName format() {
    return settings.format();
  }

  /** See {@link FormatSettings#heldBytes}. */
  public long heldBytes() {
    return settings.heldBytes();
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
            .value("orc", "ORC files; a name with a backtick needs `column.names=safe`")
            .value("sequencefile", "Hadoop's sequence files, as Flume writes them")
            .example("parquet"));
    FieldsConfig.define(group);
    group
        .choiceOrAuto(
            COMPRESSION,
            CompressionName.class,
            medium(
                    Width.SHORT,
                    "Compression",
                    "How files are compressed.",
                    "`auto` is snappy in `parquet` and `orc`, because every reader of these formats"
                        + " has it and it costs little time, and none in all other formats.",
                    "Avro files are compressed with `avro.codec` instead. Parquet files are"
                        + " compressed inside, with gzip, snappy, zstd or lz4; ORC files likewise,"
                        + " with deflate, snappy, zstd or lz4; sequence files with any but zstd.",
                    "`text`, `bytes`, `json` and `csv` files with snappy or lz4 have the block framing"
                        + " of Hadoop, which Hadoop, Hive and Spark read. It is not the frame format of"
                        + " the tools `snzip` and `lz4`. Spark reads files with zstd around them only"
                        + " where Hadoop has its native library.")
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
                .example("6"));
    for (FormatName format : FormatName.values()) {
      FormatKeys.define(format, group);
    }
    ColumnsConfig.define(group);
    TypesConfig.define(group);
    SchemaConfig.define(group);
  }

  /** Reads the keys of this group. */
  public static FormatConfig from(AbstractConfig config) {
    FormatName format = Choices.read(config, FORMAT, FormatName.class);
    Integer level = config.getInt(COMPRESSION_LEVEL);
    return new FormatConfig(
        FormatKeys.read(format, config),
        FieldsConfig.from(config),
        Choices.readOrAuto(config, COMPRESSION, format.usualCompression()),
        level == null ? OptionalInt.empty() : OptionalInt.of(level),
        ColumnsConfig.from(config),
        TypesConfig.from(config),
        SchemaConfig.from(config));
  }

  /** The settings of a format: these if it is the chosen one, and the defaults otherwise. */
  public FormatSettings settings(FormatName other) {
    return other == format() ? settings : FormatKeys.defaults(other);
  }

  /**
   * The settings for writing a decided file again, with everything else as in these settings. The
   * compression has its default level, because today's level may not exist for it.
   */
  public FormatConfig decided(
      FormatSettings newSettings, FieldsConfig newFields, CompressionName newCompression) {
    return new FormatConfig(
        newSettings,
        newFields,
        newCompression,
        OptionalInt.empty(),
        columns,
        types.accepting(),
        schema);
  }

  /**
   * These settings for a template.
   *
   * @param pathFields the fields of values that are levels of directories
   */
  public FormatConfig withPathFields(Set<String> pathFields) {
    return new FormatConfig(
        settings,
        fields,
        compression,
        compressionLevel,
        columns.withPathFields(pathFields),
        types,
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
    FormatKeys.checkApplies(config, format.format(), errors);
    format.settings().check(format, errors);
    format.columns().check(format, errors);
    SchemaConfig.check(config, format, errors);
  }
}
