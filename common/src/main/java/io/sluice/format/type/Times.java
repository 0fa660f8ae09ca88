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
package io.sluice.format.type;

import io.sluice.format.value.Fitting;
import io.sluice.format.value.LogicalValues;
import io.sluice.format.value.Misfit;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.function.ToLongFunction;
import org.apache.kafka.connect.data.Schema;

/**
 * Converts dates and times, of which Connect delivers some as objects, others as numbers or texts.
 */
final class Times {
  /** Readers use microseconds in a long, and fail on the file if one overflows. */
  private static final long MAX_MILLIS = Long.MAX_VALUE / 1000;

  private Times() {}

  /** The numbers of a column of dates or times, in their unit; only those that files can hold. */
  static ToLongFunction<Object> numbers(Column column) {
    ToLongFunction<Object> numbers = anyNumbers(column);
    if (column.type() instanceof FileType.Date) {
      return value -> day(numbers.applyAsLong(value));
    }
    return isMillis(column.type()) ? value -> millis(numbers.applyAsLong(value)) : numbers;
  }

  /** The numbers of a column of dates or times, in their unit; also very large ones. */
  static ToLongFunction<Object> anyNumbers(Column column) {
    FileType type = column.type();
    Schema schema = column.schema();
    if (schema.type() == Schema.Type.STRING) {
      String name = schema.name();
      return value -> micros(Fitting.as(String.class, value), name);
    }
    if (Types.isOfConnect(schema)) {
      return objects(type);
    }
    ToLongFunction<Object> numbers =
        schema.type() == Schema.Type.INT32
            ? value -> Fitting.as(Integer.class, value)
            : value -> Fitting.as(Long.class, value);
    if (type instanceof FileType.TimeOfDay time) {
      long day = time.unit().perDay();
      String name = schema.name();
      return value -> ofDay(numbers.applyAsLong(value), day, name);
    }
    return numbers;
  }

  private static ToLongFunction<Object> objects(FileType type) {
    return switch (type.kind()) {
      case DATE -> value -> days(Fitting.as(Date.class, value));
      case TIME_OF_DAY -> value -> LogicalValues.millisOfDay(Fitting.as(Date.class, value));
      default -> value -> Fitting.as(Date.class, value).getTime();
    };
  }

  private static boolean isMillis(FileType type) {
    return type instanceof FileType.Instant instant && instant.unit() == Resolution.MILLIS
        || type instanceof FileType.LocalTimestamp local && local.unit() == Resolution.MILLIS;
  }

  private static long ofDay(long time, long day, String name) {
    if (time < 0 || time >= day) {
      throw new Misfit("a Time is outside one day" + remedy(name, "numbers"));
    }
    return time;
  }

  private static long days(Date date) {
    if (Math.floorMod(date.getTime(), Resolution.MILLIS.perDay()) != 0) {
      throw new Misfit("a Date has a time of day");
    }
    return Math.floorDiv(date.getTime(), Resolution.MILLIS.perDay());
  }

  private static long day(long days) {
    if (days != (int) days) {
      throw new Misfit("a Date is out of range");
    }
    return days;
  }

  private static long millis(long millis) {
    if (millis < -MAX_MILLIS || millis > MAX_MILLIS) {
      throw new Misfit("a Timestamp is out of range");
    }
    return millis;
  }

  /** The microseconds of a text with an offset. */
  private static long micros(String text, String name) {
    Instant instant;
    try {
      instant = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Misfit("the text is not a timestamp with an offset" + remedy(name, "texts"), e);
    }
    if (instant.getNano() % 1000 != 0) {
      throw new Misfit("a Timestamp has digits beyond microseconds" + remedy(name, "texts"));
    }
    try {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), Resolution.MICROS.perSecond()),
          instant.getNano() / 1000);
    } catch (ArithmeticException e) {
      throw new Misfit("a Timestamp is out of range", e);
    }
  }

  private static String remedy(String name, String what) {
    return "; add " + name + " to types.plain to write such values as " + what;
  }
}
