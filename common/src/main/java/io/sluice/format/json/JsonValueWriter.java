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
import io.sluice.config.JsonDecimal;
import io.sluice.format.encode.StructFields;
import io.sluice.format.type.IsoTimes;
import io.sluice.format.type.ScaledDecimals;
import io.sluice.format.value.Misfit;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
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
  private final JsonTypes types;
  private final JsonDecimal decimals;

  JsonValueWriter(JsonGenerator generator, JsonTypes types, JsonDecimal decimals) {
    this.generator = generator;
    this.types = types;
    this.decimals = decimals;
  }

  void write(JsonType type, Object value) throws IOException {
    write(type, value, 0);
  }

  /** The place of the value that is being written, as a JSON pointer. */
  String location() {
    return Location.begun(generator.getOutputContext());
  }

  private void write(JsonType type, Object value, int depth) throws IOException {
    if (value == null) {
      generator.writeNull();
    } else if (type.time() != null && type.time().valueClass().isInstance(value)) {
      writeTime(type.time(), value);
    } else if (value instanceof String text) {
      writeText(text);
    } else if (value instanceof Number number) {
      writeNumber(type.schema(), number);
    } else if (value instanceof Boolean flag) {
      generator.writeBoolean(flag);
    } else if (value instanceof Struct struct) {
      writeStruct(type, struct, deeper(depth));
    } else if (value instanceof Map<?, ?> map) {
      writeMap(type, map, deeper(depth));
    } else if (value instanceof List<?> list) {
      writeList(type, list, deeper(depth));
    } else if (value instanceof byte[] bytes) {
      generator.writeBinary(bytes);
    } else if (value instanceof ByteBuffer bytes) {
      writeBytes(bytes);
    } else if (value instanceof Date date) {
      generator.writeString(IsoTimes.text(date));
    } else {
      throw refused("a value of " + value.getClass().getName() + " is not one of Connect's types");
    }
  }

  private void writeText(String text) throws IOException {
    checkPairs(text);
    generator.writeString(text);
  }

  private void writeTime(JsonTimes times, Object value) throws IOException {
    try {
      if (times.texts() == null) {
        generator.writeNumber(times.numbers().applyAsLong(value));
      } else {
        generator.writeString(times.texts().apply(value));
      }
    } catch (Misfit e) {
      throw refused(e.getMessage());
    }
  }

  private void writeStruct(JsonType type, Struct struct, int depth) throws IOException {
    if (type.scaled() && decimals != JsonDecimal.BASE64) {
      writeScaled(struct);
      return;
    }
    JsonStruct layout = type.struct();
    if (layout == null || !layout.fields().fit(struct)) {
      layout = types.ofPart(struct.schema()).struct();
    }
    generator.writeStartObject();
    for (int i = 0; i < layout.fields().count(); i++) {
      generator.writeFieldName(layout.names().get(i));
      write(layout.types().get(i), fieldValue(layout.fields(), struct, i), depth);
    }
    generator.writeEndObject();
  }

  private void writeScaled(Struct struct) throws IOException {
    try {
      writeDecimal(null, ScaledDecimals.number(struct));
    } catch (Misfit e) {
      throw refused(e.getMessage());
    }
  }

  private Object fieldValue(StructFields fields, Struct struct, int index) {
    Object value = fields.value(struct, index);
    if (value == null && !fields.field(index).schema().isOptional()) {
      throw refused("a required field has neither a value nor a default");
    }
    return value;
  }

  private void writeMap(JsonType type, Map<?, ?> map, int depth) throws IOException {
    JsonType values = ofParts(type, Schema.Type.MAP);
    Class<?> keyType = null;
    // A map without a schema represents a struct, and its keys are names of fields.
    boolean entries = isOf(type, Schema.Type.MAP);
    Map<String, String> names = entries ? null : types.names().of(map, depth == 1);
    generator.writeStartObject(entries ? Location.ENTRIES : null);
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = entry.getKey();
      if (key instanceof String field) {
        String name = names == null ? field : names.get(field);
        if (name == null) {
          continue;
        }
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
      write(values, entry.getValue(), depth);
    }
    generator.writeEndObject();
  }

  private void writeList(JsonType type, List<?> list, int depth) throws IOException {
    JsonType elements = ofParts(type, Schema.Type.ARRAY);
    generator.writeStartArray();
    for (Object element : list) {
      write(elements, element, depth);
    }
    generator.writeEndArray();
  }

  /** The type of elements or values, as far as the schema is of the value's type. */
  private JsonType ofParts(JsonType type, Schema.Type expected) {
    if (!isOf(type, expected)) {
      return JsonType.ANY;
    }
    return type.part() == null ? types.ofPart(type.schema().valueSchema()) : type.part();
  }

  private static boolean isOf(JsonType type, Schema.Type expected) {
    return type.schema() != null && type.schema().type() == expected;
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
