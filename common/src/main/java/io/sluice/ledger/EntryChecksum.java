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
package io.sluice.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** The last field of an entry: the CRC32C of its bytes without that field. */
final class EntryChecksum {
  private static final byte[] FIELD = ",\"crc32c\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGITS = 8;
  private static final int LENGTH = FIELD.length + DIGITS + END.length;

  private EntryChecksum() {}

  /** Adds the field to a JSON object. */
  static byte[] add(byte[] json) {
    int body = json.length - 1;
    byte[] all = Arrays.copyOf(json, body + LENGTH);
    System.arraycopy(FIELD, 0, all, body, FIELD.length);
    byte[] digits = of(json, body).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, all, body + FIELD.length, DIGITS);
    System.arraycopy(END, 0, all, all.length - END.length, END.length);
    return all;
  }

  /**
   * Returns whether there is such a field at the end.
   *
   * @throws IllegalArgumentException if its checksum is not that of the bytes
   */
  static boolean verify(byte[] entry) {
    int body = entry.length - LENGTH;
    int digits = body + FIELD.length;
    int end = digits + DIGITS;
    if (body < 0
        || !Arrays.equals(FIELD, 0, FIELD.length, entry, body, digits)
        || !Arrays.equals(END, 0, END.length, entry, end, entry.length)) {
      return false;
    }
    String found = new String(entry, digits, DIGITS, StandardCharsets.US_ASCII);
    if (!found.equals(of(entry, body))) {
      throw new IllegalArgumentException("its checksum is not that of its bytes");
    }
    return true;
  }

  private static String of(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }
}
