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
package io.sluice.format.sequencefile;

import io.sluice.format.encode.RecordBuffer;

/** Frames the records of one file, and repeats its marker at intervals; for one thread. */
final class RecordFrames {
  // As in Hadoop: the most that a reader skips when it starts inside the file.
  private static final int MARKER_INTERVAL_BYTES = 100 * 1024;
  private static final int LENGTHS_BYTES = 2 * Integer.BYTES;

  private final SequenceHeader header;
  private long position;
  private long lastMarker;

  RecordFrames(SequenceHeader header) {
    this.header = header;
    this.position = header.bytes().length;
  }

  SequenceHeader header() {
    return header;
  }

  /** Appends one record to the buffer. */
  void append(long key, byte[] value, int offset, int length, RecordBuffer buffer) {
    boolean marker = position >= lastMarker + MARKER_INTERVAL_BYTES;
    if (marker) {
      header.putMarker(buffer.room(SequenceHeader.ESCAPED_MARKER_BYTES));
      buffer.filled();
    }
    buffer
        .room(LENGTHS_BYTES + Keys.BYTES)
        .putInt(Keys.BYTES + length)
        .putInt(Keys.BYTES)
        .putLong(key);
    buffer.filled();
    buffer.write(value, offset, length);
    // After the record, because a record that is too long must change nothing.
    if (marker) {
      position += SequenceHeader.ESCAPED_MARKER_BYTES;
      lastMarker = position;
    }
    position += LENGTHS_BYTES + Keys.BYTES + length;
  }
}
