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

import io.sluice.config.SchemaConfig;
import io.sluice.config.SchemaEvolution;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Tells which schema the file of a row must have; for one thread. A row is a record whose value is
 * what the file is to hold.
 */
@FunctionalInterface
public interface FileSchemas {

  /**
   * The schema of the file that the row belongs to. Rows of equal schemas share a file.
   *
   * @return the same instance as long as the answer does not change, where that can be told cheaply
   * @throws DataException if no file can have such a row
   */
  FileSchema of(SinkRecord row);

  /**
   * The row as a file of this schema has it: itself, or with another value and schema.
   *
   * @param schema what {@link #of} gave for this row, or that of a file that is written again
   * @throws DataException if it cannot be in such a file
   */
  default SinkRecord fit(SinkRecord row, FileSchema schema) {
    if (!of(row).equals(schema)) {
      throw new DataException("The value has another schema than the file that it belongs to");
    }
    return row;
  }

  /** How often a schema was retired so far; may change in {@link #of}. */
  default long retirements() {
    return 0;
  }

  /** Whether no further row will belong to a file of this schema. */
  default boolean retired(FileSchema schema) {
    return false;
  }

  /**
   * For formats whose files have a schema, as the settings ask for.
   *
   * @param format what the user calls the format
   * @param check throws {@link DataException} if the format cannot express a schema
   */
  static FileSchemas from(SchemaConfig config, String format, Consumer<Schema> check) {
    ValueSchemas values = new ValueSchemas(format, check);
    return config.evolution() == SchemaEvolution.ROLL
        ? values
        : new EvolvingSchemas(values, config.evolution());
  }

  /** For formats whose files need no schema. */
  static FileSchemas none() {
    return record -> FileSchema.NONE;
  }
}
