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
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/**
 * Brings what a library reads without a schema into {@link NormalForm}: Lists, Maps for maps and
 * for structs by name, and for all else the Java type of the same name or width. A subclass
 * overrides what its library reads as something else.
 */
class PlainValues {

  /**
   * The form of a row. Its columns are the fields of a struct, in their order; any other schema has
   * the one column {@value DuckDb#SINGLE}.
   *
   * @throws IllegalArgumentException if the row does not fit the schema
   */
  final Object row(Schema schema, Map<String, Object> row) {
    boolean struct = schema.type() == Schema.Type.STRUCT;
    List<String> expected = struct ? names(schema) : List.of(DuckDb.SINGLE);
    List<String> columns = List.copyOf(row.keySet());
    if (!columns.equals(expected)) {
      throw new IllegalArgumentException("columns " + columns + " instead of " + expected);
    }
    return of(schema, struct ? row : row.get(DuckDb.SINGLE));
  }

  private static List<String> names(Schema schema) {
    return schema.fields().stream().map(Field::name).toList();
  }

  /**
   * The form of a value.
   *
   * @throws IllegalArgumentException if it is not of the schema's type
   */
  final Object of(Schema schema, Object value) {
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
      return timestamp(value);
    }
    return switch (schema.type()) {
      case INT8, INT16, INT32, INT64 -> whole(schema.type(), value);
      case FLOAT32 -> fitting(Float.class, value);
      case FLOAT64 -> fitting(Double.class, value);
      case BOOLEAN -> fitting(Boolean.class, value);
      case STRING -> value instanceof UUID uuid ? uuid.toString() : fitting(String.class, value);
      case BYTES -> bytes(value);
      case ARRAY -> list(schema, fitting(List.class, value));
      case MAP -> map(schema, value);
      case STRUCT -> struct(schema, fitting(Map.class, value));
    };
  }

  long whole(Schema.Type type, Object value) {
    return switch (type) {
      case INT8 -> fitting(Byte.class, value);
      case INT16 -> fitting(Short.class, value);
      case INT32 -> fitting(Integer.class, value);
      default -> fitting(Long.class, value);
    };
  }

  LocalTime time(Object value) {
    return fitting(LocalTime.class, value);
  }

  Instant timestamp(Object value) {
    return fitting(Instant.class, value);
  }

  ByteBuffer bytes(Object value) {
    return fitting(ByteBuffer.class, value);
  }

  private List<Object> list(Schema schema, List<?> values) {
    List<Object> form = new ArrayList<>(values.size());
    values.forEach(value -> form.add(of(schema.valueSchema(), value)));
    return form;
  }

  Map<Object, Object> map(Schema schema, Object value) {
    Map<?, ?> map = fitting(Map.class, value);
    Map<Object, Object> form = new HashMap<>();
    map.forEach(
        (key, each) -> form.put(of(schema.keySchema(), key), of(schema.valueSchema(), each)));
    return form;
  }

  private Map<Object, Object> struct(Schema schema, Map<?, ?> values) {
    if (values.size() != schema.fields().size()) {
      throw new IllegalArgumentException(
          "fields " + values.keySet() + " instead of " + names(schema));
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

  static <T> T fitting(Class<T> type, Object value) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw new IllegalArgumentException(
        "a "
            + value.getClass().getSimpleName()
            + " instead of a "
            + type.getSimpleName()
            + ": "
            + value);
  }
}
