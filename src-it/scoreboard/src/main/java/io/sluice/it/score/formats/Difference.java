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

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds where two values in normal form differ, for people. */
final class Difference {
  private static final int MOST_CHARACTERS = 120;

  private Difference() {}

  /** The first difference as a path and two values; empty if there is none. */
  static Optional<String> between(Object expected, Object found) {
    return Objects.equals(expected, found)
        ? Optional.empty()
        : Optional.of(describe("", expected, found));
  }

  private static String describe(String path, Object expected, Object found) {
    if (expected instanceof Map<?, ?> left
        && found instanceof Map<?, ?> right
        && left.keySet().equals(right.keySet())) {
      for (Object key : left.keySet()) {
        if (!Objects.equals(left.get(key), right.get(key))) {
          return describe(path + "/" + plain(key), left.get(key), right.get(key));
        }
      }
    }
    if (expected instanceof List<?> left
        && found instanceof List<?> right
        && left.size() == right.size()) {
      for (int i = 0; i < left.size(); i++) {
        if (!Objects.equals(left.get(i), right.get(i))) {
          return describe(path + "/" + i, left.get(i), right.get(i));
        }
      }
    }
    return " at '" + path + "': " + text(found) + " instead of " + text(expected);
  }

  /** Printable, with the type, for 1 and 1.0 look alike in logs. */
  private static String text(Object value) {
    return value == null ? "null" : value.getClass().getSimpleName() + '(' + plain(value) + ')';
  }

  private static String plain(Object value) {
    String text =
        value instanceof ByteBuffer bytes
            ? HexFormat.of().formatHex(bytes.array(), bytes.arrayOffset(), bytes.limit())
            : String.valueOf(value);
    StringBuilder printable = new StringBuilder();
    text.chars()
        .limit(MOST_CHARACTERS)
        .forEach(c -> printable.append(c < ' ' || c > '~' ? escape(c) : Character.toString(c)));
    return text.length() > MOST_CHARACTERS ? printable + "..." : printable.toString();
  }

  private static String escape(int c) {
    return String.format(Locale.ROOT, "\\u%04x", c);
  }
}
