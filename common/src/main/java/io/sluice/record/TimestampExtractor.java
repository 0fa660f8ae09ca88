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

import io.sluice.config.MissingTimestamp;
import io.sluice.config.TimestampConfig;
import io.sluice.config.TimestampSource;
import java.time.ZoneId;
import java.util.Locale;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Extracts the time of a record according to {@code timestamp.source}. Safe for any thread. */
public final class TimestampExtractor {

  private static final long MIN_MILLIS = -62_135_596_800_000L; // 0001-01-01T00:00:00Z
  private static final long MAX_MILLIS = 253_402_300_799_999L; // 9999-12-31T23:59:59.999Z

  private final TimestampSource.Kind kind;
  private final FieldAccess field;
  private final NamedTimes times;
  private final String format;
  private final MissingTimestamp missing;

  /**
   * @param zone the zone of days, and of texts without an offset
   * @param locale the language of month and day names in texts
   */
  public TimestampExtractor(TimestampConfig config, ZoneId zone, Locale locale) {
    this.kind = config.source().kind();
    this.field =
        switch (kind) {
          case RECORD, WALLCLOCK -> null;
          case VALUE -> FieldAccess.value(config.source().path());
          case KEY -> FieldAccess.key(config.source().path());
          case HEADER -> FieldAccess.header(config.source().path().get(0));
        };
    this.format = config.format();
    this.times = new NamedTimes(new TimeParser(format, zone, locale), zone);
    this.missing = config.missing();
  }

  /**
   * The time of a record in milliseconds since the epoch, between the years 1 and 9999.
   *
   * @param now the wall clock's time, read once per batch
   * @throws DataException if the record has no time and {@code timestamp.missing=report}
   * @throws ConnectException other than {@link DataException} if the record has no time and {@code
   *     timestamp.missing=fail}
   */
  public long millis(SinkRecord record, long now) {
    return switch (kind) {
      case WALLCLOCK -> now;
      case RECORD -> {
        Long timestamp = record.timestamp();
        yield timestamp != null && timestamp >= 0 && timestamp <= MAX_MILLIS
            ? timestamp
            : missing("The record has no timestamp", record, now);
      }
      case VALUE, KEY, HEADER -> fieldMillis(record, now);
    };
  }

  private long fieldMillis(SinkRecord record, long now) {
    Object value = field.read(record);
    if (value == null || value == FieldAccess.ABSENT) {
      String what = field + (value == null ? " is null" : " is absent");
      return missing(what + ", but timestamp.source names it", record, now);
    }
    Schema schema = field.schema(record);
    String name = schema == null ? null : schema.name();
    if (NamedTimes.isTimeOfDay(name)) {
      return missing(field + " is a time of day without a date", record, now);
    }
    try {
      long millis = times.millis(name, value);
      if (millis >= MIN_MILLIS && millis <= MAX_MILLIS) {
        return millis;
      }
      return missing(field + " is not between the years 1 and 9999", record, now);
    } catch (IllegalArgumentException e) {
      // The parser's message repeats the text, which is the user's data and must not be logged.
      String rule =
          NamedTimes.decides(name)
              ? " cannot be read as " + name + ", the name of its schema"
              : " is not a time in timestamp.format=" + format;
      return missing(field + rule, record, now);
    }
  }

  private long missing(String problem, SinkRecord record, long now) {
    return switch (missing) {
      case WALLCLOCK -> now;
      case REPORT -> throw new DataException(problem);
      case FAIL ->
          throw new ConnectException(
              problem
                  + " (offset "
                  + record.originalKafkaOffset()
                  + " of "
                  + record.originalTopic()
                  + "-"
                  + record.originalKafkaPartition()
                  + "), and timestamp.missing is fail; set it to report or wallclock to continue");
    };
  }
}
