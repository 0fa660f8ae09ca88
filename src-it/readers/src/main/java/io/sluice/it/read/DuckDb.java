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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;

/** A database in this JVM that reads files; for one thread. */
public final class DuckDb implements AutoCloseable {
  static final String NAME = "DuckDB";

  /** The column of values that are not structs. */
  static final String SINGLE = "value";

  private static final SqlValues VALUES = new SqlValues();

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

  /** The rows of a Parquet file in their order, as {@link #query} returns them. */
  public static List<Map<String, Object>> readParquet(byte[] file) throws IOException {
    return query(file, "SELECT * FROM read_parquet(?)");
  }

  /**
   * The rows of a query, each with its columns by name: lists are Lists, structs and maps are Maps,
   * and bytes are ByteBuffers.
   *
   * @param sql with one parameter, the file
   */
  public static List<Map<String, Object>> query(byte[] file, String sql) throws IOException {
    Path path = Files.createTempFile("duckdb", ".file");
    try (DuckDb database = open()) {
      Files.write(path, file);
      List<Map<String, Object>> rows = new ArrayList<>();
      database.read(sql, path, result -> rows.add(row(result)));
      return rows;
    } finally {
      Files.delete(path);
    }
  }

  /** Takes the current row of a result. */
  @FunctionalInterface
  private interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }

  private void read(String sql, Path file, RowConsumer rows) throws IOException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, file.toString());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.accept(result);
        }
      }
    } catch (SQLException | IllegalArgumentException e) {
      throw new IOException("DuckDB cannot read " + file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Hands over the rows of a query, whose columns are the fields of the schema, or {@value #SINGLE}
   * if it is none of a struct.
   *
   * @param sql with one parameter, the file
   */
  void read(String sql, Path file, Schema schema, Consumer<Object> rows) throws IOException {
    read(sql, file, result -> rows.accept(VALUES.row(schema, row(result))));
  }

  /** Types and rows of a query. */
  Table table(String sql, Path file) throws IOException {
    Map<String, String> types = new LinkedHashMap<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    read(
        sql,
        file,
        result -> {
          for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
            types.put(
                result.getMetaData().getColumnName(column),
                result.getMetaData().getColumnTypeName(column));
          }
          Map<String, Object> row = row(result);
          row.replaceAll((column, value) -> SqlValues.dated(value));
          rows.add(row);
        });
    return new Table(types, rows);
  }

  /** The texts of all columns, row by row. */
  void readTexts(String sql, Path file, Consumer<String> texts) throws IOException {
    read(
        sql,
        file,
        result -> {
          int columns = result.getMetaData().getColumnCount();
          for (int column = 1; column <= columns; column++) {
            texts.accept(result.getString(column));
          }
        });
  }

  private static Map<String, Object> row(ResultSet result) throws SQLException {
    Map<String, Object> row = new LinkedHashMap<>();
    int columns = result.getMetaData().getColumnCount();
    for (int column = 1; column <= columns; column++) {
      // By place: names of columns may differ in case only.
      row.put(
          result.getMetaData().getColumnName(column), SqlValues.plain(result.getObject(column)));
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
