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
package io.sluice.record;

import io.sluice.config.FieldsConfig;
import io.sluice.config.RecordField;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** Selects the parts of a record that a file contains. Confined to one thread. */
@FunctionalInterface
public interface RecordFields {

  /**
   * Returns a record whose value and schema are those of the file's row.
   *
   * @param now the wall clock's time in milliseconds since the epoch, read once per batch
   * @return the record itself if the file contains values only
   * @throws org.apache.kafka.connect.errors.DataException if a part is missing or does not fit
   */
  SinkRecord select(SinkRecord record, long now);

  /** Selects the fields that the user chose. Each writer needs a new one. */
  static RecordFields of(FieldsConfig config) {
    return of(config, null);
  }

  /**
   * Selects the fields for a rebuild: its schema, and not the records before, decides what a null
   * without a schema becomes.
   *
   * @param file the schema of the file's rows; null if it has none
   */
  static RecordFields of(FieldsConfig config, Schema file) {
    if (config.isRow()) {
      return file == null ? new RowFields(config) : new RowFields(config, file);
    }
    RecordField field = config.fields().get(0);
    return field == RecordField.VALUE
        ? (record, now) -> record
        : (record, now) ->
            RowFields.with(
                record, FieldValues.schema(field, record), FieldValues.value(field, record, now));
  }
}
