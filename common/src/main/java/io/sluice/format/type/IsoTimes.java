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
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Date;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.kafka.connect.data.Schema;

/**
 * Dates and times as texts of ISO 8601, with as many digits of a second as the unit of their type
 * has. A point in time is in UTC, and a local timestamp has no offset.
 */
public final class IsoTimes {
  private static final Function<Date, String> MILLIS = instants(Resolution.MILLIS);

  private IsoTimes() {}

  /** Whether a column has dates or times. */
  public static boolean isTime(Column column) {
    return switch (column.type().kind()) {
      case DATE, TIME_OF_DAY, INSTANT, LOCAL_TIMESTAMP -> true;
      default -> false;
    };
  }

  /** The class of the values of a column of dates or times. */
  public static Class<?> valueClass(Column column) {
    return switch (column.schema().type()) {
      case STRING -> String.class;
      case INT32 -> Types.isOfConnect(column.schema()) ? Date.class : Integer.class;
      default -> Types.isOfConnect(column.schema()) ? Date.class : Long.class;
    };
  }

  /** The texts of a column of dates or times; a value that is a text stays as it was sent. */
  public static Function<Object, String> texts(Column column) {
    if (column.schema().type() == Schema.Type.STRING) {
      return value -> Fitting.as(String.class, value);
    }
    ToLongFunction<Object> numbers = Times.anyNumbers(column);
    FileType type = column.type();
    return switch (type.kind()) {
      case DATE -> value -> LocalDate.ofEpochDay(numbers.applyAsLong(value)).toString();
      case TIME_OF_DAY -> times(((FileType.TimeOfDay) type).unit(), numbers);
      case INSTANT -> instants(((FileType.Instant) type).unit(), numbers);
      case LOCAL_TIMESTAMP -> timestamps(((FileType.LocalTimestamp) type).unit(), numbers);
      default -> throw new IllegalArgumentException(type + " is not a time");
    };
  }

  /** The numbers of a column of dates (days) or times (in their unit). */
  public static ToLongFunction<Object> numbers(Column column) {
    return Times.anyNumbers(column);
  }

  /** The text of a point in time whose schema does not say what it is. */
  public static String text(Date date) {
    return MILLIS.apply(date);
  }

  private static Function<Object, String> times(Resolution unit, ToLongFunction<Object> numbers) {
    DateTimeFormatter format = timeFormat(unit);
    long nanos = unit.nanos();
    return value -> format.format(LocalTime.ofNanoOfDay(numbers.applyAsLong(value) * nanos));
  }

  private static Function<Object, String> instants(
      Resolution unit, ToLongFunction<Object> numbers) {
    DateTimeFormatter format =
        new DateTimeFormatterBuilder().appendInstant(digits(unit)).toFormatter(Locale.ROOT);
    return value -> format.format(instant(numbers.applyAsLong(value), unit));
  }

  private static Function<Date, String> instants(Resolution unit) {
    Function<Object, String> texts = instants(unit, value -> ((Date) value).getTime());
    return texts::apply;
  }

  private static Function<Object, String> timestamps(
      Resolution unit, ToLongFunction<Object> numbers) {
    DateTimeFormatter format =
        new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(timeFormat(unit))
            .toFormatter(Locale.ROOT);
    return value -> format.format(timestamp(numbers.applyAsLong(value), unit));
  }

  private static LocalDateTime timestamp(long number, Resolution unit) {
    return LocalDateTime.ofInstant(instant(number, unit), ZoneOffset.UTC);
  }

  private static Instant instant(long number, Resolution unit) {
    return Instant.ofEpochSecond(
        Math.floorDiv(number, unit.perSecond()),
        Math.floorMod(number, unit.perSecond()) * unit.nanos());
  }

  private static DateTimeFormatter timeFormat(Resolution unit) {
    return new DateTimeFormatterBuilder()
        .appendPattern("HH:mm:ss")
        .appendFraction(ChronoField.NANO_OF_SECOND, digits(unit), digits(unit), true)
        .toFormatter(Locale.ROOT);
  }

  private static int digits(Resolution unit) {
    return switch (unit) {
      case MILLIS -> 3;
      case MICROS -> 6;
      case NANOS -> 9;
    };
  }
}
