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
import io.sluice.format.type.Values;
import java.util.function.ToDoubleFunction;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.DoubleColumnVector;

/** Floating-point numbers of one width; ORC has one class of vectors for both widths. */
final class FloatColumn extends OrcColumn {
  private static final int ROW_BYTES = 9;

  private final ToDoubleFunction<Object> numbers;
  private final int width;

  /**
   * @param width bytes of a value
   */
  FloatColumn(Column column, int width) {
    super(column, ROW_BYTES);
    this.numbers = Values.reals(column);
    this.width = width;
  }

  @Override
  ColumnVector vector(int rows) {
    return new DoubleColumnVector(rows);
  }

  @Override
  void checkPresent(Object value, Draft draft) {
    draft.note(Double.doubleToRawLongBits(numbers.applyAsDouble(value)));
    draft.add(width);
  }

  @Override
  void putPresent(Object value, ColumnVector vector, int row, Draft draft) {
    ((DoubleColumnVector) vector).vector[row] = Double.longBitsToDouble(draft.take());
  }
}
