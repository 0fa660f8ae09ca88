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
package io.sluice.record;

import io.sluice.config.TimePattern;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Date;
import java.util.Locale;
import java.util.regex.Pattern;

/** Parses the times in values of one format. Safe for any thread. */
public final class TimeParser {

  // Bounded, because scaling a decimal with a huge exponent would take for ever.
  private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,25}(?:\\.\\d{1,25})?");
  private static final int MAX_SCALE = 400;

  private static final DateTimeFormatter ISO_8601 =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]['['VV']']")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** The power of ten that converts the unit to milliseconds; unused with a formatter. */
  private final int scale;

  private final DateTimeFormatter formatter;
  private final boolean numbersAreText;
  private final ZoneId zone;

  /**
   * @param format a valid value of {@code timestamp.format}
   */
  public TimeParser(String format, ZoneId zone, Locale locale) {
    this.zone = zone;
    this.scale =
        switch (format) {
          case "epoch_s" -> 3;
          case "epoch_us" -> -3;
          case "epoch_ns" -> -6;
          default -> 0;
        };
    this.formatter =
        switch (format) {
          case "epoch_ms", "epoch_s", "epoch_us", "epoch_ns" -> null;
          case "iso8601" -> ISO_8601;
          default -> TimePattern.compile(format, locale);
        };
    // A pattern such as yyyyMMdd fits a number; ISO 8601 without separators is not supported.
    this.numbersAreText = formatter != null && formatter != ISO_8601;
  }

  /**
   * Returns milliseconds since the epoch, rounded towards the past.
   *
   * @throws IllegalArgumentException if the value is not a time in this format
   */
  public long millis(Object value) {
    try {
      if (value instanceof Date date) {
        return date.getTime();
      }
      if (value instanceof Number number) {
        return number(number);
      }
      if (value instanceof String text) {
        return text(text);
      }
      if (value instanceof byte[] bytes) {
        return text(new String(bytes, StandardCharsets.UTF_8));
      }
      if (value instanceof ByteBuffer bytes) {
        return text(StandardCharsets.UTF_8.decode(bytes.duplicate()).toString());
      }
    } catch (ArithmeticException | DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    throw new IllegalArgumentException("A " + value.getClass().getSimpleName() + " is not a time");
  }

  private long number(Number number) {
    if (formatter != null) {
      if (numbersAreText) {
        return text(number.toString());
      }
      throw new IllegalArgumentException("A number is not an ISO 8601 text");
    }
    if (number instanceof Long || number instanceof Integer) {
      long units = number.longValue();
      return switch (scale) {
        case 0 -> units;
        case 3 -> Math.multiplyExact(units, 1000L);
        case -3 -> Math.floorDiv(units, 1000L);
        default -> Math.floorDiv(units, 1_000_000L);
      };
    }
    return scaled(
        number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString()));
  }

  private long text(String text) {
    if (formatter != null) {
      return moment(formatter.parse(text.strip()));
    }
    String digits = text.strip();
    if (!DECIMAL.matcher(digits).matches()) {
      throw new IllegalArgumentException("The text is not a number");
    }
    return scaled(new BigDecimal(digits));
  }

  private long scaled(BigDecimal units) {
    if (Math.abs((long) units.scale()) > MAX_SCALE) {
      throw new ArithmeticException("The number is out of range");
    }
    return units.scaleByPowerOfTen(scale).setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  private long moment(TemporalAccessor parsed) {
    LocalDate date = parsed.query(TemporalQueries.localDate());
    if (date == null) {
      date =
          parsed.isSupported(ChronoField.MONTH_OF_YEAR)
              ? YearMonth.from(parsed).atDay(1)
              : Year.from(parsed).atDay(1);
    }
    LocalTime time = parsed.query(TemporalQueries.localTime());
    // With an offset the moment is certain, also in the hour that a zone has twice.
    ZoneId offset = parsed.query(TemporalQueries.offset());
    ZoneId written = offset == null ? parsed.query(TemporalQueries.zone()) : offset;
    return ZonedDateTime.of(
            date, time == null ? LocalTime.MIDNIGHT : time, written == null ? zone : written)
        .toInstant()
        .toEpochMilli();
  }
}
