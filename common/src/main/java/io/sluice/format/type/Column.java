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

import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/**
 * A value's place in files.
 *
 * @param name the column's name, which may differ from the field's
 * @param field the field of the struct; null for the value of a record, and in lists and maps
 * @param type what the column contains
 * @param schema the value's schema in Connect
 */
public record Column(String name, Field field, FileType type, Schema schema) {

  /** Whether the schema permits null. */
  public boolean optional() {
    return schema.isOptional();
  }

  /**
   * The columns of a struct, or of a union in a format that has none; empty for all other types.
   */
  public List<Column> columns() {
    return switch (type.kind()) {
      case STRUCT_OF -> ((FileType.StructOf) type).columns();
      case UNION -> ((FileType.Union) type).branches().columns();
      default -> List.of();
    };
  }

  /** Whether the values are structs with {@link #columns}. */
  public boolean isStruct() {
    return type.kind() == Kind.STRUCT_OF || type.kind() == Kind.UNION;
  }
}
