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

import io.sluice.format.type.ColumnNames;
import io.sluice.record.SchemaCache;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The names in objects of maps without a schema, by their keys; for one thread. */
final class JsonNames {
  private static final List<String> WITHIN = List.of("value");

  private final boolean unchanged;
  private final SchemaCache<List<String>, Map<String, String>> values = SchemaCache.byContent();
  private final SchemaCache<List<String>, Map<String, String>> parts = SchemaCache.byContent();
  private final Function<List<String>, Map<String, String>> ofValue;
  private final Function<List<String>, Map<String, String>> ofPart;

  JsonNames(ColumnNames names) {
    this.unchanged = names == ColumnNames.OF_FIELDS;
    this.ofValue = fields -> names.of(List.of(), fields);
    this.ofPart = fields -> names.of(WITHIN, fields);
  }

  /**
   * The name of each key that is written; null if all keys are written as they are.
   *
   * @param isValue whether the map is the value of a record
   */
  Map<String, String> of(Map<?, ?> object, boolean isValue) {
    if (unchanged || !object.keySet().stream().allMatch(String.class::isInstance)) {
      return null;
    }
    List<String> keys = object.keySet().stream().map(String.class::cast).toList();
    return isValue ? values.get(keys, ofValue) : parts.get(keys, ofPart);
  }
}
