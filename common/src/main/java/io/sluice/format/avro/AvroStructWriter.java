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
package io.sluice.format.avro;

import io.sluice.format.encode.StructFields;
import io.sluice.format.type.Column;
import io.sluice.format.value.Fitting;
import io.sluice.format.value.Misfit;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Struct;

/** Writes structs of one schema. */
final class AvroStructWriter implements AvroValueWriter {
  private final StructFields fields;
  private final AvroValueWriter[] writers;

  AvroStructWriter(Column struct, List<Column> columns, Schema avro) {
    this.fields = new StructFields(struct.schema(), columns.stream().map(Column::field).toList());
    this.writers = new AvroValueWriter[fields.count()];
    for (int i = 0; i < writers.length; i++) {
      writers[i] = AvroValueWriters.nullable(columns.get(i), avro.getFields().get(i).schema());
    }
  }

  @Override
  public void write(Object value, AvroOutput output) throws IOException {
    Struct struct = Fitting.as(Struct.class, value);
    if (!fields.fit(struct)) {
      throw new Misfit("the struct has other fields than the schema that it was sent with");
    }
    for (int i = 0; i < writers.length; i++) {
      try {
        writers[i].write(fields.value(struct, i), output);
      } catch (Misfit e) {
        throw e.in(fields.field(i).name());
      }
    }
  }
}
