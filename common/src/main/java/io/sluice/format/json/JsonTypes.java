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

import io.sluice.config.JsonTime;
import io.sluice.format.type.Column;
import io.sluice.format.type.TypeOptions;
import io.sluice.format.type.Types;
import io.sluice.record.SchemaCache;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Caches how the values of recent schemas are written. */
final class JsonTypes {
  private static final List<String> WITHIN = List.of("value");

  private final SchemaCache<Schema, JsonType> bySchema = SchemaCache.byIdentity();
  private final SchemaCache<Schema, JsonType> partsBySchema = SchemaCache.byIdentity();
  private final JsonTime times;
  private final JsonNames names;
  private final Function<Schema, JsonType> ofValue;
  private final Function<Schema, JsonType> ofPart;

  JsonTypes(TypeOptions options, JsonTime times) {
    this.times = times;
    this.names = new JsonNames(options.names());
    TypeOptions within = options.with((path, fields) -> options.names().of(WITHIN, fields));
    this.ofValue = schema -> resolve(schema, options);
    this.ofPart = schema -> resolve(schema, within);
  }

  /**
   * The type of the values of records.
   *
   * @param schema null if they have none
   */
  JsonType of(Schema schema) {
    return schema == null ? JsonType.ANY : bySchema.get(schema, ofValue);
  }

  /** The type of parts of values whose type is not known from the record's schema. */
  JsonType ofPart(Schema schema) {
    return partsBySchema.get(schema, ofPart);
  }

  /** The names of maps without a schema. */
  JsonNames names() {
    return names;
  }

  /** The type of a column. */
  JsonType of(Column column) {
    return JsonType.of(column, times);
  }

  private JsonType resolve(Schema schema, TypeOptions options) {
    Column column;
    try {
      column = Types.resolve(schema, options);
    } catch (DataException e) {
      // A schema that contains itself: JSON can express its values.
      return JsonType.untyped(schema);
    }
    return of(column);
  }
}
