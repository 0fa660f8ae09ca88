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
package io.sluice.format.inference;

import io.sluice.format.schema.SchemaJson;
import io.sluice.format.value.Misfit;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** The size of a value without a schema. Measuring also rejects what no file can contain. */
public final class RowSize {
  private static final long NUMBER_BYTES = 8;
  private static final long LENGTH_BYTES = 4;

  /** Heap of an object's header and its place in a map or list. */
  private static final long OVERHEAD_BYTES = 64;

  private long encoded;
  private long values;

  private RowSize() {}

  /**
   * Measures a value.
   *
   * @throws Misfit if the value is nested too deeply, or contains a key that is not a text, half of
   *     a surrogate pair, or a class for which no type is inferred
   */
  public static RowSize of(Object value) {
    RowSize size = new RowSize();
    size.add(value, 0);
    return size;
  }

  /** Approximate bytes in a file, without the names of fields. */
  public long encoded() {
    return encoded;
  }

  /** Approximate bytes of heap. */
  public long heap() {
    return encoded + values * OVERHEAD_BYTES;
  }

  /** Whether a value contains other values. */
  static boolean hasParts(Object value) {
    return value instanceof Map || value instanceof List || value instanceof Struct;
  }

  private void add(Object value, int depth) {
    if (depth > SchemaJson.MAX_DEPTH) {
      throw new Misfit(
          "values are nested deeper than " + SchemaJson.MAX_DEPTH + " levels; use format=json");
    }
    values++;
    if (value instanceof Map<?, ?> map) {
      addFields(map, depth);
    } else if (value instanceof List<?> list) {
      addElements(list, depth);
    } else if (value instanceof Struct struct) {
      addDeclared(struct);
    } else {
      encoded += scalar(value);
    }
  }

  private void addFields(Map<?, ?> map, int depth) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name)) {
        throw new Misfit("a key is not a text; use a converter that adds schemas");
      }
      try {
        if (name.isEmpty()) {
          throw new Misfit("a field has no name; use format=json");
        }
        utf8Length(name);
        add(entry.getValue(), depth + 1);
      } catch (Misfit e) {
        throw e.in(name);
      }
    }
  }

  private void addElements(List<?> list, int depth) {
    encoded += LENGTH_BYTES;
    int index = 0;
    for (Object each : list) {
      try {
        add(each, depth + 1);
      } catch (Misfit e) {
        throw e.in(String.valueOf(index));
      }
      index++;
    }
  }

  private static long scalar(Object value) {
    if (value instanceof String text) {
      return LENGTH_BYTES + utf8Length(text);
    }
    if (value instanceof byte[] bytes) {
      return LENGTH_BYTES + bytes.length;
    }
    if (value instanceof ByteBuffer bytes) {
      return LENGTH_BYTES + bytes.remaining();
    }
    if (value == null || value instanceof Boolean) {
      return 1;
    }
    if (value instanceof Number || value instanceof Date) {
      ScalarType.of(value);
      return NUMBER_BYTES;
    }
    throw ScalarType.unsupported(value);
  }

  /**
   * The length of a text in UTF-8.
   *
   * @throws Misfit if it contains half of a surrogate pair
   */
  private static long utf8Length(String text) {
    int length = text.length();
    long bytes = length;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes++;
        if (c >= 0x800) {
          bytes++;
          if (Character.isSurrogate(c)) {
            if (!Character.isHighSurrogate(c)
                || i + 1 == length
                || !Character.isLowSurrogate(text.charAt(i + 1))) {
              throw new Misfit(
                  "the text contains half of a surrogate pair at index "
                      + i
                      + " and cannot be written as UTF-8; the producer has cut it");
            }
            // The pair has four bytes.
            i++;
          }
        }
      }
    }
    return bytes;
  }

  /** Adds a struct, which its encoder checks. */
  private void addDeclared(Object value) {
    values++;
    if (value instanceof Struct struct) {
      for (Field field : struct.schema().fields()) {
        addDeclared(struct.getWithoutDefault(field.name()));
      }
    } else if (value instanceof List<?> list) {
      list.forEach(this::addDeclared);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, each) -> {
            addDeclared(key);
            addDeclared(each);
          });
    } else if (value instanceof String text) {
      encoded += LENGTH_BYTES + text.length();
    } else if (value instanceof byte[] bytes) {
      encoded += LENGTH_BYTES + bytes.length;
    } else if (value instanceof ByteBuffer bytes) {
      encoded += LENGTH_BYTES + bytes.remaining();
    } else if (value instanceof BigDecimal decimal) {
      encoded += LENGTH_BYTES + decimal.unscaledValue().bitLength() / Byte.SIZE;
    } else {
      encoded += NUMBER_BYTES;
    }
  }
}
