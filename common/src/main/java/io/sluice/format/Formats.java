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

import io.sluice.config.AvroCodecName;
import io.sluice.config.AvroConfig;
import io.sluice.config.Choices;
import io.sluice.config.CompressionName;
import io.sluice.config.FieldsConfig;
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatName;
import io.sluice.config.RecordField;
import io.sluice.config.SchemaConfig;
import io.sluice.format.avro.AvroFiles;
import io.sluice.format.bytes.BytesSerializer;
import io.sluice.format.encode.RecordSerializer;
import io.sluice.format.json.JsonSerializer;
import io.sluice.format.orc.OrcFiles;
import io.sluice.format.parquet.ParquetFiles;
import io.sluice.format.text.TextSerializer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;

/** Creates formats from settings and from names in the ledger. */
public final class Formats {
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private Formats() {}

  /**
   * The configured format.
   *
   * @param recordMaxBytes limit on the encoded bytes of a record, without its separator and before
   *     compression, at least 1
   * @throws ConnectException if the compression's native library does not load on this worker
   */
  public static Format of(FormatConfig config, int recordMaxBytes) {
    boolean inference = config.schema().inference() && SchemaConfig.infers(config.format());
    return of(config, recordMaxBytes, inference);
  }

  private static Format of(FormatConfig config, int recordMaxBytes, boolean inference) {
    Format values =
        inference
            ? InferringFormat.of(limit -> ofValues(config, limit), recordMaxBytes)
            : ofValues(config, recordMaxBytes);
    return config.fields().isValueOnly() ? values : new FieldsFormat(values, config.fields());
  }

  private static Format ofValues(FormatConfig config, int recordMaxBytes) {
    return switch (config.format()) {
      case JSON ->
          stream(
              StreamFormat.Kind.JSON,
              () -> new JsonSerializer(config.jsonDecimal()),
              "\n",
              config,
              recordMaxBytes);
      case TEXT ->
          stream(
              StreamFormat.Kind.TEXT,
              TextSerializer::new,
              config.textSeparator(),
              config,
              recordMaxBytes);
      case BYTES ->
          stream(StreamFormat.Kind.BYTES, BytesSerializer::new, "", config, recordMaxBytes);
      case CSV -> {
        Compression compression = compression(config);
        yield new CsvFormat(
            config.csv(), config.schema(), compression, level(config, compression), recordMaxBytes);
      }
      case AVRO -> avro(config, recordMaxBytes);
      case PARQUET -> parquet(config, recordMaxBytes);
      case ORC -> orc(config, recordMaxBytes);
      case SEQUENCEFILE -> {
        Compression compression = compression(config);
        yield new SequenceFileFormat(
            config.sequenceFile(), compression, level(config, compression), recordMaxBytes);
      }
    };
  }

  private static Format avro(FormatConfig config, int recordMaxBytes) {
    AvroConfig avro = config.avro();
    AvroFiles.check(avro);
    return new SchemaFormat(
        config.format(),
        Choices.name(avro.codec()),
        ".avro",
        config.schema(),
        AvroFiles::check,
        () -> new AvroFiles(avro, recordMaxBytes)::open);
  }

  private static Format parquet(FormatConfig config, int recordMaxBytes) {
    CompressionName compression = config.compression();
    ParquetFiles.check(compression);
    int level = level(config, compression(config));
    return new SchemaFormat(
        config.format(),
        Choices.name(compression),
        ParquetFiles.extension(compression),
        config.schema(),
        ParquetFiles::check,
        () -> new ParquetFiles(config.parquet(), compression, level, recordMaxBytes)::open);
  }

  private static Format orc(FormatConfig config, int recordMaxBytes) {
    CompressionName compression = config.compression();
    OptionalInt level = config.compressionLevel();
    new OrcFiles(config.orc(), compression, level, recordMaxBytes).check();
    return new SchemaFormat(
        config.format(),
        Choices.name(compression),
        OrcFiles.extension(compression),
        config.schema(),
        OrcFiles::check,
        () -> new OrcFiles(config.orc(), compression, level, recordMaxBytes)::open);
  }

  private static Format stream(
      StreamFormat.Kind kind,
      Supplier<RecordSerializer> serializers,
      String separator,
      FormatConfig config,
      int recordMaxBytes) {
    Compression compression = compression(config);
    return new StreamFormat(
        kind, serializers, separator, compression, level(config, compression), recordMaxBytes);
  }

  private static Compression compression(FormatConfig config) {
    Compression compression = Compression.of(config.compression());
    compression.check();
    return compression;
  }

  private static int level(FormatConfig config, Compression compression) {
    return config.compressionLevel().orElse(compression.defaultLevel());
  }

  /**
   * The format for writing a decided file again. It has the compression's default level, because
   * the configured level may not exist for it, and no limit on records, because a record that was
   * accepted must not be rejected now.
   *
   * @param format from {@link Format#name}
   * @param compression from {@link Format#compression}
   * @param current the settings that the ledger does not contain
   * @throws ConnectException if this version has no such format or compression, or if the
   *     compression's native library does not load on this worker
   */
  public static Format named(String format, String compression, FormatConfig current) {
    int separator = format.indexOf(FieldsFormat.SEPARATOR);
    FormatName name =
        known(FormatName.class, "format", separator < 0 ? format : format.substring(0, separator));
    FieldsConfig fields = separator < 0 ? FieldsConfig.VALUE : fields(format, separator);
    FormatConfig decided =
        name == FormatName.AVRO
            ? current.decided(name, fields, CompressionName.NONE, avro(compression))
            : current.decided(name, fields, compression(name, compression), current.avro());
    // The file's schema may have been inferred, whatever the current settings are.
    return of(decided, NO_LIMIT, SchemaConfig.infers(name));
  }

  private static CompressionName compression(FormatName format, String name) {
    CompressionName compression = known(CompressionName.class, "compression", name);
    if (!format.compressions().contains(compression)) {
      throw unknown("format " + Choices.name(format) + " with compression", name);
    }
    return compression;
  }

  private static AvroConfig avro(String codec) {
    return new AvroConfig(
        known(AvroCodecName.class, "codec", codec),
        OptionalInt.empty(),
        AvroConfig.DEFAULT_BLOCK_BYTES);
  }

  private static FieldsConfig fields(String format, int separator) {
    List<RecordField> fields =
        Arrays.stream(format.substring(separator + 1).split(","))
            .map(label -> RecordField.labelled(label).orElseThrow(() -> unknown("field", label)))
            .toList();
    // The ledger does not record whether the file may contain nulls.
    return new FieldsConfig(fields, true);
  }

  private static <E extends Enum<E>> E known(Class<E> type, String what, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> Choices.name(constant).equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(what, name));
  }

  private static ConnectException unknown(String what, String name) {
    return new ConnectException(
        "The ledger names a pending file of "
            + what
            + " '"
            + name
            + "', which this version does not support: a newer version of Sluice wrote it; install"
            + " that version again");
  }
}
