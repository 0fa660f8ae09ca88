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
package io.sluice.config;

import static io.sluice.config.KeyGroup.Label.low;
import static io.sluice.config.KeyGroup.Label.medium;

import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How the time of a record is found.
 *
 * @param source the part of the record that holds the time, or the clock
 * @param format one of {@link #NAMED_FORMATS}, or a {@code java.time} pattern
 * @param missing what happens to a record without a usable time
 */
public record TimestampConfig(TimestampSource source, String format, MissingTimestamp missing) {

  public static final String TIMESTAMP_SOURCE = "timestamp.source";
  public static final String TIMESTAMP_FORMAT = "timestamp.format";
  public static final String TIMESTAMP_MISSING = "timestamp.missing";

  /** The values of {@code timestamp.format} that are not patterns. */
  public static final List<String> NAMED_FORMATS =
      List.of("epoch_ms", "epoch_s", "epoch_us", "epoch_ns", "iso8601");

  private static final String DEFAULT_FORMAT = "epoch_ms";

  /** Adds the keys of this group. */
  public static void define(ConfigDef definition) {
    new KeyGroup(definition, "Time")
        .text(
            TIMESTAMP_SOURCE,
            "record",
            Validators.text(TimestampSource.ALLOWED, TimestampConfig::sourceProblem),
            medium(
                    Width.MEDIUM,
                    "Timestamp source",
                    "Where the time of a record comes from, for `{timestamp:…}` tokens and"
                        + " `roll.event.time.ms`.")
                .value("record", "the timestamp that Kafka stores with the record")
                .value("wallclock", "the time at which the task received the record")
                .value("value.<path>", "a field of the value; names are separated by dots")
                .value("key.<path>", "a field of the key")
                .value("header.<name>", "a header")
                .example("value.meta.created"))
        .text(
            TIMESTAMP_FORMAT,
            DEFAULT_FORMAT,
            formatValidator(),
            medium(
                    Width.MEDIUM,
                    "Timestamp format",
                    "The format of a time in a field or header.",
                    "A pattern is one of Java's `DateTimeFormatter`, such as"
                        + " `dd/MMM/yyyy:HH:mm:ss Z`. A text without an offset is in `timezone`."
                        + " Fields of Connect's types Date and Timestamp need no format, nor do those"
                        + " whose schema has a name of `io.debezium.time` or of Avro's logical types,"
                        + " such as `timestamp-micros`. A date is that day in `timezone`, and so is a"
                        + " timestamp without a zone, such as `io.debezium.time.MicroTimestamp`.")
                .value("epoch_ms", "milliseconds since 1970")
                .value("epoch_s", "seconds since 1970")
                .value("epoch_us", "microseconds since 1970")
                .value("epoch_ns", "nanoseconds since 1970")
                .value(
                    "iso8601",
                    "a text such as `2026-01-31T12:00:00Z`, also with a zone at its end, such as"
                        + " `[Europe/Berlin]`")
                .example("yyyy-MM-dd HH:mm:ss"))
        .choice(
            TIMESTAMP_MISSING,
            MissingTimestamp.REPORT,
            low(Width.SHORT, "Missing timestamp", "What happens to a record without a usable time.")
                .value("report", "Connect's errant-record reporter receives the record")
                .value("wallclock", "the record has the time at which the task received it")
                .value("fail", "the task fails"));
  }

  /** Accepts one of {@link #NAMED_FORMATS}, or a {@code java.time} pattern. */
  public static Validator formatValidator() {
    return Validators.text(
        String.join(", ", NAMED_FORMATS) + ", or a pattern", TimestampConfig::formatProblem);
  }

  /** Reads the keys of this group. */
  public static TimestampConfig from(AbstractConfig config) {
    return new TimestampConfig(
        TimestampSource.parse(config.getString(TIMESTAMP_SOURCE)),
        config.getString(TIMESTAMP_FORMAT),
        Choices.read(config, TIMESTAMP_MISSING, MissingTimestamp.class));
  }

  /** Checks the keys of this group against each other. */
  static void check(AbstractConfig config, BiConsumer<String, String> errors) {
    TimestampConfig time = from(config);
    if (!time.format().equals(DEFAULT_FORMAT) && !time.source().hasFormat()) {
      errors.accept(
          TIMESTAMP_FORMAT,
          TIMESTAMP_FORMAT
              + " applies only to a field or header; remove it, or set "
              + TIMESTAMP_SOURCE
              + " to value.<path>, key.<path> or header.<name>");
    }
  }

  private static String sourceProblem(String value) {
    try {
      TimestampSource.parse(value);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static String formatProblem(String value) {
    if (NAMED_FORMATS.contains(value)) {
      return null;
    }
    if (value.startsWith("epoch") || value.startsWith("iso")) {
      return "must be one of " + String.join(", ", NAMED_FORMATS) + ", or a pattern";
    }
    try {
      TimePattern.compile(value, Locale.ENGLISH);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }
}
