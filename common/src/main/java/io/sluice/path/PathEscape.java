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
package io.sluice.path;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Encodes any value as one path component, and decodes it.
 *
 * <p>ASCII characters outside {@code A-Z a-z 0-9 - . _ ~} become {@code %XX}, and so does a {@code
 * .} or {@code _} at the beginning, because readers hide such paths. All other characters are not
 * encoded: Hive and Spark decode each {@code %XX} as one character, and a reader that decodes UTF-8
 * finds the same value. Null and the empty text become {@code %null} and {@code %empty}, which no
 * value can produce. Different values have different components, even if they contain half of a
 * surrogate pair, which becomes {@code %uXXXX}: DuckDB refuses all paths if one of them has a
 * {@code %XX} that is not part of valid UTF-8. All methods are safe for any thread.
 */
public final class PathEscape {

  /** The encoding of null. */
  public static final String NULL = "%null";

  /** The encoding of null in a level {@code name=}, as Hive and Spark read it. */
  static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";

  /** The encoding of the empty text. */
  public static final String EMPTY = "%empty";

  private static final String HALF = "%u";
  private static final String BYTE = "%x";

  /** The longest component that file systems and stores accept, in bytes. */
  public static final int MAX_COMPONENT_BYTES = 255;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PathEscape() {}

  /**
   * Encodes a value as one path component of at most {@value #MAX_COMPONENT_BYTES} bytes. A longer
   * one is cut to a prefix and a hash of 128 bits, and cannot be decoded.
   *
   * @param value may be null
   */
  public static String component(String value) {
    return Cut.fit(encode(value), MAX_COMPONENT_BYTES);
  }

  /**
   * Encodes an identifier as one ASCII component: each byte of UTF-8 that is not safe becomes
   * {@code %XX}. A ledger is found by this name, so it is the same in all releases.
   */
  public static String identifier(String value) {
    if (value.isEmpty() || isPlain(value)) {
      return component(value);
    }
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      if (isSafe(c) && (i > 0 || !isHiding(c))) {
        encoded.append((char) c);
      } else {
        appendBytes(c, encoded);
      }
      i += Character.charCount(c);
    }
    return Cut.fit(encoded.toString(), MAX_COMPONENT_BYTES);
  }

  /**
   * Decodes the result of {@link #component}; null for {@link #NULL} and {@link #HIVE_NULL}.
   *
   * @throws IllegalArgumentException if the component was cut, or is not the encoding of a text
   */
  public static String decode(String component) {
    if (component.equals(NULL) || component.equals(HIVE_NULL)) {
      return null;
    }
    StringBuilder text = new StringBuilder(component.length());
    int i = component.equals(EMPTY) ? component.length() : 0;
    while (i < component.length()) {
      char c = component.charAt(i);
      int encoded = encodedByte(component, i);
      if (component.startsWith(HALF, i)) {
        text.append(half(component, i + HALF.length()));
        i += HALF.length() + 4;
      } else if (encoded >= 0) {
        text.append((char) encoded);
        i += 3;
      } else if (isSafe(c) || c >= 0x80) {
        text.append(c);
        i++;
      } else if (component.startsWith(BYTE, i)) {
        throw new IllegalArgumentException(component + " encodes bytes that are not text");
      } else {
        throw new IllegalArgumentException(component + " is not an encoded value, or was cut");
      }
    }
    String value = text.toString();
    if (!encode(value).equals(component)) {
      throw new IllegalArgumentException(component + " is not an encoded value");
    }
    return value;
  }

  private static char half(String component, int index) {
    int high = hexByte(component, index);
    int low = hexByte(component, index + 2);
    if (high < 0 || low < 0) {
      throw new IllegalArgumentException(component + " is not an encoded value");
    }
    return (char) (high << 8 | low);
  }

  /** Encodes a text of any length. */
  static String encode(String value) {
    if (value == null) {
      return NULL;
    }
    return isPlain(value) ? value : encode(value, '-');
  }

  /**
   * Encodes any number of bytes as the text that they are in UTF-8. Bytes that are no text become
   * {@code %xXX}, which the encoding of a text does not contain.
   */
  static String encode(byte[] value) {
    StringBuilder encoded = new StringBuilder(value.length + 16);
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(value);
    CharBuffer text = CharBuffer.allocate(value.length);
    CoderResult result = utf8.decode(bytes, text, true);
    append(text.flip(), '-', encoded);
    while (result.isMalformed()) {
      for (int i = 0; i < result.length(); i++) {
        HEX.toHexDigits(encoded.append(BYTE), bytes.get());
      }
      result = utf8.reset().decode(bytes, text.clear(), true);
      append(text.flip(), '-', encoded);
    }
    return encoded.isEmpty() ? EMPTY : encoded.toString();
  }

  /** Encodes the text of a time, except equals signs, which are from the user's pattern. */
  static String encodeTime(String text) {
    return encode(text, '=');
  }

  private static String encode(String value, char alsoSafe) {
    if (value.isEmpty()) {
      return EMPTY;
    }
    StringBuilder encoded = new StringBuilder(value.length() + 16);
    append(value, alsoSafe, encoded);
    return encoded.toString();
  }

  private static void append(CharSequence value, char alsoSafe, StringBuilder encoded) {
    for (int i = 0; i < value.length(); ) {
      int c = Character.codePointAt(value, i);
      boolean hides = encoded.isEmpty() && isHiding(c);
      if (isSafe(c) && !hides
          || c == alsoSafe
          || c >= 0x80 && Character.getType(c) != Character.SURROGATE) {
        encoded.appendCodePoint(c);
      } else if (c < 0x80) {
        appendByte(c, encoded);
      } else {
        encoded.append(HALF).append(HEX.toHexDigits((char) c));
      }
      i += Character.charCount(c);
    }
  }

  /**
   * Appends the bytes of a character in UTF-8. Half of a surrogate pair has three bytes, which no
   * valid UTF-8 contains.
   */
  private static void appendBytes(int c, StringBuilder encoded) {
    if (c < 0x80) {
      appendByte(c, encoded);
    } else if (c < 0x800) {
      appendByte(0xc0 | c >> 6, encoded);
      appendByte(0x80 | c & 0x3f, encoded);
    } else {
      if (c < 0x10000) {
        appendByte(0xe0 | c >> 12, encoded);
      } else {
        appendByte(0xf0 | c >> 18, encoded);
        appendByte(0x80 | c >> 12 & 0x3f, encoded);
      }
      appendByte(0x80 | c >> 6 & 0x3f, encoded);
      appendByte(0x80 | c & 0x3f, encoded);
    }
  }

  private static void appendByte(int value, StringBuilder encoded) {
    HEX.toHexDigits(encoded.append('%'), (byte) value);
  }

  /** Whether a character is not encoded, except at the beginning of a value. */
  static boolean isSafe(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  /** Whether readers hide a path whose component begins with this character. */
  static boolean isHiding(int c) {
    return c == '.' || c == '_';
  }

  private static boolean isPlain(String value) {
    if (value.isEmpty() || isHiding(value.charAt(0))) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (!isSafe(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The byte encoded by {@code %XX} at an index, or -1. */
  static int encodedByte(String encoded, int index) {
    return encoded.startsWith("%", index) ? hexByte(encoded, index + 1) : -1;
  }

  /** The byte of the two hexadecimal digits at an index, or -1. */
  private static int hexByte(String encoded, int index) {
    if (index + 2 > encoded.length()) {
      return -1;
    }
    char high = encoded.charAt(index);
    char low = encoded.charAt(index + 1);
    return isUpperHex(high) && isUpperHex(low)
        ? HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low)
        : -1;
  }

  private static boolean isUpperHex(char c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'F';
  }
}
