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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Encodes any value as one path component, and decodes it.
 *
 * <p>Bytes of UTF-8 outside {@code A-Z a-z 0-9 - . _ ~} are percent-encoded as in RFC 3986, and so
 * is a {@code .} or {@code _} at the beginning, because readers hide such paths. Null and the empty
 * text become {@code %null} and {@code %empty}, which no value can produce. Different values have
 * different components, even if they contain half of a surrogate pair. All methods are safe for any
 * thread.
 */
public final class PathEscape {

  /** The encoding of null. */
  public static final String NULL = "%null";

  /** The encoding of the empty text. */
  public static final String EMPTY = "%empty";

  /** The longest component that file systems and stores accept, in bytes. */
  public static final int MAX_COMPONENT_BYTES = 255;

  /** Separates the prefix and the hash of a component that was cut. */
  static final String CUT = "%~";

  private static final int HASH_BYTES = 16;

  /** The bytes of {@link #CUT} and the hash: the shortest length of a cut component. */
  static final int MIN_CUT_BYTES = CUT.length() + 2 * HASH_BYTES;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PathEscape() {}

  /**
   * Encodes a value as one path component of at most {@value #MAX_COMPONENT_BYTES} bytes. A longer
   * one is cut to a prefix and a hash of 128 bits, and cannot be decoded.
   *
   * @param value may be null
   */
  public static String component(String value) {
    return fit(encode(value), MAX_COMPONENT_BYTES);
  }

  /**
   * Decodes the result of {@link #component}; null for {@link #NULL}.
   *
   * @throws IllegalArgumentException if the component was cut, or is not the encoding of a text
   */
  public static String decode(String component) {
    byte[] bytes = decodeBytes(component);
    return bytes == null ? null : text(bytes);
  }

  /** Percent-encodes a text of any length. */
  static String encode(String value) {
    if (value == null) {
      return NULL;
    }
    if (isPlain(value)) {
      return value;
    }
    return encode(bytes(value));
  }

  /** Percent-encodes any number of bytes as if they were UTF-8. */
  static String encode(byte[] value) {
    return encode(value, '-');
  }

  /** Percent-encodes the text of a time, except equals signs, which are from the user's pattern. */
  static String encodeTime(String text) {
    return encode(bytes(text), '=');
  }

  private static String encode(byte[] value, char alsoSafe) {
    if (value.length == 0) {
      return EMPTY;
    }
    StringBuilder encoded = new StringBuilder(value.length + 16);
    for (int i = 0; i < value.length; i++) {
      char c = (char) (value[i] & 0xff);
      if (isSafe(c) && (i > 0 || !isHiding(c)) || c == alsoSafe) {
        encoded.append(c);
      } else {
        HEX.toHexDigits(encoded.append('%'), value[i]);
      }
    }
    return encoded.toString();
  }

  /** Whether a character is not encoded, except at the beginning of a value. */
  static boolean isSafe(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  /** Whether readers hide a path whose component begins with this character. */
  static boolean isHiding(char c) {
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

  /**
   * The text itself or, if it is too long, a prefix of whole characters and a hash of the whole
   * text.
   *
   * @param maxBytes at least {@link #MIN_CUT_BYTES}
   */
  static String fit(String encoded, int maxBytes) {
    if (utf8Length(encoded) <= maxBytes) {
      return encoded;
    }
    String hash =
        HexFormat.of()
            .formatHex(Arrays.copyOf(sha256(encoded.getBytes(StandardCharsets.UTF_8)), HASH_BYTES));
    return prefix(encoded, maxBytes - MIN_CUT_BYTES) + CUT + hash;
  }

  /** The bytes of a text without unpaired surrogates in UTF-8. */
  static int utf8Length(String text) {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }

  private static String prefix(String encoded, int maxBytes) {
    int end = 0;
    int bytes = 0;
    while (end < encoded.length()) {
      int next = characterEnd(encoded, end);
      bytes += utf8Length(encoded.substring(end, next));
      if (bytes > maxBytes) {
        break;
      }
      end = next;
    }
    return encoded.substring(0, end);
  }

  /** The end of the character that begins at an index, including all its encoded bytes. */
  private static int characterEnd(String encoded, int start) {
    if (encoded.charAt(start) != '%') {
      return start + Character.charCount(encoded.codePointAt(start));
    }
    int lead = hexByte(encoded, start);
    if (lead < 0) {
      return start + 1;
    }
    int end = start + 3;
    int continuations = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
    while (continuations-- > 0 && (hexByte(encoded, end) & 0xffff_ffc0) == 0x80) {
      end += 3;
    }
    return end;
  }

  /** The byte encoded by {@code %XX} at an index, or -1. */
  private static int hexByte(String encoded, int index) {
    if (index + 3 > encoded.length() || encoded.charAt(index) != '%') {
      return -1;
    }
    char high = encoded.charAt(index + 1);
    char low = encoded.charAt(index + 2);
    return isUpperHex(high) && isUpperHex(low)
        ? HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low)
        : -1;
  }

  private static boolean isUpperHex(char c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'F';
  }

  private static byte[] decodeBytes(String component) {
    if (component.equals(NULL)) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(component.length());
    int i = component.equals(EMPTY) ? component.length() : 0;
    while (i < component.length()) {
      char c = component.charAt(i);
      int encoded = hexByte(component, i);
      if (encoded >= 0) {
        bytes.write(encoded);
        i += 3;
      } else if (isSafe(c)) {
        bytes.write(c);
        i++;
      } else {
        throw new IllegalArgumentException(component + " is not an encoded value, or was cut");
      }
    }
    byte[] value = bytes.toByteArray();
    if (!encode(value).equals(component)) {
      throw new IllegalArgumentException(component + " is not an encoded value");
    }
    return value;
  }

  /**
   * UTF-8, except that unpaired surrogates become three bytes each, which no valid UTF-8 contains.
   */
  private static byte[] bytes(String value) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(value.length(), 3));
    int i = 0;
    while (i < value.length()) {
      int c = value.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x80) {
        bytes.put((byte) c);
      } else if (c < 0x800) {
        bytes.put((byte) (0xc0 | c >> 6)).put(continuation(c));
      } else if (c < 0x10000) {
        bytes.put((byte) (0xe0 | c >> 12)).put(continuation(c >> 6)).put(continuation(c));
      } else {
        bytes.put((byte) (0xf0 | c >> 18)).put(continuation(c >> 12));
        bytes.put(continuation(c >> 6)).put(continuation(c));
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | bits & 0x3f);
  }

  private static String text(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    int start = 0;
    for (int i = 0; i + 2 < bytes.length; i++) {
      if (bytes[i] == (byte) 0xed && (bytes[i + 1] & 0xe0) == 0xa0) {
        text.append(utf8(bytes, start, i));
        text.append((char) (0xd000 | (bytes[i + 1] & 0x3f) << 6 | bytes[i + 2] & 0x3f));
        i += 2;
        start = i + 1;
      }
    }
    return text.append(utf8(bytes, start, bytes.length)).toString();
  }

  private static String utf8(byte[] bytes, int start, int end) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, start, end - start))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("The component encodes bytes that are not text", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }
}
