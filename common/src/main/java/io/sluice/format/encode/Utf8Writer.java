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
package io.sluice.format.encode;

import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.errors.DataException;

/**
 * Appends strings to {@link RecordBuffer}s as UTF-8 without allocating; for one thread. Copying to
 * a char array and encoding it with the JDK is, by measurement, faster than {@code String.getBytes}
 * and than a loop over {@code charAt}.
 */
public final class Utf8Writer {
  private static final int CHUNK_CHARS = 4 * 1024;

  private final CharsetEncoder encoder =
      StandardCharsets.UTF_8
          .newEncoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private char[] chars = new char[256];
  private CharBuffer view = CharBuffer.wrap(chars);

  /**
   * Appends a text.
   *
   * @throws DataException if it contains half of a surrogate pair, which UTF-8 cannot express, or
   *     the record becomes too long
   */
  public void write(String text, RecordBuffer buffer) {
    int length = text.length();
    if (length > chars.length && chars.length < CHUNK_CHARS) {
      chars = new char[Math.min(CHUNK_CHARS, Math.max(length, 2 * chars.length))];
      view = CharBuffer.wrap(chars);
    }
    encoder.reset();
    int start = 0;
    while (start < length) {
      int count = Math.min(chars.length, length - start);
      text.getChars(start, start + count, chars, 0);
      view.limit(count).position(0);
      // Three bytes for each char suffice: four bytes encode a pair.
      CoderResult result = encoder.encode(view, buffer.room(3 * count), start + count == length);
      if (result.isError()) {
        throw new DataException(
            "The string contains half of a surrogate pair at index "
                + (start + view.position())
                + " and cannot be written as UTF-8; the producer has cut it");
      }
      buffer.filled();
      // A pair at the end of a chunk is read as part of the next chunk.
      start += view.position();
    }
  }
}
