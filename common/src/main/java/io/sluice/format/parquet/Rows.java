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
package io.sluice.format.parquet;

import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.RecordLimit;
import io.sluice.format.encode.Utf8Writer;
import io.sluice.format.value.Misfit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.connect.errors.DataException;

/**
 * Collects the cells of records. The record in progress is behind the complete records, so that it
 * can be dropped, which the library's columns cannot do. The memory starts small, so that files
 * with little traffic need little. For one thread.
 */
final class Rows {
  private static final byte[] NOTHING = new byte[0];
  private static final int INITIAL_CELLS = 32;
  private static final int INITIAL_ROWS = 16;
  // Arrays that a long record has made larger than this are replaced.
  private static final int KEPT_CELLS = 8 * 1024;

  /** Two numbers for each cell: its position, and its value. */
  private static final int CELL_LONGS = 2;

  private static final int REPETITION_SHIFT = 16;
  private static final int COLUMN_SHIFT = 32;
  private static final int LEVEL_MASK = 0xFFFF;

  private final RecordLimit limit;
  private final RecordBuffer bytes = new RecordBuffer(Integer.MAX_VALUE);
  private long[] cells = new long[INITIAL_CELLS * CELL_LONGS];
  private int[] rowEnds = new int[INITIAL_ROWS];
  private int rows;
  private int end;
  private long measured;

  /** Receives cells row by row, and within a row by column. */
  interface Target {

    /**
     * Receives one cell.
     *
     * @param definition less than the column's highest level if there is no value
     * @param value the number, the bits of a floating-point number, 0 or 1 for a boolean, or a
     *     position in {@code bytes} for {@link #offset} and {@link #length}
     * @param bytes valid until the call returns
     */
    void cell(int column, int repetition, int definition, long value, byte[] bytes);

    void endRow();
  }

  /** The start of a value's bytes. */
  static int offset(long value) {
    return (int) (value >>> 32);
  }

  /** The number of a value's bytes. */
  static int length(long value) {
    return (int) value;
  }

  Rows(RecordLimit limit) {
    this.limit = limit;
  }

  /**
   * Appends a value of fixed size to the record in progress.
   *
   * @param size bytes of the value in Parquet's plain encoding
   * @throws DataException if the record becomes too long
   */
  void number(int column, int repetition, int definition, long value, int size) {
    measure(size);
    add(column, repetition, definition, value);
  }

  /**
   * Appends the absence of a value to each column of a range. It counts as one byte, so that no
   * record is empty.
   *
   * @param definition how many of the optional and repeated levels above the value are present
   */
  void absent(int firstColumn, int endColumn, int repetition, int definition) {
    measure(endColumn - firstColumn);
    for (int column = firstColumn; column < endColumn; column++) {
      add(column, repetition, definition, 0);
    }
  }

  /**
   * Appends a text.
   *
   * @throws Misfit if it contains half of a surrogate pair
   */
  void text(int column, int repetition, int definition, String text, Utf8Writer utf8) {
    limit.check(measured + Integer.BYTES + text.length());
    int start = bytes.end();
    try {
      utf8.write(text, bytes);
    } catch (DataException e) {
      throw new Misfit(e.getMessage(), e);
    }
    addBytes(column, repetition, definition, start, Integer.BYTES);
  }

  /**
   * Appends the remaining bytes of the buffer, without moving its position.
   *
   * @param prefix bytes of the length in Parquet's plain encoding
   */
  void bytes(int column, int repetition, int definition, ByteBuffer value, int prefix) {
    limit.check(measured + prefix + value.remaining());
    int start = bytes.end();
    bytes.write(value);
    addBytes(column, repetition, definition, start, prefix);
  }

  private void addBytes(int column, int repetition, int definition, int start, int prefix) {
    int length = bytes.end() - start;
    measure((long) prefix + length);
    add(column, repetition, definition, (long) start << 32 | length);
  }

  private void measure(long size) {
    measured += size;
    limit.check(measured);
  }

  private void add(int column, int repetition, int definition, long value) {
    if (end == cells.length) {
      cells = Arrays.copyOf(cells, 2 * cells.length);
    }
    cells[end] = (long) column << COLUMN_SHIFT | (long) repetition << REPETITION_SHIFT | definition;
    cells[end + 1] = value;
    end += CELL_LONGS;
  }

  /**
   * Ends the record in progress.
   *
   * @return bytes of the record in Parquet's plain encoding
   */
  long completeRecord() {
    if (rows == rowEnds.length) {
      rowEnds = Arrays.copyOf(rowEnds, 2 * rows);
    }
    rowEnds[rows++] = end;
    bytes.completeRecord(NOTHING);
    long size = measured;
    measured = 0;
    return size;
  }

  /** Removes the record in progress. */
  void dropRecord() {
    end = rows == 0 ? 0 : rowEnds[rows - 1];
    bytes.dropRecord();
    measured = 0;
  }

  int count() {
    return rows;
  }

  /** Bytes of heap of the complete records. */
  long usedBytes() {
    return (long) Long.BYTES * end + (long) Integer.BYTES * rows + bytes.size();
  }

  /** Bytes of heap held. */
  long heldBytes() {
    return (long) Long.BYTES * cells.length
        + (long) Integer.BYTES * rowEnds.length
        + bytes.capacity();
  }

  /** Passes the complete records to the target and removes them. No record may be in progress. */
  void drainTo(Target target) throws IOException {
    bytes.drainTo((array, offset, length) -> replay(target, array));
    rows = 0;
    end = 0;
    if (cells.length > KEPT_CELLS * CELL_LONGS) {
      cells = new long[INITIAL_CELLS * CELL_LONGS];
    }
  }

  private void replay(Target target, byte[] array) {
    int cell = 0;
    for (int row = 0; row < rows; row++) {
      for (; cell < rowEnds[row]; cell += CELL_LONGS) {
        long place = cells[cell];
        target.cell(
            (int) (place >>> COLUMN_SHIFT),
            (int) (place >>> REPETITION_SHIFT) & LEVEL_MASK,
            (int) place & LEVEL_MASK,
            cells[cell + 1],
            array);
      }
      target.endRow();
    }
  }
}
