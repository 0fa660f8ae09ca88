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
import io.sluice.config.FormatName;
import io.sluice.config.SchemaConfig;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.evolution.EvolvingSchemas;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Schema;

/**
 * A format of a library whose files contain their schema and are compressed inside.
 *
 * @param format name in the configuration and the ledger
 * @param compression name in the ledger
 * @param extension with a leading dot
 * @param schemaConfig which schemas files have
 * @param check throws {@link org.apache.kafka.connect.errors.DataException} if the format cannot
 *     express a schema
 * @param starters creates the starter for the files of one thread
 */
record SchemaFormat(
    FormatName format,
    String compression,
    String extension,
    SchemaConfig schemaConfig,
    Consumer<Schema> check,
    Supplier<Starter> starters)
    implements Format {

  /** Starts files, which share the memory for the record being encoded; for one thread. */
  @FunctionalInterface
  interface Starter {
    RecordEncoder open(FileSchema schema, Map<String, String> metadata, OutputStream output);
  }

  @Override
  public String name() {
    return Choices.name(format);
  }

  @Override
  public FileSchemas schemas() {
    return EvolvingSchemas.of(schemaConfig, name(), check);
  }

  @Override
  public FileSchema schema(String text) {
    return SchemaOfLedger.read(name(), text, check);
  }

  @Override
  public FileEncoders encoders() {
    Starter starter = starters.get();
    return (header, output) -> starter.open(header.schema(), header.metadata(), output);
  }
}
