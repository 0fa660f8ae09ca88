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

import io.sluice.config.FieldsConfig;
import io.sluice.format.schema.FileSchema;
import io.sluice.record.RecordFields;

/**
 * A format whose files contain other parts of a record than its value, or more parts.
 *
 * @param values the same format for values
 * @param config the parts
 */
record FieldsFormat(Format values, FieldsConfig config) implements ForwardingFormat {
  /** Separates the name of the format from the fields. */
  static final char SEPARATOR = ':';

  @Override
  public String name() {
    return values.name() + SEPARATOR + config.label();
  }

  @Override
  public RecordFields fields() {
    return RecordFields.of(config);
  }

  @Override
  public RecordFields fieldsAgain(FileSchema schema) {
    return RecordFields.of(config, schema.schema().orElse(null));
  }
}
