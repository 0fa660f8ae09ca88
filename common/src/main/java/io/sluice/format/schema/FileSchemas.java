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

import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Determines which schema the file of a row must have; for one thread. A row is a record whose
 * value is what the file will contain.
 */
@FunctionalInterface
public interface FileSchemas {

  /**
   * The schema of the file that the row belongs to. Rows with equal results share a file.
   *
   * @return usually the same instance as for the previous row, if the result is equal
   * @throws DataException if no file can contain the row
   */
  FileSchema of(SinkRecord row);

  /**
   * The row for a file of this schema: itself, or a copy with another value and schema.
   *
   * @param schema the result of {@link #of} for this row, or that of a file that is written again
   * @throws DataException if the file cannot contain the row
   */
  default SinkRecord fit(SinkRecord row, FileSchema schema) {
    if (!of(row).equals(schema)) {
      throw new DataException("The schema of the value is not that of its file");
    }
    return row;
  }

  /** How many schemas were retired so far; {@link #of} may retire one. */
  default long retirements() {
    return 0;
  }

  /** Whether no further row will belong to a file of this schema. */
  default boolean retired(FileSchema schema) {
    return false;
  }

  /**
   * How many values {@link #fit} dropped so far, because the file's schema has no field for them;
   * nulls do not count.
   */
  default long droppedFields() {
    return 0;
  }

  /** For formats whose files have no schema. */
  static FileSchemas none() {
    return record -> FileSchema.NONE;
  }
}
