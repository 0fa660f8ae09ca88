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

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;

/** The values that Spark reads from files of a format. */
class RemoteValues extends PlainValues {

  /** The text that Spark reads in place of an empty one, which it would take for null. */
  static final String EMPTY = "\u0001empty";

  static RemoteValues of(String format) {
    return switch (format) {
      case "avro" -> new FromAvro();
      case "json" -> new FromJson();
      case "csv" -> new FromCsv();
      default -> new RemoteValues();
    };
  }

  /**
   * The value that a type of Spark, in its JSON, gives to the JSON of a row.
   *
   * @throws IllegalArgumentException if the type is not known
   */
  private Object plain(JsonNode type, JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    return switch (type.isTextual() ? type.textValue() : type.get("type").textValue()) {
      case "byte" -> (byte) value.intValue();
      case "short" -> (short) value.intValue();
      case "integer" -> value.intValue();
      case "long" -> value.longValue();
      case "float" -> Float.valueOf(value.textValue());
      case "double" -> Double.valueOf(value.textValue());
      case "boolean" -> value.booleanValue();
      case "string" -> text(value.textValue());
      case "binary" -> ByteBuffer.wrap(Base64.getDecoder().decode(value.textValue()));
      case "date" -> LocalDate.parse(value.textValue());
      case "timestamp" -> Instant.parse(value.textValue());
      case "timestamp_ntz" -> LocalDateTime.parse(value.textValue());
      case "array" -> list(type.get("elementType"), value);
      case "map" -> map(type, value);
      case "struct" -> struct(type, value);
      default -> {
        if (type.isTextual() && type.textValue().startsWith("decimal(")) {
          yield new BigDecimal(value.textValue());
        }
        throw new IllegalArgumentException("a column of type " + type);
      }
    };
  }

  private List<Object> list(JsonNode type, JsonNode values) {
    List<Object> list = new ArrayList<>();
    values.forEach(value -> list.add(plain(type, value)));
    return list;
  }

  private Map<Object, Object> map(JsonNode type, JsonNode entries) {
    Map<Object, Object> map = new HashMap<>();
    for (JsonNode entry : entries) {
      map.put(plain(type.get("keyType"), entry.get(0)), plain(type.get("valueType"), entry.get(1)));
    }
    return map;
  }

  /** The fields of a row or a struct by their names. */
  final Map<String, Object> struct(JsonNode type, JsonNode values) {
    Map<String, Object> struct = new LinkedHashMap<>();
    int i = 0;
    for (JsonNode field : type.get("fields")) {
      struct.put(name(field.get("name").textValue()), plain(field.get("type"), values.get(i++)));
    }
    return struct;
  }

  /** The name of the field of a column. */
  String name(String column) {
    return column;
  }

  String text(String value) {
    return value;
  }

  /** Spark has no times of day; they are ints of milliseconds. */
  @Override
  LocalTime time(Object value) {
    return LocalTime.ofNanoOfDay(fitting(Integer.class, value) * 1_000_000L);
  }

  /** Avro has ints and longs, and restricts names. */
  private static final class FromAvro extends RemoteValues {
    private static final Pattern CODE = Pattern.compile("_x([0-9A-F]{4})_");

    @Override
    String name(String column) {
      return CODE.matcher(column)
          .replaceAll(code -> Character.toString(Integer.parseInt(code.group(1), 16)));
    }

    @Override
    long whole(Schema.Type type, Object value) {
      return type == Schema.Type.INT64 ? fitting(Long.class, value) : fitting(Integer.class, value);
    }

    @Override
    Map<Object, Object> map(Schema schema, Object value) {
      return super.map(schema, value instanceof List<?> entries ? AvroValues.map(entries) : value);
    }
  }

  /** JSON has bytes as base64, times of day as texts, and texts as keys of maps. */
  private static class FromJson extends RemoteValues {
    @Override
    LocalTime time(Object value) {
      return LocalTime.parse(fitting(String.class, value));
    }

    @Override
    ByteBuffer bytes(Object value) {
      return ByteBuffer.wrap(Base64.getDecoder().decode(fitting(String.class, value)));
    }

    @Override
    Map<Object, Object> map(Schema schema, Object value) {
      Map<Object, Object> map = new HashMap<>();
      Map<?, ?> found = fitting(Map.class, value);
      found.forEach((key, each) -> map.put(key(schema.keySchema(), (String) key), each));
      return super.map(schema, map);
    }

    private static Object key(Schema schema, String text) {
      return switch (schema.type()) {
        case INT32 -> Integer.valueOf(text);
        case INT64 -> Long.valueOf(text);
        default -> text;
      };
    }
  }

  /** CSV has the values of JSON, and empty texts. */
  private static final class FromCsv extends FromJson {
    @Override
    String text(String value) {
      return value.equals(EMPTY) ? "" : value;
    }
  }
}
