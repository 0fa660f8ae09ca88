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
import io.sluice.format.type.FileType;
import io.sluice.format.value.Fitting;
import io.sluice.format.value.Misfit;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Struct;

/** Writes the one field of a struct that is set as the branch of a union. */
final class AvroUnionWriter implements AvroValueWriter {
  private final StructFields fields;
  private final AvroValueWriter[] writers;
  private final int none;

  /**
   * @param union the union's schema, which may have a branch for null
   */
  AvroUnionWriter(Column column, Schema union) {
    List<Column> branches = ((FileType.Union) column.type()).branches().columns();
    Integer index = union.getIndexNamed(Schema.Type.NULL.getName());
    this.none = index == null ? branches.size() : index;
    this.fields = new StructFields(column.schema(), branches.stream().map(Column::field).toList());
    this.writers = new AvroValueWriter[branches.size()];
    for (int i = 0; i < writers.length; i++) {
      writers[i] = AvroValueWriters.of(branches.get(i), union.getTypes().get(branch(i)));
    }
  }

  /** The index in the union, where the branch for null may come before all others. */
  private int branch(int field) {
    return field < none ? field : field + 1;
  }

  @Override
  public void write(Object value, AvroOutput output) throws IOException {
    Struct struct = Fitting.as(Struct.class, value);
    if (!fields.fit(struct)) {
      throw new Misfit("the struct has other fields than the schema that it was sent with");
    }
    int set = set(struct);
    output.encoder().writeIndex(branch(set));
    try {
      writers[set].write(fields.value(struct, set), output);
    } catch (Misfit e) {
      throw e.in(fields.field(set).name());
    }
  }

  private int set(Struct struct) {
    int set = -1;
    for (int i = 0; i < writers.length; i++) {
      if (fields.value(struct, i) != null) {
        if (set >= 0) {
          throw new Misfit("two branches of a union are set");
        }
        set = i;
      }
    }
    if (set < 0) {
      throw new Misfit("no branch of a union is set");
    }
    return set;
  }
}
