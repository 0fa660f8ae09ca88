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

import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import io.sluice.record.RecordFields;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A format for one thread at a time.
 *
 * @param settings the format for everything except opening files
 * @param opener opens files that share the memory needed only while a record is encoded
 */
record ConfinedFormat(Format settings, Opener opener) implements Format {

  /** Opens files of one thread. */
  @FunctionalInterface
  interface Opener {
    RecordEncoder open(FileHeader header, OutputStream output) throws IOException;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String compression() {
    return settings.compression();
  }

  @Override
  public String extension() {
    return settings.extension();
  }

  @Override
  public RecordFields fields() {
    return settings.fields();
  }

  @Override
  public RecordFields fieldsAgain(FileSchema schema) {
    return settings.fieldsAgain(schema);
  }

  @Override
  public FileSchemas schemas() {
    return settings.schemas();
  }

  @Override
  public FileSchema schema(String text) {
    return settings.schema(text);
  }

  @Override
  public RecordEncoder open(FileHeader header, OutputStream output) throws IOException {
    return opener.open(header, output);
  }

  @Override
  public Format confined() {
    return settings.confined();
  }
}
