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
import io.sluice.format.type.FileType;
import io.sluice.format.type.Values;
import java.util.function.ToLongFunction;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.DateColumnVector;
import org.apache.orc.storage.ql.exec.vector.LongColumnVector;

/** Values that are stored as a {@code long}. */
final class NumberColumn extends OrcColumn {
  private static final int ROW_BYTES = 9;

  private final ToLongFunction<Object> numbers;
  private final int width;
  private final boolean days;

  /**
   * @param width bytes of a value
   */
  NumberColumn(Column column, int width) {
    super(column, ROW_BYTES);
    this.numbers = Values.numbers(column);
    this.width = width;
    this.days = column.type() instanceof FileType.Date;
  }

  @Override
  ColumnVector vector(int rows) {
    return days
        ? new DateColumnVector(rows).setUsingProlepticCalendar(true)
        : new LongColumnVector(rows);
  }

  @Override
  void checkPresent(Object value, Draft draft) {
    draft.note(numbers.applyAsLong(value));
    draft.add(width);
  }

  @Override
  void putPresent(Object value, ColumnVector vector, int row, Draft draft) {
    ((LongColumnVector) vector).vector[row] = draft.take();
  }
}
