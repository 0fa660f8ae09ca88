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
package io.sluice.it.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/**
 * JSON lines as DuckDB reads them. The documents are cast in SQL, which refuses fields too many;
 * its reader of JSON tables would bring decimals through a double.
 */
final class JsonRows extends DuckDbText {
  private static final String LINES =
      " FROM read_ndjson_objects(?, maximum_object_size = 268435456)";

  JsonRows(DuckDb database, PlainFiles plain) {
    super(database, plain);
  }

  @Override
  public void read(Path file, Schema schema, Consumer<Object> rows) throws IOException {
    plain.read(file, readable -> database.read(query(schema), readable, schema, rows));
  }

  private static String query(Schema schema) {
    String row = "(SELECT " + cast("json", schema) + " AS r" + LINES + ")";
    return "SELECT " + columns(schema) + " FROM " + row;
  }

  /**
   * Inside of an object, since DuckDB casts a JSON text at the top level to the type that it
   * resembles.
   */
  static String cast(String json, Schema schema) {
    String object = "'{\"" + DuckDb.SINGLE + "\":' || " + json + " || '}'";
    return "CAST(CAST("
        + object
        + " AS JSON) AS STRUCT("
        + DuckDb.SINGLE
        + " "
        + SqlTypes.of(schema)
        + "))."
        + DuckDb.SINGLE;
  }

  private static String columns(Schema schema) {
    if (schema.type() != Schema.Type.STRUCT) {
      return "r AS " + DuckDb.SINGLE;
    }
    StringBuilder columns = new StringBuilder();
    for (Field field : schema.fields()) {
      String name = SqlTypes.quoted(field.name());
      columns.append(columns.isEmpty() ? "" : ", ").append("r.").append(name).append(" AS ");
      columns.append(name);
    }
    return columns.toString();
  }
}
