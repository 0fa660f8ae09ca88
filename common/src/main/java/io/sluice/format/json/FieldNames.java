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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** Keeps the quoted and encoded field names of the schemas seen last. */
final class FieldNames {
  // Converters that make a new schema for each record must not fill the heap.
  private static final int MAX_SCHEMAS = 64;

  // By identity: comparing schemas by content costs more than encoding the names again.
  private final Map<Schema, SerializableString[]> bySchema = new IdentityHashMap<>();

  /** The names in the order of the schema's fields. */
  SerializableString[] of(Schema schema) {
    SerializableString[] names = bySchema.get(schema);
    if (names == null) {
      names = encode(schema.fields());
      if (bySchema.size() >= MAX_SCHEMAS) {
        bySchema.clear();
      }
      bySchema.put(schema, names);
    }
    return names;
  }

  private static SerializableString[] encode(List<Field> fields) {
    SerializableString[] names = new SerializableString[fields.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = new SerializedString(fields.get(i).name());
    }
    return names;
  }
}
