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

import static io.sluice.config.KeyGroup.Label.high;
import static io.sluice.config.KeyGroup.Label.low;
import static io.sluice.config.KeyGroup.Label.medium;
import static io.sluice.config.Validators.millis;
import static io.sluice.config.Validators.range;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * When files are complete.
 *
 * @param bytes size at which a file rolls, compression considered; 0 is off
 * @param records records at which a file rolls; 0 is off
 * @param intervalMillis age at which a file rolls, from its opening; 0 is off
 * @param idleMillis time without a record after which a file rolls; 0 is off
 * @param eventTimeMillis span of event time that a file covers from its first record on; 0 is off
 * @param scheduleMillis files roll at each multiple of this since the first day of 1970 on the
 *     clock of the time zone; 0 is off
 * @param maxOpenFiles open files of a task, at least 1
 * @param closePolicy what happens to open files when partitions are taken away
 * @param closeTimeoutMillis how long that may take, for all partitions of the call together
 */
public record RollConfig(
    long bytes,
    long records,
    long intervalMillis,
    long idleMillis,
    long eventTimeMillis,
    long scheduleMillis,
    int maxOpenFiles,
    ClosePolicy closePolicy,
    long closeTimeoutMillis) {

  public static final String ROLL_BYTES = "roll.bytes";
  public static final String ROLL_RECORDS = "roll.records";
  public static final String ROLL_INTERVAL_MS = "roll.interval.ms";
  public static final String ROLL_IDLE_MS = "roll.idle.ms";
  public static final String ROLL_EVENT_TIME_MS = "roll.event.time.ms";
  public static final String ROLL_SCHEDULE_MS = "roll.schedule.ms";
  public static final String MAX_OPEN_FILES = "max.open.files";
  public static final String CLOSE_POLICY = "close.policy";
  public static final String CLOSE_TIMEOUT_MS = "close.timeout.ms";

  /**
   * An HDFS block of 128 MiB, less 8 MiB for what a file exceeds it by: a record of Kafka's default
   * limit of 1 MiB, a block of bzip2, a page of each Parquet column and the footer. A file that is
   * a little longer than a block costs a second one on each DataNode and in the NameNode's memory.
   */
  private static final long DEFAULT_ROLL_BYTES = 120L << 20;

  private static final String OFF = "0 turns it off";

  /** Adds the keys of this group. */
  public static void define(ConfigDef definition) {
    new KeyGroup(definition, "Roll")
        .number(
            ROLL_BYTES,
            DEFAULT_ROLL_BYTES,
            range(0, Long.MAX_VALUE, "bytes", OFF),
            high(
                Width.MEDIUM,
                "Roll by size",
                "Publishes a file once it has this many bytes, after compression; 0 is off. A file"
                    + " exceeds it by at most a record and what the compression still holds; the"
                    + " default keeps files within one HDFS block of 128 MiB."))
        .number(
            ROLL_RECORDS,
            0,
            range(0, Long.MAX_VALUE, "records", OFF),
            medium(
                Width.MEDIUM,
                "Roll by records",
                "Publishes a file once it has this many records; 0 is off."))
        .number(
            ROLL_INTERVAL_MS,
            600_000,
            millis(0, OFF),
            high(
                Width.MEDIUM,
                "Roll by age",
                "Publishes a file this many milliseconds after it was opened, with or without"
                    + " traffic; 0 is off."))
        .number(
            ROLL_IDLE_MS,
            0,
            millis(0, OFF),
            medium(
                Width.MEDIUM,
                "Roll when idle",
                "Publishes a file that has had no record for this many milliseconds; 0 is off."))
        .number(
            ROLL_EVENT_TIME_MS,
            0,
            millis(0, OFF),
            medium(
                Width.MEDIUM,
                "Roll by event time",
                "Begins another file with the first record whose time, as timestamp.source says, is"
                    + " this many milliseconds or more after that of the file's first record; 0 is"
                    + " off. Late records never roll a file, and neither does time without records:"
                    + " combine it with roll.interval.ms or roll.idle.ms."))
        .number(
            ROLL_SCHEDULE_MS,
            0,
            millis(0, OFF),
            medium(
                Width.MEDIUM,
                "Roll by schedule",
                "Publishes all files whenever the clock in timezone reaches a multiple of this many"
                    + " milliseconds: 3600000 at each full hour, 86400000 at midnight; 0 is off."
                    + " roll.interval.ms and ledger.span.ms may publish files earlier."))
        .count(
            MAX_OPEN_FILES,
            1000,
            range(1, Integer.MAX_VALUE, "files", ""),
            medium(
                Width.SHORT,
                "Open files",
                "Files that a task keeps open at most; for one more, the least recently written one"
                    + " is published."))
        .choice(
            CLOSE_POLICY,
            ClosePolicy.DISCARD,
            low(
                Width.SHORT,
                "Close policy",
                "What happens to open files when partitions move to another task or the connector"
                    + " stops: discard drops them, and their records are read from Kafka again;"
                    + " commit publishes them if close.timeout.ms allows."))
        .number(
            CLOSE_TIMEOUT_MS,
            2000,
            range(1, 60_000, "milliseconds", ""),
            low(
                Width.SHORT,
                "Close timeout",
                "How many milliseconds closing may take, for all partitions of the call together."));
  }

  /** Reads the keys of this group. */
  public static RollConfig from(AbstractConfig config) {
    return new RollConfig(
        config.getLong(ROLL_BYTES),
        config.getLong(ROLL_RECORDS),
        config.getLong(ROLL_INTERVAL_MS),
        config.getLong(ROLL_IDLE_MS),
        config.getLong(ROLL_EVENT_TIME_MS),
        config.getLong(ROLL_SCHEDULE_MS),
        config.getInt(MAX_OPEN_FILES),
        Choices.read(config, CLOSE_POLICY, ClosePolicy.class),
        config.getLong(CLOSE_TIMEOUT_MS));
  }
}
