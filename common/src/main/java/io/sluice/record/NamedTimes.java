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

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Time;

/**
 * The times whose schema has a name that says how they are written: those of Connect, of change
 * data capture, and of Avro's logical types. Safe for any thread.
 */
final class NamedTimes {
  private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;
  private static final Set<String> DAYS =
      Set.of(Date.LOGICAL_NAME, "io.debezium.time.Date", "date");
  private static final Set<String> TIMES_OF_DAY =
      Set.of(
          Time.LOGICAL_NAME,
          "io.debezium.time.Time",
          "io.debezium.time.MicroTime",
          "io.debezium.time.NanoTime",
          "io.debezium.time.ZonedTime",
          "time-millis",
          "time-micros");
  private static final Map<String, String> INSTANTS =
      Map.of(
          "io.debezium.time.ZonedTimestamp", "iso8601",
          "timestamp-millis", "epoch_ms",
          "timestamp-micros", "epoch_us",
          "timestamp-nanos", "epoch_ns");

  /** Numbers that count from 1970-01-01T00:00 in no time zone. */
  private static final Map<String, String> LOCAL_TIMESTAMPS =
      Map.of(
          "io.debezium.time.Timestamp", "epoch_ms",
          "io.debezium.time.MicroTimestamp", "epoch_us",
          "io.debezium.time.NanoTimestamp", "epoch_ns",
          "local-timestamp-millis", "epoch_ms",
          "local-timestamp-micros", "epoch_us",
          "local-timestamp-nanos", "epoch_ns");

  private final Map<String, TimeParser> parsers = new HashMap<>();
  private final TimeParser others;
  private final ZoneId zone;

  /**
   * @param others parses the times whose schema has no such name
   * @param zone the zone of days, and of texts without an offset
   */
  NamedTimes(TimeParser others, ZoneId zone) {
    this.others = others;
    this.zone = zone;
    BiConsumer<String, String> add =
        (name, format) -> parsers.put(name, new TimeParser(format, zone, Locale.ROOT));
    INSTANTS.forEach(add);
    LOCAL_TIMESTAMPS.forEach(add);
  }

  static boolean isTimeOfDay(String schemaName) {
    return schemaName != null && TIMES_OF_DAY.contains(schemaName);
  }

  /** Whether a name says how a time is written, whatever {@code timestamp.format} is. */
  static boolean decides(String schemaName) {
    return schemaName != null
        && (DAYS.contains(schemaName)
            || INSTANTS.containsKey(schemaName)
            || LOCAL_TIMESTAMPS.containsKey(schemaName));
  }

  /**
   * Returns milliseconds since the epoch, rounded towards the past. A day is its start in the zone,
   * and a local timestamp is the time that clocks in the zone show.
   *
   * @param schemaName null if the value has no schema, or its schema no name
   * @throws IllegalArgumentException if the value is not a time in the format of its name
   */
  long millis(String schemaName, Object value) {
    if (schemaName == null) {
      return others.millis(value);
    }
    if (DAYS.contains(schemaName)) {
      return startOfDay(value);
    }
    long millis = parsers.getOrDefault(schemaName, others).millis(value);
    return LOCAL_TIMESTAMPS.containsKey(schemaName) ? inZone(millis) : millis;
  }

  private long inZone(long localMillis) {
    try {
      return LocalDateTime.ofInstant(Instant.ofEpochMilli(localMillis), ZoneOffset.UTC)
          .atZone(zone)
          .toInstant()
          .toEpochMilli();
    } catch (ArithmeticException | DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private long startOfDay(Object value) {
    try {
      return LocalDate.ofEpochDay(days(value)).atStartOfDay(zone).toInstant().toEpochMilli();
    } catch (ArithmeticException | DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static long days(Object value) {
    if (value instanceof java.util.Date date) {
      return Math.floorDiv(date.getTime(), DAY_MILLIS);
    }
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw new IllegalArgumentException("A " + value.getClass().getSimpleName() + " is not a day");
  }
}
