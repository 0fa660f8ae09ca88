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

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;

/** Texts in which white space matters and can be written with escapes. */
final class EscapedText {
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u[0-9a-fA-F]{4}|[nrts\\\\])?");

  private EscapedText() {}

  /** Reads a key whose value {@link #problem} has accepted. */
  static String read(AbstractConfig config, String key) {
    // Connect trims parsed values, and here white space at the ends matters.
    return config.originals().get(key) instanceof String text
        ? unescape(text)
        : unescape(config.getString(key));
  }

  /** Returns what is wrong with a value, or null if nothing is. */
  static String problem(String value) {
    try {
      return StandardCharsets.UTF_8.newEncoder().canEncode(unescape(value))
          ? null
          : "must not contain half of a surrogate pair";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /**
   * Replaces escapes by their characters.
   *
   * @throws IllegalArgumentException if a backslash does not begin an escape
   */
  static String unescape(String text) {
    StringBuilder plain = new StringBuilder();
    Matcher escapes = ESCAPE.matcher(text);
    while (escapes.find()) {
      String escape = escapes.group();
      char replacement =
          switch (escape.length() < 2 ? ' ' : escape.charAt(1)) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 's' -> ' ';
            case '\\' -> '\\';
            case 'u' -> (char) Integer.parseInt(escape.substring(2), 16);
            default ->
                throw new IllegalArgumentException(
                    "has a backslash that is not followed by n, r, t, s, u and four hexadecimal"
                        + " digits, or another backslash; write a backslash as \\\\");
          };
      escapes.appendReplacement(plain, "");
      plain.append(replacement);
    }
    return escapes.appendTail(plain).toString();
  }
}
