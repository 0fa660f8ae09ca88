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
import io.sluice.format.encode.LibraryCheck;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.schema.FileSchema;
import io.sluice.record.SchemaCache;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Starts ORC files, which share what they need only while a record is encoded; for one thread. */
public final class OrcFiles {
  /** In the footer of each file: what Connect's schema says, as JSON. */
  static final String SCHEMA = "sluice.schema";

  // Long and regular enough for every codec to take it up.
  private static final String SAMPLE = "x".repeat(1024);
  private static final int SAMPLE_BYTES = 2 * 1024;

  private final OrcWriterSettings settings;
  private final Draft draft;
  private final SchemaCache<FileSchema, Compiled> compiled = SchemaCache.byContent();

  /**
   * @param compression one that ORC has
   * @param level empty for the compression's own default
   * @param recordMaxBytes the longest record
   */
  public OrcFiles(
      OrcConfig config, CompressionName compression, OptionalInt level, int recordMaxBytes) {
    this.settings = new OrcWriterSettings(config, compression, level);
    this.draft = new Draft(recordMaxBytes);
  }

  /**
   * Starts a file.
   *
   * @param metadata what the footer tells beside the schema
   * @param output unbuffered; never closed
   * @throws DataException if ORC cannot express the schema, see {@link #check(Schema)}
   */
  public RecordEncoder open(FileSchema schema, Map<String, String> metadata, OutputStream output) {
    Compiled known =
        compiled.get(schema, each -> Compiled.of(each.schema().orElseThrow(), each.json()));
    Map<String, String> all = new HashMap<>(metadata);
    all.put(SCHEMA, known.json());
    return new OrcEncoder(known, draft, new OrcDataFile(known, all, settings, output));
  }

  /** The extension of files, with the codec in front by ORC's name for it, as Spark has it. */
  public static String extension(CompressionName compression) {
    return switch (compression) {
      case NONE -> ".orc";
      case DEFLATE -> ".zlib.orc";
      default -> '.' + Choices.name(compression) + ".orc";
    };
  }

  /**
   * Finds out whether ORC can express a schema.
   *
   * @throws DataException if it cannot
   */
  public static void check(Schema schema) {
    OrcSchemaMapper.map(schema);
  }

  /**
   * Writes a file of one record to nowhere, to find out whether the libraries can be used.
   *
   * @throws ConnectException if they cannot
   */
  public void check() {
    Compiled text = Compiled.of(Schema.STRING_SCHEMA, "");
    OrcDataFile file = new OrcDataFile(text, Map.of(), settings, OutputStream.nullOutputStream());
    RecordEncoder encoder = new OrcEncoder(text, new Draft(SAMPLE_BYTES), file);
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
