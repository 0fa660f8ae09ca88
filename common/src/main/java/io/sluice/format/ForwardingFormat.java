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

import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import io.sluice.record.RecordFields;

/** A format that differs from another one only in what it overrides. */
interface ForwardingFormat extends Format {

  /** The other format. */
  Format values();

  @Override
  default String name() {
    return values().name();
  }

  @Override
  default String compression() {
    return values().compression();
  }

  @Override
  default String extension() {
    return values().extension();
  }

  @Override
  default RecordFields fields() {
    return values().fields();
  }

  @Override
  default RecordFields fieldsAgain(FileSchema schema) {
    return values().fieldsAgain(schema);
  }

  @Override
  default FileSchemas schemas() {
    return values().schemas();
  }

  @Override
  default FileSchema schema(String text) {
    return values().schema(text);
  }

  @Override
  default FileEncoders encoders() {
    return values().encoders();
  }
}
