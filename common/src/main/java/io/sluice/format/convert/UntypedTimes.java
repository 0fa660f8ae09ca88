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
package io.sluice.format.convert;

import io.sluice.format.value.LogicalValues;
import io.sluice.format.value.Misfit;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Date;

/**
 * Converts numbers and texts that have no schema to Connect's dates and times. Numbers are in the
 * unit of the type: days, and milliseconds. Texts are in ISO 8601, points in time with an offset.
 */
final class UntypedTimes {
  private static final int NANOS_PER_MILLI = 1_000_000;

  private UntypedTimes() {}

  static Object date(Object value) {
    if (value instanceof Date date) {
      return date;
    }
    if (value instanceof String text) {
      return LogicalValues.date((int) parsed("a date", () -> LocalDate.parse(text).toEpochDay()));
    }
    long days = UntypedValues.whole(value);
    if (days != (int) days) {
      throw new Misfit("a Date is out of range");
    }
    return LogicalValues.date((int) days);
  }

  static Object time(Object value) {
    if (value instanceof Date time) {
      return time;
    }
    Date time =
        new Date(
            value instanceof String text
                ? parsed("a time of day", () -> millis(LocalTime.parse(text).toNanoOfDay()))
                : UntypedValues.whole(value));
    LogicalValues.millisOfDay(time);
    return time;
  }

  static Object timestamp(Object value) {
    if (value instanceof Date time) {
      return time;
    }
    return new Date(
        value instanceof String text
            ? parsed("a timestamp with an offset", () -> epochMillis(text))
            : UntypedValues.whole(value));
  }

  private static long epochMillis(String text) {
    Instant instant = OffsetDateTime.parse(text).toInstant();
    millis(instant.getNano());
    return instant.toEpochMilli();
  }

  private static long millis(long nanos) {
    if (nanos % NANOS_PER_MILLI != 0) {
      throw new Misfit("the time has digits beyond milliseconds");
    }
    return nanos / NANOS_PER_MILLI;
  }

  @FunctionalInterface
  private interface Parser {
    long parse();
  }

  private static long parsed(String what, Parser parser) {
    try {
      return parser.parse();
    } catch (DateTimeException | ArithmeticException e) {
      // The message of the cause repeats the text, which is data.
      throw new Misfit("the text is not " + what + " in ISO 8601");
    }
  }
}
