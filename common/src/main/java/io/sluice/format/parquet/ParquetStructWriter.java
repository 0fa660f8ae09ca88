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
package io.sluice.format.parquet;

import io.sluice.format.encode.StructFields;
import io.sluice.format.type.Column;
import io.sluice.format.value.Fitting;
import io.sluice.format.value.Misfit;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.connect.data.Struct;

/** Writes structs of one schema. */
final class ParquetStructWriter implements ParquetValueWriter {
  private final StructFields fields;
  private final ParquetValueWriter[] writers;

  /**
   * @param writer creates the writers of the columns; called in their order
   */
  ParquetStructWriter(Column struct, Function<Column, ParquetValueWriter> writer) {
    List<Column> columns = struct.columns();
    this.fields = new StructFields(struct.schema(), columns.stream().map(Column::field).toList());
    this.writers = columns.stream().map(writer).toArray(ParquetValueWriter[]::new);
  }

  @Override
  public void write(Object value, int repetition, Rows rows) {
    Struct struct = Fitting.as(Struct.class, value);
    if (!fields.fit(struct)) {
      throw new Misfit("the struct has other fields than the schema that it was sent with");
    }
    for (int i = 0; i < writers.length; i++) {
      try {
        writers[i].write(fields.value(struct, i), repetition, rows);
      } catch (Misfit e) {
        throw e.in(fields.field(i).name());
      }
    }
  }
}
