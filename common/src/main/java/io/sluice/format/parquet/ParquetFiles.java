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
package io.sluice.format.parquet;

import io.sluice.config.CompressionName;
import io.sluice.config.ParquetConfig;
import io.sluice.config.ParquetTypes;
import io.sluice.format.encode.FileEncoder;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.encode.RecordLimit;
import io.sluice.format.encode.Utf8Writer;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.type.Column;
import io.sluice.format.type.TypeOptions;
import io.sluice.format.type.Types;
import io.sluice.record.SchemaCache;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;

/** Starts Parquet files, which share the memory for the record being encoded; for one thread. */
public final class ParquetFiles {
  private static final String SCHEMA = "sluice.schema";

  private final ParquetConfig config;
  private final TypeOptions types;
  private final BytesInputCompressor compressor;
  private final RecordLimit limit;
  private final Utf8Writer utf8 = new Utf8Writer();
  private final SchemaCache<FileSchema, ParquetSchema> schemas = SchemaCache.byContent();

  /**
   * @param types how schemas are resolved
   * @param level in the range of the compression, or 0 for its default
   * @param recordMaxBytes limit on the bytes of a record in Parquet's plain encoding
   * @throws ConnectException if Parquet has no such compression
   */
  public ParquetFiles(
      ParquetConfig config,
      TypeOptions types,
      CompressionName compression,
      int level,
      int recordMaxBytes) {
    this.config = config;
    this.types = types;
    this.compressor = PageCodec.of(compression).compressor(level);
    this.limit = new RecordLimit(recordMaxBytes);
  }

  /**
   * Starts a file.
   *
   * @param metadata for the footer, besides the schemas of Parquet and Connect
   * @param output unbuffered; never closed
   * @throws DataException if Parquet cannot express the schema, see {@link #check(Schema,
   *     TypeOptions)}
   */
  public RecordEncoder open(FileSchema schema, Map<String, String> metadata, OutputStream output) {
    ParquetSchema compiled = schemas.get(schema, this::compiled);
    Map<String, String> all = new HashMap<>(metadata);
    all.put(SCHEMA, schema.json());
    ParquetDataFile file =
        new ParquetDataFile(compiled, all, config.rowGroupBytes(), compressor, output);
    return new FileEncoder(new ParquetSink(compiled, file, new Rows(limit)));
  }

  private ParquetSchema compiled(FileSchema schema) {
    Column value = Types.resolve(schema.schema().orElseThrow(), types);
    return ParquetSchema.of(value, config, utf8);
  }

  /**
   * Checks that Parquet can express a schema.
   *
   * @throws DataException if it cannot
   */
  public static void check(Schema schema, TypeOptions types) {
    // Whether a type can be expressed does not depend on the choices.
    ParquetSchemaMapper.map(Types.resolveColumns(schema, types), ParquetTypes.DEFAULT);
  }

  /**
   * Checks that Parquet has a compression.
   *
   * @throws ConnectException if it does not
   */
  public static void check(CompressionName compression) {
    PageCodec.of(compression);
  }

  /**
   * The extension of files with a leading dot, including the compression.
   *
   * @throws ConnectException if Parquet has no such compression
   */
  public static String extension(CompressionName compression) {
    return PageCodec.of(compression).extension() + ".parquet";
  }
}
