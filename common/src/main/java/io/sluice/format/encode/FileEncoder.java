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
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Appends records to a file of any format: drops those that cannot be encoded, passes batches of
 * the others on, and estimates the file's size.
 */
public final class FileEncoder implements RecordEncoder {
  private RowSink rows;
  private long encoded;
  private long size;
  private boolean finished;

  /**
   * @param encodedBefore bytes that the sink holds already, such as a header
   */
  public FileEncoder(RowSink rows, long encodedBefore) {
    this.rows = rows;
    this.encoded = encodedBefore;
  }

  public FileEncoder(RowSink rows) {
    this(rows, 0);
  }

  @Override
  public void append(SinkRecord record) throws IOException {
    boolean done = false;
    try {
      rows.encode(record);
      done = true;
    } finally {
      if (!done) {
        rows.dropRecord();
      }
    }
    encoded += rows.completeRecord();
    if (rows.isFull()) {
      rows.drain(encoded);
    }
  }

  /** The bytes that are known, and an estimate for the others by the ratio so far. */
  @Override
  public long size() {
    if (!finished && rows != null) {
      long estimate = rows.knownBytes() + (long) (rows.pendingBytes(encoded) * rows.ratio());
      size = Math.max(size, Math.min(estimate, rows.longestBytes(encoded)));
    }
    return size;
  }

  @Override
  public long encodedBytes() {
    return encoded;
  }

  @Override
  public long bufferedBytes() {
    return rows == null ? 0 : rows.heldBytes();
  }

  @Override
  public void flush() throws IOException {
    rows.flush(encoded);
  }

  @Override
  public void finish() throws IOException {
    rows.drain(encoded);
    size = rows.finish();
    finished = true;
  }

  @Override
  public void release() {
    if (rows != null) {
      rows.release();
      rows = null;
    }
  }
}
