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

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.duckdb.DuckDBStruct;

/** Brings what DuckDB gives into {@link NormalForm}. */
final class SqlValues {

  private SqlValues() {}

  /**
   * @throws IllegalArgumentException if it is not of the schema's type
   */
  static Object of(Schema schema, Object value) throws SQLException {
    if (value == null) {
      return null;
    }
    if (NormalForm.isDecimal(schema)) {
      return fitting(BigDecimal.class, value);
    }
    if (NormalForm.isDate(schema)) {
      return fitting(LocalDate.class, value);
    }
    if (NormalForm.isTime(schema)) {
      return time(value);
    }
    if (NormalForm.isTimestamp(schema)) {
      return fitting(OffsetDateTime.class, value).toInstant();
    }
    return switch (schema.type()) {
      case INT8, INT16, INT32, INT64 -> whole(value);
      case FLOAT32 -> fitting(Float.class, value);
      case FLOAT64 -> fitting(Double.class, value);
      case BOOLEAN -> fitting(Boolean.class, value);
      case STRING -> value instanceof UUID uuid ? uuid.toString() : fitting(String.class, value);
      case BYTES -> bytes(value);
      case ARRAY -> list(schema, fitting(Array.class, value));
      case MAP -> map(schema, fitting(Map.class, value));
      case STRUCT -> struct(schema, fitting(DuckDBStruct.class, value));
    };
  }

  private static Object whole(Object value) {
    if (value instanceof Byte
        || value instanceof Short
        || value instanceof Integer
        || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw misfit("a whole number", value);
  }

  /** A format may say that a time of day is one of UTC. */
  private static LocalTime time(Object value) {
    return value instanceof OffsetTime time && time.getOffset().equals(ZoneOffset.UTC)
        ? time.toLocalTime()
        : fitting(LocalTime.class, value);
  }

  private static ByteBuffer bytes(Object value) throws SQLException {
    if (value instanceof String base64) {
      return ByteBuffer.wrap(Base64.getDecoder().decode(base64));
    }
    Blob blob = fitting(Blob.class, value);
    int length = (int) blob.length();
    return ByteBuffer.wrap(length == 0 ? new byte[0] : blob.getBytes(1, length));
  }

  private static List<Object> list(Schema schema, Array array) throws SQLException {
    Object[] elements = (Object[]) array.getArray();
    List<Object> form = new ArrayList<>(elements.length);
    for (Object element : elements) {
      form.add(of(schema.valueSchema(), element));
    }
    return form;
  }

  private static Map<Object, Object> map(Schema schema, Map<?, ?> map) throws SQLException {
    Map<Object, Object> form = new HashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      form.put(of(schema.keySchema(), entry.getKey()), of(schema.valueSchema(), entry.getValue()));
    }
    return form;
  }

  private static Map<Object, Object> struct(Schema schema, DuckDBStruct struct)
      throws SQLException {
    Map<String, Object> values = struct.getMap();
    if (values.size() != schema.fields().size()) {
      throw new IllegalArgumentException(
          "fields " + values.keySet() + " instead of " + schema.fields());
    }
    Map<Object, Object> form = new LinkedHashMap<>();
    for (Field field : schema.fields()) {
      if (!values.containsKey(field.name())) {
        throw new IllegalArgumentException("no field " + field.name() + " in " + values.keySet());
      }
      form.put(field.name(), of(field.schema(), values.get(field.name())));
    }
    return form;
  }

  private static <T> T fitting(Class<T> type, Object value) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw misfit("a " + type.getSimpleName(), value);
  }

  private static IllegalArgumentException misfit(String what, Object value) {
    return new IllegalArgumentException(
        "a " + value.getClass().getSimpleName() + " instead of " + what + ": " + value);
  }
}
