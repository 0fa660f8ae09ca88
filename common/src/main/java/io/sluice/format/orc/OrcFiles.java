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
package io.sluice.format.orc;

import io.sluice.config.Choices;
import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfig;
import io.sluice.config.OrcConfig;
import io.sluice.config.OrcTimestamp;
import io.sluice.format.encode.FileEncoder;
import io.sluice.format.encode.LibraryCheck;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.type.Column;
import io.sluice.format.type.TypeOptions;
import io.sluice.format.type.Types;
import io.sluice.record.SchemaCache;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Starts ORC files, which share the memory for the record being encoded; for one thread. */
public final class OrcFiles {
  /** The key of Connect's schema, as JSON, in the footer of each file. */
  static final String SCHEMA = "sluice.schema";

  // Long and regular enough that every codec compresses it.
  private static final String SAMPLE = "x".repeat(1024);
  private static final int SAMPLE_BYTES = 2 * 1024;

  private final OrcWriterSettings settings;
  private final OrcTimestamp timestamps;
  private final TypeOptions types;
  private final Draft draft;
  private final SchemaCache<FileSchema, Compiled> compiled = SchemaCache.byContent();

  /**
   * @param types how schemas are resolved
   * @param compression one that ORC supports
   * @param level empty for the compression's default
   * @param recordMaxBytes limit on the bytes of a record
   */
  public OrcFiles(
      OrcConfig config,
      TypeOptions types,
      CompressionName compression,
      OptionalInt level,
      int recordMaxBytes) {
    this.types = types;
    this.timestamps = config.timestamps();
    this.settings = new OrcWriterSettings(config, compression, level);
    this.draft = new Draft(recordMaxBytes);
  }

  /**
   * Starts a file.
   *
   * @param metadata for the footer, besides the schema
   * @param output unbuffered; never closed
   * @throws DataException if ORC cannot express the schema, see {@link #check(Schema, TypeOptions)}
   */
  public RecordEncoder open(FileSchema schema, Map<String, String> metadata, OutputStream output) {
    Compiled known = compiled.get(schema, this::compiled);
    Map<String, String> all = new HashMap<>(metadata);
    all.put(SCHEMA, known.json());
    return new FileEncoder(
        new OrcSink(known, draft, new OrcDataFile(known, all, settings, output)));
  }

  private Compiled compiled(FileSchema schema) {
    Column value = Types.resolve(schema.schema().orElseThrow(), types);
    return Compiled.of(value, timestamps, schema.json());
  }

  /** The extension of files, after ORC's name of the codec, as in Spark. */
  public static String extension(CompressionName compression) {
    return switch (compression) {
      case NONE -> ".orc";
      case DEFLATE -> ".zlib.orc";
      default -> '.' + Choices.name(compression) + ".orc";
    };
  }

  /**
   * Checks that ORC can express a schema.
   *
   * @throws DataException if it cannot
   */
  public static void check(Schema schema, TypeOptions types) {
    // Whether a type can be expressed does not depend on the type of timestamps.
    OrcSchemaMapper.map(Types.resolveColumns(schema, types), OrcTimestamp.TIMESTAMP);
  }

  /**
   * Checks that the libraries can be used, by writing a file of one record to a null stream.
   *
   * @throws ConnectException if they cannot be used
   */
  public void check() {
    Compiled text = Compiled.of(Types.resolve(Schema.STRING_SCHEMA, types), timestamps, "");
    OrcDataFile file = new OrcDataFile(text, Map.of(), settings, OutputStream.nullOutputStream());
    RecordEncoder encoder = new FileEncoder(new OrcSink(text, new Draft(SAMPLE_BYTES), file));
    LibraryCheck.run(
        "The libraries of %s=orc with %s=%s"
            .formatted(
                FormatConfig.FORMAT,
                FormatConfig.COMPRESSION,
                Choices.name(settings.compression())),
        "compression",
        () -> {
          try {
            encoder.append(new SinkRecord("", 0, null, null, Schema.STRING_SCHEMA, SAMPLE, 0));
            encoder.finish();
          } finally {
            encoder.release();
          }
        });
  }
}
