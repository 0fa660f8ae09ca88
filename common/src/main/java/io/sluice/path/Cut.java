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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Cuts encoded texts that are longer than a path component may be. */
final class Cut {

  /** Separates the prefix and the hash of a component that was cut. */
  static final String MARK = "%~";

  private static final int HASH_BYTES = 16;

  /** The bytes of {@link #MARK} and the hash: the shortest length of a cut component. */
  static final int MIN_BYTES = MARK.length() + 2 * HASH_BYTES;

  private Cut() {}

  /**
   * The text itself or, if it is too long, a prefix of whole characters and a hash of the whole
   * text.
   *
   * @param maxBytes at least {@link #MIN_BYTES}
   */
  static String fit(String encoded, int maxBytes) {
    if (utf8Length(encoded) <= maxBytes) {
      return encoded;
    }
    String hash =
        HexFormat.of()
            .formatHex(Arrays.copyOf(sha256(encoded.getBytes(StandardCharsets.UTF_8)), HASH_BYTES));
    return prefix(encoded, maxBytes - MIN_BYTES) + MARK + hash;
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
    int lead = PathEscape.encodedByte(encoded, start);
    if (lead < 0) {
      return start + Character.charCount(encoded.codePointAt(start));
    }
    int end = start + 3;
    int continuations = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
    while (continuations-- > 0 && (PathEscape.encodedByte(encoded, end) & 0xffff_ffc0) == 0x80) {
      end += 3;
    }
    return end;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }
}
