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
package io.sluice.format.avro;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names that Avro's specification permits: letters and digits of ASCII and underscores, not
 * beginning with a digit.
 *
 * <p>Any other char becomes {@code _xHHHH_}, its code in four upper-case hexadecimal digits. An
 * underscore that looks like the beginning of such a code is escaped too, so that different names
 * stay different and can be decoded. Other names that Avro permits do not change.
 */
final class AvroNames {
  private static final String HEX = "0123456789ABCDEF";
  private static final int CODE_DIGITS = 4;

  /** Types without a namespace must not have these names. */
  private static final Set<String> PRIMITIVES =
      Set.of("null", "boolean", "int", "long", "float", "double", "bytes", "string");

  private AvroNames() {}

  /** A field's name, or one part of a full name; empty only if the text is empty. */
  static String part(String text) {
    StringBuilder name = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean stays = allowed(c, i) && !(c == '_' && looksLikeCode(text, i));
      if (!stays && name == null) {
        name = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (name != null) {
        if (stays) {
          name.append(c);
        } else {
          appendCode(name, c);
        }
      }
    }
    return name == null ? text : name.toString();
  }

  /**
   * A full name, whose parts are separated by dots. If a part would be empty, the dots are escaped
   * instead.
   */
  static String full(String text) {
    boolean separates =
        !text.isEmpty() && !text.startsWith(".") && !text.endsWith(".") && !text.contains("..");
    String name =
        separates
            ? Arrays.stream(text.split("\\.")).map(AvroNames::part).collect(Collectors.joining("."))
            : part(text);
    if (name.isEmpty()) {
      return "_";
    }
    if (PRIMITIVES.contains(name)) {
      StringBuilder escaped = new StringBuilder();
      appendCode(escaped, name.charAt(0));
      return escaped.append(name, 1, name.length()).toString();
    }
    return name;
  }

  private static boolean allowed(char c, int index) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '_'
        || c >= '0' && c <= '9' && index > 0;
  }

  /** Whether the underscore would begin a code once the text is escaped. */
  private static boolean looksLikeCode(String text, int underscore) {
    int end = underscore + 2 + CODE_DIGITS;
    if (end >= text.length() || text.charAt(underscore + 1) != 'x') {
      return false;
    }
    for (int i = underscore + 2; i < end; i++) {
      if (HEX.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    // The escape of a char that is not permitted begins with an underscore, too.
    return text.charAt(end) == '_' || !allowed(text.charAt(end), end);
  }

  private static void appendCode(StringBuilder name, char c) {
    name.append("_x");
    for (int shift = 4 * (CODE_DIGITS - 1); shift >= 0; shift -= 4) {
      name.append(HEX.charAt(c >> shift & 0xF));
    }
    name.append('_');
  }
}
