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

import io.sluice.config.GivenSchemaConfig;
import io.sluice.format.given.GivenSchema;
import io.sluice.format.given.GivenSchemas;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A format that requires schemas, in which values without one have that of the user.
 *
 * @param values writes all records
 * @param key the key of the schema, for messages
 * @param schema the schema, which the format accepts
 */
record GivenFormat(Format values, String key, FileSchema schema) implements ForwardingFormat {

  /**
   * Adds the schema of the settings to a format.
   *
   * @throws org.apache.kafka.common.config.ConfigException if it cannot be read
   * @throws org.apache.kafka.connect.errors.DataException if the format cannot express it
   */
  static GivenFormat of(Format declared, GivenSchemaConfig given) {
    Schema schema = GivenSchema.read(given);
    SinkRecord none = new SinkRecord("", 0, null, null, schema, null, 0);
    return new GivenFormat(declared, given.key(), declared.schemas().of(none));
  }

  @Override
  public FileSchemas schemas() {
    return new GivenSchemas(values.schemas(), key, schema);
  }
}
