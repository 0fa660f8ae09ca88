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

import io.sluice.config.AvroConfig;
import io.sluice.config.BytesConfig;
import io.sluice.config.Choices;
import io.sluice.config.CompressionName;
import io.sluice.config.CsvConfig;
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatName;
import io.sluice.config.FormatSettings;
import io.sluice.config.JsonConfig;
import io.sluice.config.OrcConfig;
import io.sluice.config.ParquetConfig;
import io.sluice.config.SequenceFileConfig;
import io.sluice.config.TextConfig;
import io.sluice.format.avro.AvroFiles;
import io.sluice.format.bytes.BytesSerializer;
import io.sluice.format.encode.RecordSerializer;
import io.sluice.format.json.JsonSerializer;
import io.sluice.format.orc.OrcFiles;
import io.sluice.format.parquet.ParquetFiles;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.text.TextSerializer;
import io.sluice.format.type.ColumnNames;
import io.sluice.format.type.ConfiguredNames;
import io.sluice.format.type.OriginalNames;
import io.sluice.format.type.TypeOptions;
import io.sluice.record.SchemaCache;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Makes the format of values for each kind of settings. */
final class ConfiguredFormat implements FormatSettings.Cases<Format> {
  private final FormatConfig config;
  private final int recordMaxBytes;
  private final ColumnNames names;

  /**
   * @param config the configuration that the settings are part of
   * @param recordMaxBytes limit on the encoded bytes of a record
   */
  ConfiguredFormat(FormatConfig config, int recordMaxBytes) {
    this.config = config;
    this.recordMaxBytes = recordMaxBytes;
    this.names = ConfiguredNames.of(config.columns(), isCaseless(config.format()));
  }

  /** Whether readers such as Spark and Hive fail on names that differ only by case. */
  private static boolean isCaseless(FormatName format) {
    return format == FormatName.PARQUET || format == FormatName.ORC;
  }

  @Override
  public Format json(JsonConfig json) {
    return stream(StreamFormat.Kind.JSON, () -> new JsonSerializer(json, textTypes()), "\n");
  }

  @Override
  public Format text(TextConfig text) {
    return stream(StreamFormat.Kind.TEXT, TextSerializer::new, text.separator());
  }

  @Override
  public Format bytes(BytesConfig bytes) {
    return stream(StreamFormat.Kind.BYTES, BytesSerializer::new, "");
  }

  @Override
  public Format csv(CsvConfig csv) {
    Compression compression = compression();
    return new CsvFormat(
        csv, textTypes(), config.schema(), compression, level(compression), recordMaxBytes);
  }

  @Override
  public Format avro(AvroConfig avro) {
    AvroFiles.check(avro);
    return new SchemaFormat(
        config.format(),
        Choices.name(avro.codec()),
        ".avro",
        config.schema(),
        schema -> AvroFiles.check(schema, types()),
        () -> withNames(new AvroFiles(avro, types(), recordMaxBytes)::open));
  }

  @Override
  public Format parquet(ParquetConfig parquet) {
    CompressionName compression = config.compression();
    ParquetFiles.check(compression);
    int level = level(compression());
    return new SchemaFormat(
        config.format(),
        Choices.name(compression),
        ParquetFiles.extension(compression),
        config.schema(),
        schema -> ParquetFiles.check(schema, types()),
        () ->
            withNames(
                new ParquetFiles(parquet, types(), compression, level, recordMaxBytes)::open));
  }

  @Override
  public Format orc(OrcConfig orc) {
    CompressionName compression = config.compression();
    OptionalInt level = config.compressionLevel();
    new OrcFiles(orc, types(), compression, level, recordMaxBytes).check();
    return new SchemaFormat(
        config.format(),
        Choices.name(compression),
        OrcFiles.extension(compression),
        config.schema(),
        schema -> OrcFiles.check(schema, types()),
        () -> withNames(new OrcFiles(orc, types(), compression, level, recordMaxBytes)::open));
  }

  @Override
  public Format sequenceFile(SequenceFileConfig sequenceFile) {
    Compression compression = compression();
    return new SequenceFileFormat(sequenceFile, compression, level(compression), recordMaxBytes);
  }

  /** Adds the names of fields to the metadata of files; for one thread. */
  private SchemaFormat.Starter withNames(SchemaFormat.Starter starter) {
    SchemaCache<FileSchema, Map<String, String>> original = SchemaCache.byContent();
    return (schema, metadata, output) -> {
      Map<String, String> all = new HashMap<>(metadata);
      all.putAll(
          original.get(
              schema, file -> OriginalNames.metadata(file.schema().orElseThrow(), types())));
      return starter.open(schema, all, output);
    };
  }

  private Format stream(
      StreamFormat.Kind kind, Supplier<RecordSerializer> serializers, String separator) {
    Compression compression = compression();
    return new StreamFormat(
        kind, serializers, separator, compression, level(compression), recordMaxBytes);
  }

  private TypeOptions types() {
    return TypeOptions.of(config.types()).with(names);
  }

  private TypeOptions textTypes() {
    return TypeOptions.ofTexts(config.types()).with(names);
  }

  private Compression compression() {
    Compression compression = Compression.of(config.compression());
    compression.check();
    return compression;
  }

  private int level(Compression compression) {
    return config.compressionLevel().orElse(compression.defaultLevel());
  }
}
