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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** A database in this JVM that reads files; for one thread. */
final class DuckDb implements AutoCloseable {
  static final String NAME = "DuckDB";

  /** The column of values that are no structs. */
  static final String SINGLE = "value";

  private final Connection connection;

  private DuckDb(Connection connection) {
    this.connection = connection;
  }

  static DuckDb open() throws IOException {
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:");
      try (Statement statement = connection.createStatement()) {
        // Readers run beside each other, and rows are wanted in the order of the file.
        statement.execute("SET threads = 1");
        statement.execute("SET preserve_insertion_order = true");
      }
      return new DuckDb(connection);
    } catch (SQLException e) {
      throw new IOException("DuckDB does not start", e);
    }
  }

  /**
   * Hands over the rows of a query, whose columns are the fields of the schema, or {@value #SINGLE}
   * if it is none of a struct.
   *
   * @param sql with one parameter, the file
   */
  void read(String sql, Path file, Schema schema, Consumer<Object> rows) throws IOException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, file.toString());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.accept(row(result, schema));
        }
      }
    } catch (SQLException | IllegalArgumentException e) {
      throw new IOException("DuckDB cannot read " + file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  /** The texts of all columns, row by row. */
  void readTexts(String sql, Path file, Consumer<String> texts) throws IOException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, file.toString());
      try (ResultSet result = statement.executeQuery()) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          for (int column = 1; column <= columns; column++) {
            texts.accept(result.getString(column));
          }
        }
      }
    } catch (SQLException e) {
      throw new IOException("DuckDB cannot read " + file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  private static Object row(ResultSet result, Schema schema) throws SQLException {
    if (schema.type() != Schema.Type.STRUCT) {
      return SqlValues.of(schema, result.getObject(SINGLE));
    }
    int columns = result.getMetaData().getColumnCount();
    if (columns != schema.fields().size()) {
      throw new IllegalArgumentException(
          columns + " columns, but " + schema.fields().size() + " fields");
    }
    Map<Object, Object> row = new LinkedHashMap<>();
    for (Field field : schema.fields()) {
      // By place: names of columns may differ in case only.
      int column = field.index() + 1;
      String name = result.getMetaData().getColumnName(column);
      row.put(name, SqlValues.of(field.schema(), result.getObject(column)));
    }
    return row;
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("DuckDB does not end", e);
    }
  }
}
