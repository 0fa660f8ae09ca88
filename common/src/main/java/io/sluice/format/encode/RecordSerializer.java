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

import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns records into bytes; for all files of a format on one thread. */
public interface RecordSerializer {

  /**
   * Appends the record's bytes to the buffer, without a separator.
   *
   * @throws DataException if the record cannot be written; its message names the remedy. The caller
   *     then removes what was appended, and the serializer stays usable.
   */
  void serialize(SinkRecord record, RecordBuffer buffer);
}
