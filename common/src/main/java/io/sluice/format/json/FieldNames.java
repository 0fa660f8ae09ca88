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
package io.sluice.format.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.sluice.record.SchemaCache;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** Caches the quoted and encoded field names of recent schemas. */
final class FieldNames {
  private final SchemaCache<Schema, SerializableString[]> bySchema = SchemaCache.byIdentity();

  /** The names in the order of the schema's fields. */
  SerializableString[] of(Schema schema) {
    return bySchema.get(schema, FieldNames::encode);
  }

  private static SerializableString[] encode(Schema schema) {
    List<Field> fields = schema.fields();
    SerializableString[] names = new SerializableString[fields.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = new SerializedString(fields.get(i).name());
    }
    return names;
  }
}
