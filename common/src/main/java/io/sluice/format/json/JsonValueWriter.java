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
package io.sluice.format.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import io.sluice.config.JsonDecimal;
import io.sluice.format.encode.IsoDates;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** Writes a value to a generator without intermediate objects. */
final class JsonValueWriter {
  // Enough for data, and safe for the stack of any thread.
  private static final int MAX_DEPTH = 200;
  // With a larger scale, plain notation would be mostly zeros.
  private static final int MAX_PLAIN_SCALE = 100;

  private final JsonGenerator generator;
  private final FieldNames fieldNames;
  private final JsonDecimal decimals;

  JsonValueWriter(JsonGenerator generator, FieldNames fieldNames, JsonDecimal decimals) {
    this.generator = generator;
    this.fieldNames = fieldNames;
    this.decimals = decimals;
  }

  /**
   * @param schema null if the value has none; it is needed only to distinguish dates, times and
   *     timestamps
   */
  void write(Schema schema, Object value) throws IOException {
    write(schema, value, 0);
  }

  /** The place of the value that is being written, as a JSON pointer. */
  String location() {
    return Location.begun(generator.getOutputContext());
  }

  private void write(Schema schema, Object value, int depth) throws IOException {
    if (value == null) {
      generator.writeNull();
    } else if (value instanceof String text) {
      checkPairs(text);
      generator.writeString(text);
    } else if (value instanceof Number number) {
      writeNumber(schema, number);
    } else if (value instanceof Boolean flag) {
      generator.writeBoolean(flag);
    } else if (value instanceof Struct struct) {
      writeStruct(struct, deeper(depth));
    } else if (value instanceof Map<?, ?> map) {
      writeMap(schema, map, deeper(depth));
    } else if (value instanceof List<?> list) {
      writeList(schema, list, deeper(depth));
    } else if (value instanceof byte[] bytes) {
      generator.writeBinary(bytes);
    } else if (value instanceof ByteBuffer bytes) {
      writeBytes(bytes);
    } else if (value instanceof Date date) {
      generator.writeString(dateText(schema, date));
    } else {
      throw refused("a value of " + value.getClass().getName() + " is not one of Connect's types");
    }
  }

  private void writeStruct(Struct struct, int depth) throws IOException {
    Schema schema = struct.schema();
    List<Field> fields = schema.fields();
    SerializableString[] names = fieldNames.of(schema);
    generator.writeStartObject();
    for (int i = 0; i < names.length; i++) {
      Field field = fields.get(i);
      generator.writeFieldName(names[i]);
      write(field.schema(), fieldValue(struct, field), depth);
    }
    generator.writeEndObject();
  }

  private Object fieldValue(Struct struct, Field field) {
    Schema schema = field.schema();
    if (schema.isOptional()) {
      // Struct.get would replace a null that was sent by the default.
      return schema.defaultValue() == null
          ? struct.get(field)
          : struct.getWithoutDefault(field.name());
    }
    Object value = struct.get(field);
    if (value == null) {
      throw refused("a required field has neither a value nor a default");
    }
    return value;
  }

  private void writeMap(Schema schema, Map<?, ?> map, int depth) throws IOException {
    Schema valueSchema = schemaOfParts(schema, Schema.Type.MAP);
    Class<?> keyType = null;
    // A map without a schema represents a struct, and its keys are names of fields.
    generator.writeStartObject(valueSchema == null ? null : Location.ENTRIES);
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = entry.getKey();
      if (key instanceof String name) {
        if (brokenPairAt(name) >= 0) {
          throw refusedKey("a map key contains half of a surrogate pair");
        }
        generator.writeFieldName(name);
      } else if (key instanceof Integer
          || key instanceof Long
          || key instanceof Short
          || key instanceof Byte
          || key instanceof Boolean) {
        generator.writeFieldName(key.toString());
      } else {
        throw refusedKey(
            "a map key is "
                + (key == null ? "null" : "of " + key.getClass().getName())
                + ", but a JSON name must be a string, an integer or a boolean");
      }
      if (keyType == null) {
        keyType = key.getClass();
      } else if (keyType != key.getClass()) {
        // The keys "1" and 1 would become the same name.
        throw refusedKey("the keys of a map are of different types");
      }
      write(valueSchema, entry.getValue(), depth);
    }
    generator.writeEndObject();
  }

  private void writeList(Schema schema, List<?> list, int depth) throws IOException {
    Schema elementSchema = schemaOfParts(schema, Schema.Type.ARRAY);
    generator.writeStartArray();
    for (Object element : list) {
      write(elementSchema, element, depth);
    }
    generator.writeEndArray();
  }

  /** The schema, or null if its type is not that of the value. */
  private static Schema schemaOfParts(Schema schema, Schema.Type type) {
    return schema != null && schema.type() == type ? schema.valueSchema() : null;
  }

  private void writeNumber(Schema schema, Number number) throws IOException {
    if (number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte) {
      generator.writeNumber(number.longValue());
    } else if (number instanceof Double value) {
      checkFinite(value);
      generator.writeNumber(value.doubleValue());
    } else if (number instanceof Float value) {
      checkFinite(value);
      generator.writeNumber(value.floatValue());
    } else if (number instanceof BigDecimal decimal) {
      writeDecimal(schema, decimal);
    } else if (number instanceof BigInteger integer) {
      generator.writeNumber(integer);
    } else {
      throw refused("a value of " + number.getClass().getName() + " is not one of Connect's types");
    }
  }

  private void writeDecimal(Schema schema, BigDecimal decimal) throws IOException {
    boolean plain = Math.abs((long) decimal.scale()) <= MAX_PLAIN_SCALE;
    switch (decimals) {
      case NUMBER -> generator.writeNumber(plain ? decimal.toPlainString() : decimal.toString());
      case STRING -> generator.writeString(plain ? decimal.toPlainString() : decimal.toString());
      case BASE64 -> generator.writeBinary(unscaled(schema, decimal));
    }
  }

  private byte[] unscaled(Schema schema, BigDecimal decimal) {
    if (schema == null) {
      throw refused("a Decimal as base64 requires a schema with its scale");
    }
    try {
      return Decimal.fromLogical(schema, decimal);
    } catch (DataException e) {
      throw refused(e.getMessage());
    }
  }

  private void checkFinite(double value) {
    if (!Double.isFinite(value)) {
      throw refused("JSON cannot express " + value);
    }
  }

  private void writeBytes(ByteBuffer bytes) throws IOException {
    if (bytes.hasArray()) {
      int start = bytes.arrayOffset() + bytes.position();
      generator.writeBinary(bytes.array(), start, bytes.remaining());
    } else {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(bytes.position(), copy);
      generator.writeBinary(copy);
    }
  }

  private String dateText(Schema schema, Date date) {
    try {
      return IsoDates.text(schema == null ? null : schema.name(), date);
    } catch (DataException e) {
      throw refused(e.getMessage());
    }
  }

  private int deeper(int depth) {
    if (depth == MAX_DEPTH) {
      throw refused("the value is nested deeper than " + MAX_DEPTH + " levels");
    }
    return depth + 1;
  }

  private void checkPairs(String text) {
    int index = brokenPairAt(text);
    if (index >= 0) {
      throw refused("the string contains half of a surrogate pair at index " + index);
    }
  }

  /** For a broken pair, Jackson would write an escape that makes many readers refuse the file. */
  private static int brokenPairAt(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair = i + 1 < length && Character.isSurrogatePair(c, text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  /** The exception that rejects the value that would be written next. */
  private DataException refused(String reason) {
    return refusedAt(Location.next(generator.getOutputContext()), reason);
  }

  /** The exception that rejects the current map because of a key. */
  private DataException refusedKey(String reason) {
    return refusedAt(Location.begun(generator.getOutputContext().getParent()), reason);
  }

  private static DataException refusedAt(String location, String reason) {
    return new DataException(
        "The value cannot be written as JSON at '" + location + "': " + reason);
  }
}
