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
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Caches how the values of recent schemas are written. */
final class JsonTypes {
  private final SchemaCache<Schema, JsonType> bySchema = SchemaCache.byIdentity();
  private final TypeOptions options;
  private final JsonTime times;
  private final Function<Schema, JsonType> resolve = this::resolve;

  JsonTypes(TypeOptions options, JsonTime times) {
    this.options = options;
    this.times = times;
  }

  /**
   * The type of values.
   *
   * @param schema null if they have none
   */
  JsonType of(Schema schema) {
    return schema == null ? JsonType.ANY : bySchema.get(schema, resolve);
  }

  /** The type of a column. */
  JsonType of(Column column) {
    return JsonType.of(column, times);
  }

  private JsonType resolve(Schema schema) {
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
