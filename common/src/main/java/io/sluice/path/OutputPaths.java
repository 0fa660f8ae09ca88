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
package io.sluice.path;

import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Evaluates {@code output.dir}, {@code directory.template} and {@code file.template} for the
 * records of one partition. Confined to one thread at a time.
 */
public interface OutputPaths {

  /**
   * The group of a record: records of equal groups share an open file. Returns the same instance
   * for equal groups if that is cheap.
   *
   * @param now the batch's time, milliseconds since the epoch, for {@code
   *     timestamp.source=wallclock}
   * @throws DataException if the record lacks a field and the template has no fallback, or if it
   *     has no usable timestamp
   */
  String group(SinkRecord record, long now);

  /**
   * The final name of a group's file, relative to the store's root.
   *
   * @param start the first offset of the file
   * @param end the last offset of the file, inclusive
   * @param generation appended as {@code +g1} before the extension if above 0
   * @param extension with its leading dot, or empty
   */
  String name(String group, long start, long end, long generation, String extension);
}
