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

/** Puts together what a file has of each record; for one thread. */
@FunctionalInterface
public interface RecordFields {

  /**
   * A record whose value and schema are what the file is to hold.
   *
   * @param now what the wall clock says, read once for the whole batch
   * @return the record itself if its value is all that is wanted
   * @throws org.apache.kafka.connect.errors.DataException if it cannot be put together
   */
  SinkRecord select(SinkRecord record, long now);

  /** The fields that the user chose; new for each writer. */
  static RecordFields of(FieldsConfig config) {
    return of(config, null);
  }

  /**
   * The same for a file that is written again: what a null stands for is known from its schema, and
   * not from records before it.
   *
   * @param file the schema of its rows; null if it has none
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
