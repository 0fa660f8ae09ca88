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
package io.sluice.format.schema;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.apache.kafka.connect.errors.DataException;

/** Packs texts with deflate and Base64, so that many fit into an entry of the ledger. */
final class PackedText {
  /** Length of the longest packed text: an eighth of the limit of a ledger entry. */
  static final int MAX_LENGTH = 128 * 1024;

  // A damaged entry must not exhaust the heap.
  private static final int MAX_PLAIN_BYTES = 64 * 1024 * 1024;
  private static final int CHUNK_BYTES = 4096;

  private PackedText() {}

  /**
   * Packs a text.
   *
   * <p>Packs a text.
   *
   * @throws DataException if the result would be longer than {@link #MAX_LENGTH}
   */
  static String pack(String text) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    if (plain.length > MAX_PLAIN_BYTES) {
      throw tooLarge();
    }
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(plain);
      deflater.finish();
      ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 4 + 64);
      byte[] chunk = new byte[CHUNK_BYTES];
      while (!deflater.finished()) {
        packed.write(chunk, 0, deflater.deflate(chunk));
      }
      String result = Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray());
      if (result.length() > MAX_LENGTH) {
        throw tooLarge();
      }
      return result;
    } finally {
      deflater.end();
    }
  }

  /**
   * Unpacks a text.
   *
   * @throws IllegalArgumentException if the text is not a result of {@link #pack}
   */
  static String unpack(String packed) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(Base64.getUrlDecoder().decode(packed));
      ByteArrayOutputStream plain = new ByteArrayOutputStream(packed.length() * 4);
      byte[] chunk = new byte[CHUNK_BYTES];
      while (!inflater.finished()) {
        int count = inflater.inflate(chunk);
        if (count == 0 && !inflater.finished()) {
          throw new IllegalArgumentException("the packed text ends early");
        }
        plain.write(chunk, 0, count);
        if (plain.size() > MAX_PLAIN_BYTES) {
          throw new IllegalArgumentException("the packed text is too long");
        }
      }
      return plain.toString(StandardCharsets.UTF_8);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("the packed text is damaged", e);
    } finally {
      inflater.end();
    }
  }

  private static DataException tooLarge() {
    return new DataException(
        "The schema is too large: packed it has more than "
            + MAX_LENGTH
            + " characters, the limit of the ledger for the schema of a file");
  }
}
