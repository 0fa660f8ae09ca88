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

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.connect.errors.DataException;

/**
 * Collects encoded records until they are worth a write. The record in progress is behind the
 * complete records, so that dropping it costs nothing. The buffer starts small and grows, so that
 * files with little traffic need little memory. For one thread.
 */
public final class RecordBuffer extends OutputStream {
  private static final int INITIAL_BYTES = 1024;
  // A buffer that a long record has made larger than this is replaced.
  private static final int KEPT_BYTES = 128 * 1024;
  private static final byte[] NOTHING = new byte[0];
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final RecordLimit limit;
  private byte[] bytes = new byte[INITIAL_BYTES];
  private ByteBuffer view = ByteBuffer.wrap(bytes);
  private int complete;
  private int end;

  /**
   * @param maxRecordBytes limit on the bytes of a record without its separator, at least 1
   */
  public RecordBuffer(int maxRecordBytes) {
    this.limit = new RecordLimit(maxRecordBytes);
  }

  /**
   * @throws DataException if the record becomes too long
   */
  @Override
  public void write(int value) {
    ensureRoom(1);
    bytes[end] = (byte) value;
    grownTo(end + 1);
  }

  /**
   * @throws DataException if the record becomes too long
   */
  @Override
  public void write(byte[] source, int offset, int length) {
    limit.check((long) end - complete + length);
    ensureRoom(length);
    System.arraycopy(source, offset, bytes, end, length);
    end += length;
  }

  /**
   * Appends the remaining bytes of the source, without moving its position.
   *
   * @throws DataException if the record becomes too long
   */
  public void write(ByteBuffer source) {
    int length = source.remaining();
    limit.check((long) end - complete + length);
    ensureRoom(length);
    source.get(source.position(), bytes, end, length);
    end += length;
  }

  /**
   * Returns room for at least {@code count} bytes from the position on, valid until the next call
   * on this buffer. The caller fills it and calls {@link #filled}.
   */
  public ByteBuffer room(int count) {
    ensureRoom(count);
    return view.limit(bytes.length).position(end);
  }

  /**
   * Appends what the caller has put into {@link #room}.
   *
   * @throws DataException if the record becomes too long
   */
  public void filled() {
    grownTo(view.position());
  }

  /** Ends the record in progress; the separator does not count for the limit. */
  public void completeRecord(byte[] separator) {
    if (separator.length > 0) {
      ensureRoom(separator.length);
      System.arraycopy(separator, 0, bytes, end, separator.length);
      end += separator.length;
    }
    complete = end;
  }

  /** Removes the record in progress. */
  public void dropRecord() {
    end = complete;
  }

  /** Bytes of complete records. */
  public int size() {
    return complete;
  }

  /** Bytes of complete records and of the record in progress. */
  public int end() {
    return end;
  }

  /** Bytes of heap held. */
  public int capacity() {
    return bytes.length;
  }

  /** Writes the complete records in one call and removes them. No record may be in progress. */
  public void drainTo(Target target) throws IOException {
    target.write(bytes, 0, complete);
    if (bytes.length > KEPT_BYTES && complete < bytes.length / 4) {
      resize(KEPT_BYTES);
    }
    complete = 0;
    end = 0;
  }

  /** A copy of the complete records and the record in progress. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, end);
  }

  /** Frees the heap until the next record. The buffer must be empty. */
  public void shrink() {
    bytes = NOTHING;
    view = ByteBuffer.wrap(bytes);
  }

  /** Receives the bytes of complete records. */
  @FunctionalInterface
  public interface Target {
    void write(byte[] bytes, int offset, int length) throws IOException;
  }

  private void grownTo(int newEnd) {
    limit.check((long) newEnd - complete);
    end = newEnd;
  }

  private void ensureRoom(int count) {
    if (count > bytes.length - end) {
      long needed = (long) end + count;
      if (needed > LARGEST_ARRAY) {
        throw new DataException("The encoded record does not fit into one array");
      }
      long doubled = Math.max(INITIAL_BYTES, bytes.length * 2L);
      resize((int) Math.max(needed, Math.min(doubled, LARGEST_ARRAY)));
    }
  }

  private void resize(int capacity) {
    bytes = Arrays.copyOf(bytes, capacity);
    view = ByteBuffer.wrap(bytes);
  }
}
