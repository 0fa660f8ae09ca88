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
package io.sluice.it.score.formats;

import io.sluice.it.read.MessageRows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;

/** Values of Connect's types, of which every other is an edge case. */
final class RandomValues {
  private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;
  private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
  private static final long COMMON_DAYS = 40_000;

  /**
   * Larger than every buffer and page; rare, since such a value is as large as hundreds of others.
   */
  private static final int HUGE_LENGTH = 200_000;

  private static final int HUGE_EVERY = 20_000;

  private static final String[] TEXTS = {
    "",
    " ",
    "null",
    "NULL",
    "\\N",
    "NaN",
    "true",
    "0",
    "-1.50",
    "1970-01-01",
    "\"",
    "\"\"",
    "'",
    "a,b;c\td",
    "\\",
    "\\\"",
    "{\"a\":[1]}",
    "=1+1",
    " x ",
    "\u0000",
    "\u0001\u001f\u007f",
    "\u0085\u2028\u2029",
    "\ufeffbom",
    "\ufffe\uffff",
    "e\u0301\u202e",
    "\ud83d\udc69\u200d\ud83d\ude80",
    "\udbff\udfff",
  };

  private static final String[] LINE_ENDS = {"\n", "\r", "\r\n", "\n\n", "a\nb", "\"\r\n\""};

  private static final double[] SPECIAL = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  private static final double[] LIMITS = {
    0.0, -0.0, Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, -Double.MAX_VALUE, 0.1, 1e23
  };

  private static final float[] FLOAT_LIMITS = {
    0.0f, -0.0f, Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE, 0.1f, 1e10f
  };

  private final SplittableRandom random;

  RandomValues(long seed, long offset) {
    random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + offset);
  }

  boolean one(int of) {
    return random.nextInt(of) == 0;
  }

  /** Null now and then. */
  <T> T optional(Supplier<T> value) {
    return one(3) ? null : value.get();
  }

  /** Empty now and then. */
  <T> List<T> list(Supplier<T> element) {
    int size = random.nextInt(4);
    List<T> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(element.get());
    }
    return list;
  }

  <K, V> Map<K, V> map(Supplier<K> key, Supplier<V> value) {
    int size = random.nextInt(4);
    Map<K, V> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(key.get(), value.get());
    }
    return map;
  }

  boolean flag() {
    return random.nextBoolean();
  }

  byte int8() {
    return (byte) whole(Byte.SIZE);
  }

  short int16() {
    return (short) whole(Short.SIZE);
  }

  int int32() {
    return (int) whole(Integer.SIZE);
  }

  long int64() {
    return whole(Long.SIZE);
  }

  private long whole(int bits) {
    long most = -1L >>> (Long.SIZE - bits + 1);
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> most;
      case 2 -> -most - 1;
      case 3 -> random.nextInt(-100, 100);
      default -> random.nextLong() >> (Long.SIZE - bits);
    };
  }

  float float32(boolean special) {
    return switch (random.nextInt(4)) {
      case 0 -> special ? (float) SPECIAL[random.nextInt(SPECIAL.length)] : 1.5f;
      case 1 -> FLOAT_LIMITS[random.nextInt(FLOAT_LIMITS.length)];
      case 2 -> (float) random.nextDouble(-1000, 1000);
      default -> finite(Float.intBitsToFloat(random.nextInt()));
    };
  }

  double float64(boolean special) {
    return switch (random.nextInt(4)) {
      case 0 -> special ? SPECIAL[random.nextInt(SPECIAL.length)] : 1.5;
      case 1 -> LIMITS[random.nextInt(LIMITS.length)];
      case 2 -> random.nextDouble(-1000, 1000);
      default -> finite(Double.longBitsToDouble(random.nextLong()));
    };
  }

  private static float finite(float value) {
    return Float.isFinite(value) ? value : -1.25f;
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : -1.25;
  }

  BigDecimal decimal(int precision, int scale) {
    BigInteger bound = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE);
    BigInteger unscaled =
        switch (random.nextInt(5)) {
          case 0 -> BigInteger.ZERO;
          case 1 -> bound;
          case 2 -> BigInteger.valueOf(random.nextInt(100));
          default -> new BigInteger(1, bytes(bound.bitLength() / Byte.SIZE + 1)).mod(bound);
        };
    return new BigDecimal(flag() ? unscaled.negate() : unscaled, scale);
  }

  /** A text of any characters but halves of pairs. */
  String text() {
    return one(8) ? LINE_ENDS[random.nextInt(LINE_ENDS.length)] : line();
  }

  /** A text without line feeds. */
  String line() {
    if (one(HUGE_EVERY)) {
      return characters(HUGE_LENGTH, Character.MAX_CODE_POINT);
    }
    return switch (random.nextInt(6)) {
      case 0, 1 -> TEXTS[random.nextInt(TEXTS.length)];
      case 2 -> characters(random.nextInt(40), Character.MAX_CODE_POINT);
      case 3 -> characters(random.nextInt(40), 0x20);
      case 4 -> characters(random.nextInt(20), 0x800);
      default -> characters(random.nextInt(80), 0x7f);
    };
  }

  private String characters(int count, int bound) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int character = random.nextInt(bound + 1);
      boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
      text.appendCodePoint(half || character == '\n' ? ' ' : character);
    }
    return text.toString();
  }

  /** Short plain texts, many of them alike. */
  String name() {
    return "name-" + random.nextInt(50);
  }

  String oneOf(String... names) {
    return names[random.nextInt(names.length)];
  }

  String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  byte[] bytes() {
    return bytes(one(HUGE_EVERY) ? HUGE_LENGTH : one(4) ? 0 : random.nextInt(60));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Bytes with their length in front. */
  byte[] message() {
    return MessageRows.message(bytes());
  }

  /** A day of the years 1 to 9999. */
  Date day() {
    return new Date(epochDay() * DAY_MILLIS);
  }

  Date timeOfDay() {
    return new Date(
        switch (random.nextInt(4)) {
          case 0 -> 0;
          case 1 -> DAY_MILLIS - 1;
          default -> random.nextLong(DAY_MILLIS);
        });
  }

  Date instant() {
    return new Date(epochDay() * DAY_MILLIS + timeOfDay().getTime());
  }

  /** A timestamp as producers and brokers set it: milliseconds since 1970. */
  long recordTime() {
    return random.nextLong(COMMON_DAYS * DAY_MILLIS);
  }

  private long epochDay() {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> -1;
      case 2 -> random.nextLong(FIRST_DAY, LAST_DAY + 1);
      default -> random.nextLong(-COMMON_DAYS, COMMON_DAYS);
    };
  }
}
