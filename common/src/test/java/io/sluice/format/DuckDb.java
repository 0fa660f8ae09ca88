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
package io.sluice.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;

/** Reads files with a database that shares no code with us. */
final class DuckDb {
  private DuckDb() {}

  /**
   * The rows of a Parquet file in their order, each with its columns by name; structs and maps are
   * maps, lists are lists.
   */
  static List<Map<String, Object>> readParquet(byte[] file) throws IOException {
    return query(file, "SELECT * FROM read_parquet('%s')");
  }

  /**
   * @param query names the file with {@code %s}
   */
  static List<Map<String, Object>> query(byte[] file, String query) throws IOException {
    Path path = Files.createTempFile("duckdb", ".file");
    try {
      Files.write(path, file);
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(String.format(query, path))) {
        return rows(rows);
      }
    } catch (SQLException e) {
      throw new IOException(e);
    } finally {
      Files.delete(path);
    }
  }

  private static List<Map<String, Object>> rows(ResultSet results) throws SQLException {
    List<Map<String, Object>> rows = new ArrayList<>();
    int columns = results.getMetaData().getColumnCount();
    while (results.next()) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int i = 1; i <= columns; i++) {
        row.put(results.getMetaData().getColumnName(i), plain(results.getObject(i)));
      }
      rows.add(row);
    }
    return rows;
  }

  private static Object plain(Object value) throws SQLException {
    if (value instanceof Array array) {
      List<Object> list = new ArrayList<>();
      for (Object each : (Object[]) array.getArray()) {
        list.add(plain(each));
      }
      return list;
    }
    if (value instanceof DuckDBStruct struct) {
      return plain(struct.getMap());
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> plain = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        plain.put(plain(entry.getKey()), plain(entry.getValue()));
      }
      return plain;
    }
    if (value instanceof Blob blob) {
      return ByteBuffer.wrap(blob.getBytes(1, (int) blob.length()));
    }
    return value;
  }
}
