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
package io.sluice.config;

import java.util.Locale;

/** The unit of a number in the configuration. */
public enum Unit {
  NONE,
  BYTES(new long[] {1L << 30, 1L << 20, 1L << 10}, "GiB", "MiB", "KiB"),
  MILLISECONDS(new long[] {86_400_000, 3_600_000, 60_000, 1000}, "day", "hour", "minute", "second"),
  RECORDS,
  ROWS,
  FILES,
  THREADS,
  REPLICAS;

  private final long[] multiples;
  private final String[] names;

  Unit() {
    this(new long[0]);
  }

  /** Takes the larger units of the same quantity, largest first, and their names. */
  Unit(long[] multiples, String... names) {
    this.multiples = multiples;
    this.names = names;
  }

  /** The plural, such as {@code bytes}; empty for {@link #NONE}. */
  String label() {
    return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
  }

  /** Follows other sentences: {@code Unit: bytes.} after a space; empty for {@link #NONE}. */
  String sentence() {
    return this == NONE ? "" : " Unit: " + label() + ".";
  }

  /**
   * A number in the largest unit in which it is whole, such as {@code 120 MiB} or {@code 1 hour};
   * empty if there is none but this one.
   */
  String readable(long number) {
    for (int i = 0; i < multiples.length; i++) {
      if (number > 0 && number % multiples[i] == 0) {
        long count = number / multiples[i];
        return count + " " + names[i] + (this == MILLISECONDS && count != 1 ? "s" : "");
      }
    }
    return "";
  }

  /** A number for a message: {@code 120 MiB (125829120)}, or {@code 500} if nothing is larger. */
  String format(long number) {
    String readable = readable(number);
    return readable.isEmpty() ? Long.toString(number) : readable + " (" + number + ")";
  }
}
