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
package io.sluice.path;

import io.sluice.config.TimePattern;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.time.temporal.TemporalQueries;
import java.time.temporal.TemporalQuery;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;

/**
 * Formats times by a pattern, floored to steps of local time. Returns each text with the period in
 * which it is valid, so that it can be cached.
 */
final class TimeFormat {

  /**
   * A text and the period in which it is valid, in milliseconds since the epoch.
   *
   * @param from inclusive
   * @param until exclusive
   */
  record Bucket(String text, long from, long until) {}

  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private final DateTimeFormatter formatter;
  private final long step;
  private final boolean fixedWidth;
  private final ZoneId zone;
  private final ZoneRules rules;

  /**
   * @param stepMillis divides a day; 0 for no step
   * @throws IllegalArgumentException if the pattern is invalid; the message contains the remedy
   */
  TimeFormat(String pattern, long stepMillis, ZoneId zone, Locale locale) {
    this.formatter = TimePattern.compile(pattern, locale);
    this.step = stepMillis == 0 ? finestUnit(pattern) : stepMillis;
    this.fixedWidth = hasFixedWidth(pattern);
    this.zone = zone;
    this.rules = zone.getRules();
  }

  /** The step after which a text of this format can change, in milliseconds. */
  long stepMillis() {
    return step;
  }

  /** Whether all texts have the same length. */
  boolean fixedWidth() {
    return fixedWidth;
  }

  /** The percent-encoded text of a time, with the period in which it is valid. */
  Bucket bucket(long millis) {
    Instant instant = Instant.ofEpochMilli(millis);
    ZoneOffset offset = rules.getOffset(instant);
    long shift = offset.getTotalSeconds() * SECOND;
    // Steps count from local midnight: they divide a day, and days divide local epoch time.
    long localFloor = millis + shift - Math.floorMod(millis + shift, step);
    long from = localFloor - shift;
    long until = from + step;
    if (!rules.isFixedOffset()) {
      ZoneOffsetTransition previous = rules.previousTransition(instant.plusMillis(1));
      ZoneOffsetTransition next = rules.nextTransition(instant);
      from = previous == null ? from : Math.max(from, previous.toEpochSecond() * SECOND);
      until = next == null ? until : Math.min(until, next.toEpochSecond() * SECOND);
    }
    LocalDateTime local =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(localFloor, SECOND),
            (int) Math.floorMod(localFloor, SECOND) * 1_000_000,
            ZoneOffset.UTC);
    String text = formatter.format(new LocalMoment(local, offset, zone));
    return new Bucket(PathEscape.encodeTime(text), from, until);
  }

  private static long finestUnit(String pattern) {
    long finest = DAY;
    boolean quoted = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      quoted ^= c == '\'';
      if (!quoted) {
        finest = Math.min(finest, unit(c));
      }
    }
    return finest;
  }

  private static long unit(char letter) {
    return switch (letter) {
      case 'S', 'n', 'N', 'A' -> 1;
      case 's' -> SECOND;
      // Periods of the day such as noon can begin and end at any minute.
      case 'm', 'B' -> MINUTE;
      case 'H', 'k', 'K', 'h', 'a' -> HOUR;
      default -> DAY;
    };
  }

  private static boolean hasFixedWidth(String pattern) {
    int i = 0;
    while (i < pattern.length()) {
      char c = pattern.charAt(i);
      int end = i;
      while (end < pattern.length() && pattern.charAt(end) == c) {
        end++;
      }
      int count = end - i;
      boolean fixed =
          switch (c) {
            case 'y', 'u' -> count == 2 || count == 4;
            case 'M', 'd', 'H', 'm', 's' -> count == 2;
            case 'D' -> count == 3;
            case 'S' -> true;
            default -> !Character.isLetter(c) && c != '[' && c != ']' && c != '\'';
          };
      if (!fixed) {
        return false;
      }
      i = end;
    }
    return true;
  }

  /**
   * A local time with the offset under which it was floored. {@link java.time.ZonedDateTime} would
   * move a floor that falls into the gap of a clock change.
   */
  private record LocalMoment(LocalDateTime local, ZoneOffset offset, ZoneId zone)
      implements TemporalAccessor {

    @Override
    public boolean isSupported(TemporalField field) {
      return field == ChronoField.OFFSET_SECONDS
          || field == ChronoField.INSTANT_SECONDS
          || local.isSupported(field);
    }

    @Override
    public long getLong(TemporalField field) {
      if (field == ChronoField.OFFSET_SECONDS) {
        return offset.getTotalSeconds();
      }
      if (field == ChronoField.INSTANT_SECONDS) {
        return local.toEpochSecond(offset);
      }
      return local.getLong(field);
    }

    @Override
    @SuppressWarnings("unchecked") // the compared queries determine the type
    public <R> R query(TemporalQuery<R> query) {
      if (query == TemporalQueries.zoneId()) {
        return (R) zone;
      }
      if (query == TemporalQueries.chronology()) {
        return (R) IsoChronology.INSTANCE;
      }
      return TemporalAccessor.super.query(query);
    }
  }
}
