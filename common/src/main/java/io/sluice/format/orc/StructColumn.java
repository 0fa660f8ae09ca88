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
package io.sluice.format.orc;

import io.sluice.format.encode.StructFields;
import io.sluice.format.type.Column;
import io.sluice.format.value.Fitting;
import io.sluice.format.value.Misfit;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.StructColumnVector;

/** Structs, whose fields are in vectors with the same number of rows. */
final class StructColumn extends OrcColumn {
  private static final int ROW_BYTES = 1;

  private final StructFields fields;
  private final OrcColumn[] columns;

  StructColumn(Column struct) {
    super(struct, ROW_BYTES);
    List<Column> parts = struct.columns();
    this.fields = new StructFields(struct.schema(), parts.stream().map(Column::field).toList());
    this.columns = parts.stream().map(OrcColumns::of).toArray(OrcColumn[]::new);
  }

  @Override
  StructColumnVector vector(int rows) {
    ColumnVector[] vectors = new ColumnVector[columns.length];
    for (int i = 0; i < columns.length; i++) {
      vectors[i] = columns[i].vector(rows);
    }
    return new StructColumnVector(rows, vectors);
  }

  @Override
  void checkPresent(Object value, Draft draft) {
    Struct struct = Fitting.as(Struct.class, value);
    if (!fields.fit(struct)) {
      throw new Misfit("the struct has other fields than the schema that it was sent with");
    }
    for (int i = 0; i < columns.length; i++) {
      try {
        columns[i].check(fields.value(struct, i), draft);
      } catch (Misfit e) {
        throw e.in(fields.field(i).name());
      }
    }
  }

  @Override
  void putPresent(Object value, ColumnVector vector, int row, Draft draft) {
    Struct struct = (Struct) value;
    ColumnVector[] vectors = ((StructColumnVector) vector).fields;
    for (int i = 0; i < columns.length; i++) {
      columns[i].put(fields.value(struct, i), vectors[i], row, draft);
    }
  }

  @Override
  void attach(ColumnVector vector, int rows, byte[] texts) {
    ColumnVector[] vectors = ((StructColumnVector) vector).fields;
    for (int i = 0; i < columns.length; i++) {
      columns[i].attach(vectors[i], rows, texts);
    }
  }

  @Override
  void clear(ColumnVector vector, int rows) {
    super.clear(vector, rows);
    ColumnVector[] vectors = ((StructColumnVector) vector).fields;
    for (int i = 0; i < columns.length; i++) {
      columns[i].clear(vectors[i], rows);
    }
  }

  @Override
  long heldBytes(ColumnVector vector) {
    long held = super.heldBytes(vector);
    ColumnVector[] vectors = ((StructColumnVector) vector).fields;
    for (int i = 0; i < columns.length; i++) {
      held += columns[i].heldBytes(vectors[i]);
    }
    return held;
  }
}
