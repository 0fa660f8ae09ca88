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

import io.sluice.config.Choices;
import io.sluice.config.CompressionName;
import io.sluice.config.ParquetConfig;
import io.sluice.config.SchemaConfig;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.parquet.ParquetFiles;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import java.io.OutputStream;

/**
 * Parquet files, whose pages are compressed.
 *
 * @param compressor one that Parquet has
 * @param level in the range of the compression, or 0 for none of its levels
 * @param recordMaxBytes the longest record in Parquet's plain encoding
 */
record ParquetFormat(
    ParquetConfig config,
    SchemaConfig schemaConfig,
    CompressionName compressor,
    int level,
    int recordMaxBytes)
    implements Format {
  private static final String NAME = "parquet";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String compression() {
    return Choices.name(compressor);
  }

  @Override
  public String extension() {
    return ParquetFiles.extension(compressor);
  }

  @Override
  public FileSchemas schemas() {
    return FileSchemas.from(schemaConfig, NAME, ParquetFiles::check);
  }

  @Override
  public FileSchema schema(String text) {
    return SchemaOfLedger.read(NAME, text, ParquetFiles::check);
  }

  @Override
  public RecordEncoder open(FileHeader header, OutputStream output) {
    return open(header, output, files());
  }

  @Override
  public Format confined() {
    ParquetFiles files = files();
    return new ConfinedFormat(this, (header, output) -> open(header, output, files));
  }

  private ParquetFiles files() {
    return new ParquetFiles(config, compressor, level, recordMaxBytes);
  }

  private static RecordEncoder open(FileHeader header, OutputStream output, ParquetFiles files) {
    return files.open(header.schema(), header.metadata(), output);
  }
}
