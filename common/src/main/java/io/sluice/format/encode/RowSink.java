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
 * What one format does with the rows of a file. {@link FileEncoder} calls it; confined to one
 * thread at a time. Complete records are held until {@link #drain}, so that a record that cannot be
 * encoded is dropped whole.
 */
public interface RowSink {

  /**
   * Encodes a record after the complete ones. If this throws, the caller drops the record.
   *
   * @throws org.apache.kafka.connect.errors.DataException if this record cannot be encoded
   */
  void encode(SinkRecord record) throws IOException;

  /** Removes what was encoded of the record in progress. */
  void dropRecord();

  /**
   * Completes the record in progress.
   *
   * @return its encoded bytes, before compression
   */
  long completeRecord();

  /** Whether so many records are held that they should be drained. */
  boolean isFull();

  /**
   * Passes the complete records on to the file.
   *
   * @param encoded bytes of all records so far, before compression
   * @throws IOException if the output failed; the file is unusable
   */
  void drain(long encoded) throws IOException;

  /** Bytes that the file is known to have. */
  long knownBytes();

  /**
   * Bytes before compression that {@link #knownBytes} does not contain.
   *
   * @param encoded bytes of all records so far, before compression
   */
  long pendingBytes(long encoded);

  /** The ratio, so far, of bytes in the file to bytes before compression; at first 1. */
  double ratio();

  /**
   * Limit on the length of the file if it were finished now.
   *
   * @param encoded bytes of all records so far, before compression
   */
  default long longestBytes(long encoded) {
    return Long.MAX_VALUE;
  }

  /** Heap and native bytes held. */
  long heldBytes();

  /**
   * Writes what is held if that reduces the memory.
   *
   * @param encoded bytes of all records so far, before compression
   * @throws IOException if the output failed; the file is unusable
   */
  void flush(long encoded) throws IOException;

  /**
   * Completes the file. All records are drained.
   *
   * @return the length of the file
   */
  long finish() throws IOException;

  /** Frees buffers and native memory without writing. Not called twice. */
  void release();
}
