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
package io.sluice.format.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** Default values of schemas as lossless JSON, which only this class reads. */
final class SchemaDefaults {
  private SchemaDefaults() {}

  static void write(JsonGenerator json, Schema schema, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Date date) {
      json.writeNumber(date.getTime());
    } else if (value instanceof BigDecimal decimal) {
      json.writeString(decimal.toString());
    } else if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(bytes.position(), copy);
      json.writeBinary(copy);
    } else if (value instanceof byte[] bytes) {
      json.writeBinary(bytes);
    } else if (value instanceof Number || value instanceof Boolean || value instanceof String) {
      // As text, because JSON has no infinities, and its numbers have no types.
      json.writeString(value.toString());
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        write(json, schema.valueSchema(), element);
      }
      json.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartArray();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        write(json, schema.keySchema(), entry.getKey());
        write(json, schema.valueSchema(), entry.getValue());
      }
      json.writeEndArray();
    } else if (value instanceof Struct struct) {
      json.writeStartArray();
      for (Field field : schema.fields()) {
        write(json, field.schema(), struct.getWithoutDefault(field.name()));
      }
      json.writeEndArray();
    } else {
      throw new DataException(
          "A default value of " + value.getClass().getName() + " is not one of Connect's types");
    }
  }

  /**
   * Reads a result of {@link #write}.
   *
   * @throws IllegalArgumentException if the JSON is anything else
   */
  static Object read(Schema schema, JsonNode json) {
    if (json.isNull()) {
      return null;
    }
    return switch (schema.type()) {
      case INT8 -> Byte.valueOf(json.asText());
      case INT16 -> Short.valueOf(json.asText());
      case INT32 -> json.isNumber() ? new Date(json.asLong()) : Integer.valueOf(json.asText());
      case INT64 -> json.isNumber() ? new Date(json.asLong()) : Long.valueOf(json.asText());
      case FLOAT32 -> Float.valueOf(json.asText());
      case FLOAT64 -> Double.valueOf(json.asText());
      case BOOLEAN -> Boolean.valueOf(json.asText());
      case STRING -> json.asText();
      case BYTES -> readBytes(schema, json);
      case ARRAY -> readList(schema, json);
      case MAP -> readMap(schema, json);
      case STRUCT -> readStruct(schema, json);
    };
  }

  private static Object readBytes(Schema schema, JsonNode json) {
    if (Decimal.LOGICAL_NAME.equals(schema.name())) {
      return new BigDecimal(json.asText());
    }
    try {
      return json.binaryValue();
    } catch (IOException e) {
      throw new IllegalArgumentException("not a default of bytes", e);
    }
  }

  private static List<Object> readList(Schema schema, JsonNode json) {
    List<Object> list = new ArrayList<>();
    json.forEach(element -> list.add(read(schema.valueSchema(), element)));
    return list;
  }

  private static Map<Object, Object> readMap(Schema schema, JsonNode json) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i + 1 < json.size(); i += 2) {
      map.put(read(schema.keySchema(), json.get(i)), read(schema.valueSchema(), json.get(i + 1)));
    }
    return map;
  }

  private static Struct readStruct(Schema schema, JsonNode json) {
    Struct struct = new Struct(schema);
    int i = 0;
    for (Field field : schema.fields()) {
      struct.put(field, read(field.schema(), json.path(i++)));
    }
    return struct;
  }
}
