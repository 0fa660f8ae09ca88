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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Time;

/**
 * The times whose schema has a name that says how they are written: those of Connect, of change
 * data capture, and of Avro's logical types. Safe for any thread.
 */
final class NamedTimes {
  private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;
  private static final Set<String> DAYS = Set.of(Date.LOGICAL_NAME, "io.debezium.time.Date");
  private static final Set<String> TIMES_OF_DAY =
      Set.of(
          Time.LOGICAL_NAME,
          "io.debezium.time.Time",
          "io.debezium.time.MicroTime",
          "io.debezium.time.NanoTime",
          "io.debezium.time.ZonedTime",
          "time-millis",
          "time-micros");
  private static final Map<String, String> FORMATS =
      Map.of(
          "io.debezium.time.Timestamp", "epoch_ms",
          "io.debezium.time.MicroTimestamp", "epoch_us",
          "io.debezium.time.NanoTimestamp", "epoch_ns",
          "io.debezium.time.ZonedTimestamp", "iso8601",
          "timestamp-millis", "epoch_ms",
          "timestamp-micros", "epoch_us",
          "timestamp-nanos", "epoch_ns");

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
    FORMATS.forEach((name, format) -> parsers.put(name, new TimeParser(format, zone, Locale.ROOT)));
  }

  static boolean isTimeOfDay(String schemaName) {
    return schemaName != null && TIMES_OF_DAY.contains(schemaName);
  }

  /** Whether a name says how a time is written, whatever {@code timestamp.format} is. */
  static boolean decides(String schemaName) {
    return schemaName != null && (DAYS.contains(schemaName) || FORMATS.containsKey(schemaName));
  }

  /**
   * Returns milliseconds since the epoch, rounded towards the past. A day is its start in the zone.
   *
   * @param schemaName null if the value has no schema, or its schema no name
   * @throws IllegalArgumentException if the value is not a time in the format of its name
   */
  long millis(String schemaName, Object value) {
    if (schemaName == null) {
      return others.millis(value);
    }
    return DAYS.contains(schemaName)
        ? startOfDay(value)
        : parsers.getOrDefault(schemaName, others).millis(value);
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
