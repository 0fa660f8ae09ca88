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
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Encodes the records of one file; confined to one thread at a time. */
public interface RecordEncoder {

  /**
   * Appends one record: all of it or, if it throws {@link DataException}, nothing.
   *
   * @throws DataException if this record cannot be encoded; the file stays usable
   * @throws IOException if the output failed; the file is of no use any more
   */
  void append(SinkRecord record) throws IOException;

  /**
   * Estimated bytes of the file if it were finished now, compression considered; never decreases.
   * After {@link #finish} it is the exact length.
   */
  long size();

  /** Bytes encoded so far before compression; the weight of a record in memory derives from it. */
  long encodedBytes();

  /** Heap and native bytes that this encoder holds. */
  long bufferedBytes();

  /**
   * Writes what is buffered, however little, if that makes this encoder hold less memory.
   *
   * @throws IOException if the output failed; the file is of no use any more
   */
  void flush() throws IOException;

  /** Writes what is buffered and the format's end, so that the file is complete. Called once. */
  void finish() throws IOException;

  /** Frees buffers and native memory without writing; also allowed after {@link #finish}. */
  void release();
}
