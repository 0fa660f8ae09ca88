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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Chooses which fields of structs are columns of files, and their names. */
@FunctionalInterface
public interface ColumnNames {

  /** All fields, with their own names. */
  ColumnNames OF_FIELDS =
      (path, fields) -> fields.stream().collect(Collectors.toMap(name -> name, name -> name));

  /**
   * The columns of a struct; called once per schema. Equal arguments always have equal results.
   *
   * @param path the names of the fields that lead to the struct, with {@code element}, {@code key}
   *     and {@code value} for the parts of lists and maps; empty for the value of a record
   * @param fields the names of the struct's fields in their order
   * @return for each field that is a column, the column's name
   */
  Map<String, String> of(List<String> path, Collection<String> fields);
}
