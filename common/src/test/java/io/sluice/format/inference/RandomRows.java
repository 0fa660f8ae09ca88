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

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** Random values without a schema, to all of which one schema can be given. */
final class RandomRows {
  private static final long EXACT = 1L << 53;

  private final Random random;
  private final Supplier<Object> shape;

  RandomRows(long seed) {
    this.random = new Random(seed);
    this.shape = object(4);
  }

  /**
   * A value of this seed's shape, in which fields may be missing or null and numbers have any
   * class.
   */
  Object next() {
    return shape.get();
  }

  private Supplier<Object> shape(int depth) {
    return switch (random.nextInt(depth > 0 ? 10 : 8)) {
      case 0 -> () -> random.nextBoolean();
      case 1 -> this::integer;
      case 2 -> random::nextLong;
      case 3 -> random::nextGaussian;
      // Integers and fractions, which have only double in common.
      case 4 -> () -> random.nextBoolean() ? integer() : (Object) random.nextGaussian();
      case 5 -> this::text;
      case 6 -> this::bytes;
      case 7 -> () -> new Date(random.nextLong() >> 20);
      case 8 -> list(depth - 1);
      default -> object(depth - 1);
    };
  }

  private Object integer() {
    long number = random.nextLong() % (EXACT + 1);
    return switch (random.nextInt(4)) {
      case 0 -> (byte) number;
      case 1 -> (short) number;
      case 2 -> (int) number;
      default -> number;
    };
  }

  private String text() {
    int[] codePoints = random.ints(random.nextInt(6), 1, 0xD800).toArray();
    return new String(codePoints, 0, codePoints.length) + (random.nextBoolean() ? "😀" : "");
  }

  private Object bytes() {
    byte[] bytes = new byte[random.nextInt(5)];
    random.nextBytes(bytes);
    return random.nextBoolean() ? bytes : ByteBuffer.wrap(bytes);
  }

  private Supplier<Object> list(int depth) {
    Supplier<Object> element = shape(depth);
    return () -> {
      List<Object> list = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        list.add(random.nextInt(5) == 0 ? null : element.get());
      }
      return list;
    };
  }

  private Supplier<Object> object(int depth) {
    Map<String, Supplier<Object>> fields = new HashMap<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      fields.put(random.nextInt(20) + "/ü", shape(depth));
    }
    return () -> {
      Map<String, Object> object = new LinkedHashMap<>();
      fields.forEach(
          (name, value) -> {
            switch (random.nextInt(4)) {
              case 0 -> object.put(name, null);
              case 1 -> {}
              default -> object.put(name, value.get());
            }
          });
      return object;
    };
  }

  /** A form that is equal for equal values, whatever their classes are. */
  static Object normal(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> fields = new TreeMap<>();
      map.forEach((name, each) -> putPresent(fields, (String) name, each));
      return fields;
    }
    if (value instanceof Struct struct) {
      Map<String, Object> fields = new TreeMap<>();
      for (Field field : struct.schema().fields()) {
        putPresent(fields, field.name(), struct.get(field));
      }
      return fields;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(each -> each == null ? "null" : normal(each)).toList();
    }
    if (value instanceof ByteBuffer bytes) {
      return normal(bytes.array());
    }
    if (value instanceof byte[] bytes) {
      return "bytes " + HexFormat.of().formatHex(bytes);
    }
    return value instanceof Number number
        ? new BigDecimal(number.toString()).stripTrailingZeros()
        : value;
  }

  private static void putPresent(Map<String, Object> fields, String name, Object value) {
    if (!isBlank(value)) {
      fields.put(name, normal(value));
    }
  }

  /** Whether a value may be absent from files, because it contains nothing. */
  private static boolean isBlank(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.values().stream().allMatch(RandomRows::isBlank);
    }
    if (value instanceof Struct struct) {
      return struct.schema().fields().stream().map(struct::get).allMatch(RandomRows::isBlank);
    }
    return value == null
        || value instanceof List<?> list && list.stream().allMatch(RandomRows::isBlank);
  }
}
