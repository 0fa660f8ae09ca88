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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.format.type.FileType.ListOf;
import io.sluice.format.type.FileType.MapOf;
import io.sluice.format.type.FileType.StructOf;
import io.sluice.format.type.FileType.Union;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;

/** Metadata of files with the names of fields whose columns have other names. */
public final class OriginalNames {
  /** The key of the metadata. */
  public static final String KEY = "sluice.column.names";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> path = new ArrayList<>();
  private final Map<String, String> fields = new TreeMap<>();

  private OriginalNames() {}

  /**
   * The metadata of files with a schema: under {@link #KEY} a JSON object, whose names are paths of
   * columns with dots between their steps, and whose values are names of fields; nothing if all
   * columns have the names of their fields.
   */
  public static Map<String, String> metadata(Schema schema, TypeOptions types) {
    if (types.names() == ColumnNames.OF_FIELDS) {
      return Map.of();
    }
    OriginalNames names = new OriginalNames();
    names.add(Types.resolve(schema, types).type());
    return names.fields.isEmpty() ? Map.of() : Map.of(KEY, names.json());
  }

  private String json() {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A map of texts is always JSON", e);
    }
  }

  private void add(FileType type) {
    switch (type.kind()) {
      case STRUCT_OF -> ((StructOf) type).columns().forEach(this::add);
      case UNION -> ((Union) type).branches().columns().forEach(this::add);
      case LIST_OF -> add(((ListOf) type).element());
      case MAP_OF -> {
        add(((MapOf) type).key());
        add(((MapOf) type).value());
      }
      default -> {}
    }
  }

  private void add(Column column) {
    path.add(column.name());
    if (column.field() != null && !column.field().name().equals(column.name())) {
      fields.put(String.join(".", path), column.field().name());
    }
    add(column.type());
    path.remove(path.size() - 1);
  }
}
