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
package io.sluice.format.schema;

import org.apache.kafka.connect.sink.SinkRecord;

/** Tells which schema the file of a record must have; for one thread. */
@FunctionalInterface
public interface FileSchemas {

  /**
   * The schema of the file that the record belongs to. Records of equal schemas share a file.
   *
   * @return the same instance as long as the answer does not change, where that can be told cheaply
   * @throws org.apache.kafka.connect.errors.DataException if no file can have such a record
   */
  FileSchema of(SinkRecord record);

  /** For formats whose files need no schema. */
  static FileSchemas none() {
    return record -> FileSchema.NONE;
  }
}
