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
import io.sluice.format.type.Resolution;
import io.sluice.format.type.Values;
import io.sluice.format.value.Misfit;
import java.util.function.ToLongFunction;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.TimestampColumnVector;

/** Points in time, in milliseconds in Connect and in nanoseconds in ORC. */
final class TimestampColumn extends OrcColumn {
  private static final int ROW_BYTES = 13;
  private static final int MILLIS_PER_SECOND = 1000;

  private final ToLongFunction<Object> times;
  private final Resolution unit;

  TimestampColumn(Column column, Resolution unit) {
    super(column, ROW_BYTES);
    this.times = Values.numbers(column);
    this.unit = unit;
  }

  @Override
  ColumnVector vector(int rows) {
    TimestampColumnVector vector = new TimestampColumnVector(rows);
    vector.setIsUTC(true);
    return vector.setUsingProlepticCalendar(true);
  }

  @Override
  void checkPresent(Object value, Draft draft) {
    long time = times.applyAsLong(value);
    long millis = millis(time);
    if (millis < 0 && millis > -MILLIS_PER_SECOND) {
      // ORC rounds seconds towards zero, so the seconds before and after 1970 would be the same.
      throw new Misfit(
          "a Timestamp is within the last second before 1970, which ORC cannot distinguish from the"
              + " first one after; use format=parquet or format=avro for such values");
    }
    draft.note(time);
    draft.add(Long.BYTES);
  }

  @Override
  void putPresent(Object value, ColumnVector vector, int row, Draft draft) {
    TimestampColumnVector timestamps = (TimestampColumnVector) vector;
    long time = draft.take();
    timestamps.time[row] = millis(time);
    timestamps.nanos[row] = (int) (Math.floorMod(time, unit.perSecond()) * unit.nanos());
  }

  private long millis(long time) {
    return Math.floorDiv(time, unit.perSecond() / MILLIS_PER_SECOND);
  }
}
