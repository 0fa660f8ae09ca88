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
package io.sluice.avro;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.errors.DataException;

/** A position in an encoded datum. Everything that reads or skips checks that the bytes exist. */
final class DatumCursor {
  // Deeper records would exhaust the stack of readers.
  private static final int MAX_DEPTH = 500;
  private static final int LAST_INT_BYTE = 5;
  private static final int LAST_LONG_BYTE = 10;

  private final byte[] bytes;
  private final int start;
  private final int end;
  private int position;
  private int depth;

  /** Reads the remaining bytes of the buffer, whose position does not move. */
  DatumCursor(ByteBuffer datum) {
    if (datum.hasArray()) {
      this.bytes = datum.array();
      this.start = datum.arrayOffset() + datum.position();
      this.end = start + datum.remaining();
    } else {
      this.bytes = new byte[datum.remaining()];
      datum.get(datum.position(), bytes);
      this.start = 0;
      this.end = bytes.length;
    }
    this.position = start;
  }

  /** Bytes that follow the position. */
  int remaining() {
    return end - position;
  }

  /** The index of the next byte, from the start of the datum. */
  int index() {
    return position - start;
  }

  void skip(long count) {
    if (count < 0 || count > end - position) {
      throw problem(count + " bytes are announced, and " + (end - position) + " follow");
    }
    position += (int) count;
  }

  byte readByte() {
    if (position == end) {
      throw problem("the datum ends early");
    }
    return bytes[position++];
  }

  boolean readBoolean() {
    byte value = readByte();
    if (value != 0 && value != 1) {
      throw problem("a boolean is " + value);
    }
    return value == 1;
  }

  int readInt() {
    long value = readVarint(LAST_INT_BYTE);
    if (value >>> Integer.SIZE != 0) {
      throw problem("an int has more than 32 bits");
    }
    return (int) (value >>> 1) ^ -(int) (value & 1);
  }

  long readLong() {
    long value = readVarint(LAST_LONG_BYTE);
    return value >>> 1 ^ -(value & 1);
  }

  private long readVarint(int maxBytes) {
    byte next = readByte();
    long value = next & 0x7f;
    int shift = 7;
    while (next < 0) {
      if (shift == 7 * maxBytes) {
        throw problem("a number has more than " + maxBytes + " bytes");
      }
      next = readByte();
      value |= (long) (next & 0x7f) << shift;
      shift += 7;
    }
    return value;
  }

  /** Reads a number from 0 to below the limit. */
  int readIndex(int limit, String what) {
    int index = readInt();
    if (index < 0 || index >= limit) {
      throw problem("the schema has no " + what + " of index " + index);
    }
    return index;
  }

  float readFloat() {
    return Float.intBitsToFloat(readFixed(Float.BYTES).getInt());
  }

  double readDouble() {
    return Double.longBitsToDouble(readFixed(Double.BYTES).getLong());
  }

  /** The next bytes, not copied, in little-endian order. */
  ByteBuffer readFixed(int length) {
    int from = position;
    skip(length);
    return ByteBuffer.wrap(bytes, from, length).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Bytes that follow their length, not copied. */
  ByteBuffer readBytes() {
    long length = readLong();
    int from = position;
    skip(length);
    return ByteBuffer.wrap(bytes, from, (int) length).slice();
  }

  String readText() {
    long length = readLong();
    int from = position;
    skip(length);
    return new String(bytes, from, (int) length, StandardCharsets.UTF_8);
  }

  /**
   * Begins a block of an array or a map.
   *
   * @return how many items follow; 0 at the end
   */
  long readBlock() {
    long count = readLong();
    if (count >= 0) {
      return count;
    }
    long size = readLong();
    if (size < 0 || size > remaining() || count == Long.MIN_VALUE) {
      throw problem("a block has " + -count + " items of " + size + " bytes");
    }
    return -count;
  }

  void enter() {
    if (++depth > MAX_DEPTH) {
      throw problem("records are nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  void exit() {
    depth--;
  }

  /** Refuses bytes after the datum. */
  void requireEnd() {
    if (position != end) {
      throw problem("the datum ends, and " + (end - position) + " bytes follow");
    }
  }

  DataException problem(String what) {
    return new DataException(
        "The bytes are no datum of their writer schema: at byte " + index() + " " + what);
  }
}
