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
package io.sluice.format.orc;

import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.RecordLimit;
import io.sluice.format.encode.Utf8Writer;
import io.sluice.format.value.Misfit;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.apache.kafka.connect.errors.DataException;

/**
 * Results of the check of a record, which the batch reads in the same order: the positions of its
 * texts in the buffer, and its length. For one thread.
 */
final class Draft {
  private static final int INITIAL_NUMBERS = 16;
  // The memory for a record with millions of texts is not kept.
  private static final int KEPT_NUMBERS = 16 * 1024;
  private static final int LENGTH_BYTES = 4;

  private final Utf8Writer utf8 = new Utf8Writer();
  private final RecordLimit limit;
  private RecordBuffer buffer;
  private long[] numbers = new long[INITIAL_NUMBERS];
  private int noted;
  private int taken;
  private Deque<byte[]> wide = new ArrayDeque<>();
  private int notedWide;
  private long length;
  private boolean grown;

  /**
   * @param recordMaxBytes limit on {@link #length}
   */
  Draft(int recordMaxBytes) {
    this.limit = new RecordLimit(recordMaxBytes);
  }

  /** Starts a record, whose texts are written to this buffer, which must have no limit. */
  void begin(RecordBuffer target) {
    buffer = target;
    if (numbers.length > KEPT_NUMBERS) {
      numbers = new long[INITIAL_NUMBERS];
    }
    noted = 0;
    taken = 0;
    if (notedWide > KEPT_NUMBERS) {
      wide = new ArrayDeque<>();
    }
    wide.clear();
    notedWide = 0;
    length = 0;
    grown = false;
  }

  /** Bytes of the record: its numbers, its texts, and four for each length. */
  long length() {
    return length;
  }

  /**
   * Adds to the length of the record.
   *
   * @throws DataException if the record becomes too long
   */
  void add(int bytes) {
    length += bytes;
    limit.check(length);
  }

  /** Adds the length of a list or a map. */
  void addLength() {
    add(LENGTH_BYTES);
  }

  /**
   * Adds a text.
   *
   * @throws Misfit if it contains half of a surrogate pair
   * @throws DataException if the record becomes too long
   */
  void addText(String text) {
    int start = buffer.end();
    // Each char takes at least one byte, so a text that is far too long need not be encoded.
    limit.check(length + text.length());
    try {
      utf8.write(text, buffer);
    } catch (DataException e) {
      throw new Misfit(e.getMessage(), e);
    }
    noteText(start);
  }

  /**
   * Adds the remaining bytes of the buffer, without moving its position.
   *
   * @throws DataException if the record becomes too long
   */
  void addBytes(ByteBuffer bytes) {
    int start = buffer.end();
    limit.check(length + bytes.remaining());
    buffer.write(bytes);
    noteText(start);
  }

  private void noteText(int start) {
    int bytes = buffer.end() - start;
    add(LENGTH_BYTES + bytes);
    note(((long) start << Integer.SIZE) | bytes);
  }

  /** Stores a number until {@link #take} returns it. */
  void note(long number) {
    if (noted == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * noted);
    }
    numbers[noted++] = number;
  }

  /** Stores a number that is longer than a {@code long}. */
  void noteWide(byte[] number) {
    wide.addLast(number);
    notedWide++;
  }

  /** The next number; for a text, its start in the upper half and its length in the lower. */
  long take() {
    return numbers[taken++];
  }

  byte[] takeWide() {
    return wide.removeFirst();
  }

  /** Records that a vector below the outermost ones has become larger. */
  void grow() {
    grown = true;
  }

  boolean grown() {
    return grown;
  }
}
