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
import io.sluice.config.OrcConfig;
import io.sluice.config.SchemaConfig;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.orc.OrcFiles;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import java.io.OutputStream;
import java.util.OptionalInt;

/**
 * Files of ORC, whose compression is inside.
 *
 * @param compressor one that ORC has
 * @param level empty for the compression's own default
 * @param recordMaxBytes the longest record
 */
record OrcFormat(
    OrcConfig config,
    SchemaConfig schemaConfig,
    CompressionName compressor,
    OptionalInt level,
    int recordMaxBytes)
    implements Format {
  static final String NAME = "orc";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String compression() {
    return Choices.name(compressor);
  }

  /** With the codec in front, by the name that ORC has for it, as Spark names its files. */
  @Override
  public String extension() {
    return switch (compressor) {
      case NONE -> ".orc";
      case DEFLATE -> ".zlib.orc";
      default -> '.' + compression() + ".orc";
    };
  }

  @Override
  public FileSchemas schemas() {
    return FileSchemas.from(schemaConfig, NAME, OrcFiles::check);
  }

  @Override
  public FileSchema schema(String text) {
    return SchemaOfLedger.read(NAME, text, OrcFiles::check);
  }

  @Override
  public RecordEncoder open(FileHeader header, OutputStream output) {
    return open(header, output, files());
  }

  @Override
  public Format confined() {
    OrcFiles files = files();
    return new ConfinedFormat(this, (header, output) -> open(header, output, files));
  }

  /**
   * Writes a file to nowhere, to find out whether the libraries can be used.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException if they cannot
   */
  void check() {
    files().check();
  }

  private OrcFiles files() {
    return new OrcFiles(config, compressor, level, recordMaxBytes);
  }

  private static RecordEncoder open(FileHeader header, OutputStream output, OrcFiles files) {
    return files.open(header.schema(), header.metadata(), output);
  }
}
