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
package io.sluice.format.type;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** Chooses which fields of structs are columns of files, and their names. */
@FunctionalInterface
public interface ColumnNames {

  /** All fields, with their own names. */
  ColumnNames OF_FIELDS =
      (path, struct) -> {
        Map<String, String> names = new LinkedHashMap<>();
        for (Field field : struct.fields()) {
          names.put(field.name(), field.name());
        }
        return names;
      };

  /**
   * The columns of a struct; called once per schema.
   *
   * @param path the names of the fields that lead to the struct, with {@code element}, {@code key}
   *     and {@code value} for the parts of lists and maps; empty for the value of a record
   * @return for each field that is a column, the column's name
   */
  Map<String, String> of(List<String> path, Schema struct);
}
