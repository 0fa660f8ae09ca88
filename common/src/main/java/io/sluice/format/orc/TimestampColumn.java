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
import io.sluice.format.value.Misfit;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.TimestampColumnVector;

/** Points in time, in milliseconds in Connect and in nanoseconds in ORC. */
final class TimestampColumn extends Column {
  private static final int ROW_BYTES = 13;
  private static final int MILLIS_PER_SECOND = 1000;
  private static final int NANOS_PER_MILLI = 1_000_000;

  TimestampColumn(Schema schema) {
    super(schema, ROW_BYTES);
  }

  @Override
  ColumnVector vector(int rows) {
    TimestampColumnVector vector = new TimestampColumnVector(rows);
    vector.setIsUTC(true);
    return vector.setUsingProlepticCalendar(true);
  }

  @Override
  void checkPresent(Object value, Draft draft) {
    long millis = Fitting.as(Date.class, value).getTime();
    if (millis < 0 && millis > -MILLIS_PER_SECOND) {
      // ORC rounds seconds towards zero, so the seconds before and after 1970 would be the same.
      throw new Misfit(
          "a Timestamp is within the last second before 1970, which ORC cannot distinguish from the"
              + " first one after");
    }
    draft.add(Long.BYTES);
  }

  @Override
  void putPresent(Object value, ColumnVector vector, int row, Draft draft) {
    TimestampColumnVector timestamps = (TimestampColumnVector) vector;
    long millis = ((Date) value).getTime();
    timestamps.time[row] = millis;
    timestamps.nanos[row] = Math.floorMod(millis, MILLIS_PER_SECOND) * NANOS_PER_MILLI;
  }
}
