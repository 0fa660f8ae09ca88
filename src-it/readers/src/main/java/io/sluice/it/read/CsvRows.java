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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * CSV files as DuckDB reads them, with a header and the default settings of the format. The columns
 * are texts, and are cast in SQL.
 */
final class CsvRows extends DuckDbText {
  private static final String OPTIONS =
      ", delim = ',', quote = '\"', escape = '\"', allow_quoted_nulls = false,"
          // Otherwise directories such as partition=0 become columns.
          + " auto_detect = false, hive_partitioning = false, max_line_size = 67108864)";

  CsvRows(DuckDb database, PlainFiles plain) {
    super(database, plain);
  }

  @Override
  public void read(Path file, Schema schema, Consumer<Object> rows) throws IOException {
    Schema columns =
        schema.type() == Schema.Type.STRUCT
            ? schema
            : SchemaBuilder.struct().field(DuckDb.SINGLE, schema).build();
    plain.read(
        file,
        readable -> {
          checkHeader(readable, columns);
          database.read(query(columns), readable, schema, rows);
        });
  }

  private void checkHeader(Path file, Schema columns) throws IOException {
    List<String> expected = columns.fields().stream().map(Field::name).toList();
    List<String> header = new ArrayList<>();
    database.readTexts("FROM " + table(columns, false) + " LIMIT 1", file, header::add);
    if (!header.equals(expected)) {
      throw new IOException("the header is " + header);
    }
  }

  private static String query(Schema columns) {
    return columns.fields().stream()
        .map(field -> cast(field) + " AS " + SqlTypes.quoted(field.name()))
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + table(columns, true)));
  }

  private static String table(Schema columns, boolean header) {
    return columns.fields().stream()
        .map(field -> SqlTypes.quoted(field.name()) + ": 'VARCHAR'")
        .collect(
            Collectors.joining(
                ", ",
                "read_csv(?, header = " + header + ", columns = {",
                "}, nullstr = '" + nullText(columns) + "'" + OPTIONS));
  }

  /** Null is not empty in a file of one column, because readers skip empty lines. */
  private static String nullText(Schema columns) {
    return columns.fields().size() == 1 ? "\\N" : "";
  }

  /** Arrays, maps and structs are JSON. */
  private static String cast(Field field) {
    String name = SqlTypes.quoted(field.name());
    return switch (field.schema().type()) {
      case ARRAY, MAP, STRUCT -> JsonRows.cast(name, field.schema());
      default -> "CAST(" + name + " AS " + SqlTypes.of(field.schema()) + ")";
    };
  }
}
