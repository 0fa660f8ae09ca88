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
package io.sluice.format.encode;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Date;
import java.util.Locale;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.errors.DataException;

/** Formats Connect's logical dates as ISO 8601 in UTC, always with milliseconds. */
public final class IsoDates {
  private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private IsoDates() {}

  /**
   * The text of a date, a time or a timestamp.
   *
   * @param logicalName the schema's name; any other name than those of Connect's Date and Time, or
   *     null, means a timestamp
   * @throws DataException if a date has a time of day, or a time has a day
   */
  public static String text(String logicalName, Date date) {
    long millis = date.getTime();
    if (org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(logicalName)) {
      if (Math.floorMod(millis, DAY_MILLIS) != 0) {
        throw new DataException("a Date has a time of day");
      }
      return LocalDate.ofEpochDay(Math.floorDiv(millis, DAY_MILLIS)).toString();
    }
    if (Time.LOGICAL_NAME.equals(logicalName)) {
      if (millis < 0 || millis >= DAY_MILLIS) {
        throw new DataException("a Time is outside one day");
      }
      return TIME.format(LocalTime.ofNanoOfDay(millis * 1_000_000));
    }
    return TIMESTAMP.format(Instant.ofEpochMilli(millis));
  }
}
