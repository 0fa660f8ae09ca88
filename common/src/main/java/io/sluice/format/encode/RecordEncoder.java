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
   * @throws IOException if the output failed; the file is unusable
   */
  void append(SinkRecord record) throws IOException;

  /**
   * Estimated size after compression if the file were finished now; never decreases. After {@link
   * #finish} it is the exact size.
   */
  long size();

  /** Bytes encoded so far, before compression, from which the weight of records is estimated. */
  long encodedBytes();

  /** Heap and native bytes that this encoder holds. */
  long bufferedBytes();

  /**
   * Writes what is buffered, however little, if that reduces the memory of this encoder.
   *
   * @throws IOException if the output failed; the file is unusable
   */
  void flush() throws IOException;

  /** Writes what is buffered and completes the file. Called once. */
  void finish() throws IOException;

  /** Frees buffers and native memory without writing; also allowed after {@link #finish}. */
  void release();
}
