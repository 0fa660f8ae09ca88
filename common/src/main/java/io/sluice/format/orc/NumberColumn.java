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

import io.sluice.format.value.Fitting;
import java.util.function.ToLongFunction;
import org.apache.kafka.connect.data.Schema;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.DateColumnVector;
import org.apache.orc.storage.ql.exec.vector.LongColumnVector;

/** Values that are stored as a {@code long}. */
final class NumberColumn<T> extends Column {
  private static final int ROW_BYTES = 9;

  private final Class<T> type;
  private final int width;
  private final ToLongFunction<T> number;
  private final boolean days;

  private NumberColumn(
      Schema schema, Class<T> type, int width, ToLongFunction<T> number, boolean days) {
    super(schema, ROW_BYTES);
    this.type = type;
    this.width = width;
    this.number = number;
    this.days = days;
  }

  /**
   * @param width bytes of a value
   * @param number throws {@link io.sluice.format.value.Misfit} if the value has no number
   */
  static <T> NumberColumn<T> of(Schema schema, Class<T> type, int width, ToLongFunction<T> number) {
    return new NumberColumn<>(schema, type, width, number, false);
  }

  /** Days since the epoch. */
  static <T> NumberColumn<T> ofDays(Schema schema, Class<T> type, ToLongFunction<T> days) {
    return new NumberColumn<>(schema, type, Integer.BYTES, days, true);
  }

  @Override
  ColumnVector vector(int rows) {
    return days
        ? new DateColumnVector(rows).setUsingProlepticCalendar(true)
        : new LongColumnVector(rows);
  }

  @Override
  void checkPresent(Object value, Draft draft) {
    draft.note(number.applyAsLong(Fitting.as(type, value)));
    draft.add(width);
  }

  @Override
  void putPresent(Object value, ColumnVector vector, int row, Draft draft) {
    ((LongColumnVector) vector).vector[row] = draft.take();
  }
}
