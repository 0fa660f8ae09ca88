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

import io.sluice.format.type.Column;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.StructColumnVector;

/** The only column of a file whose values are not structs. */
final class SingleColumn extends OrcColumn {
  private static final int ROW_BYTES = 1;

  private final OrcColumn values;

  SingleColumn(Column column) {
    super(column, ROW_BYTES);
    this.values = OrcColumns.of(column);
  }

  @Override
  StructColumnVector vector(int rows) {
    return new StructColumnVector(rows, values.vector(rows));
  }

  private static ColumnVector only(ColumnVector vector) {
    return ((StructColumnVector) vector).fields[0];
  }

  @Override
  void checkPresent(Object value, Draft draft) {
    values.check(value, draft);
  }

  @Override
  void putPresent(Object value, ColumnVector vector, int row, Draft draft) {
    values.put(value, only(vector), row, draft);
  }

  @Override
  void attach(ColumnVector vector, int rows, byte[] texts) {
    values.attach(only(vector), rows, texts);
  }

  @Override
  void clear(ColumnVector vector, int rows) {
    values.clear(only(vector), rows);
  }

  @Override
  long heldBytes(ColumnVector vector) {
    return super.heldBytes(vector) + values.heldBytes(only(vector));
  }
}
