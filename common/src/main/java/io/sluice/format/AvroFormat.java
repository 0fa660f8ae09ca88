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
import io.sluice.config.Choices;
import io.sluice.config.SchemaConfig;
import io.sluice.format.avro.AvroFiles;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import java.io.OutputStream;

/**
 * Object container files of Avro. The ledger's compression is their codec.
 *
 * @param schemaConfig how the schemas of records and of files belong together
 * @param recordMaxBytes the longest encoded record
 */
record AvroFormat(AvroConfig config, SchemaConfig schemaConfig, int recordMaxBytes)
    implements Format {
  static final String NAME = "avro";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String compression() {
    return Choices.name(config.codec());
  }

  @Override
  public String extension() {
    return ".avro";
  }

  @Override
  public FileSchemas schemas() {
    return FileSchemas.from(schemaConfig, NAME, AvroFiles::check);
  }

  @Override
  public FileSchema schema(String text) {
    return SchemaOfLedger.read(NAME, text, AvroFiles::check);
  }

  @Override
  public RecordEncoder open(FileHeader header, OutputStream output) {
    return open(header, output, new AvroFiles(config, recordMaxBytes));
  }

  @Override
  public Format confined() {
    AvroFiles files = new AvroFiles(config, recordMaxBytes);
    return new ConfinedFormat(this, (header, output) -> open(header, output, files));
  }

  private static RecordEncoder open(FileHeader header, OutputStream output, AvroFiles files) {
    return files.open(header.schema(), header.metadata(), output);
  }
}
