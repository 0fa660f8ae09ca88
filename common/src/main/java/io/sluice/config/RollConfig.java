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
 * When files roll, and what happens to open files when a partition closes.
 *
 * @param bytes size after compression at which a file rolls; 0 is off
 * @param records records at which a file rolls; 0 is off
 * @param intervalMillis age at which a file rolls, from its opening; 0 is off
 * @param idleMillis time without a record after which a file rolls; 0 is off
 * @param eventTimeMillis longest span of event time in a file, from its first record; 0 is off
 * @param scheduleMillis files roll at each multiple of this since the first day of 1970 on the
 *     clock of the time zone; 0 is off
 * @param maxOpenFiles largest number of open files in a task, at least 1
 * @param closePolicy what happens to open files when partitions are taken away
 * @param closeTimeoutMillis longest time to close all partitions of one call
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
   * An HDFS block of 128 MiB, less the 8 MiB that a file may exceed this size by: a record of
   * Kafka's default limit of 1 MiB, a block of bzip2, a page of each Parquet column and the footer.
   * A file that is slightly longer than a block costs a second block on each DataNode and in the
   * NameNode's memory.
   */
  private static final long DEFAULT_ROLL_BYTES = 120L << 20;

  /** Adds the keys of this group. */
  public static void define(ConfigDef definition) {
    new KeyGroup(definition, "Roll")
        .number(
            ROLL_BYTES,
            DEFAULT_ROLL_BYTES,
            range(0, Long.MAX_VALUE, Unit.BYTES),
            high(
                    Width.MEDIUM,
                    "Roll by size",
                    "Publishes a file once it has this many bytes after compression.",
                    "A file is published at the first limit of this group that it reaches. It"
                        + " exceeds this size by at most one record and what the encoder still"
                        + " holds. The default keeps files within one HDFS block of 128 MiB.")
                .value("0", "off")
                .example("268435456"))
        .number(
            ROLL_RECORDS,
            0,
            range(0, Long.MAX_VALUE, Unit.RECORDS),
            medium(
                    Width.MEDIUM,
                    "Roll by records",
                    "Publishes a file once it has this many records.")
                .value("0", "off")
                .example("500000"))
        .number(
            ROLL_INTERVAL_MS,
            600_000,
            millis(0),
            high(
                    Width.MEDIUM,
                    "Roll by age",
                    "Publishes a file this long after it was opened, with or without traffic.")
                .value("0", "off")
                .example("60000"))
        .number(
            ROLL_IDLE_MS,
            0,
            millis(0),
            medium(
                    Width.MEDIUM,
                    "Roll when idle",
                    "Publishes a file that has had no record for this long.")
                .value("0", "off")
                .example("120000"))
        .number(
            ROLL_EVENT_TIME_MS,
            0,
            millis(0),
            medium(
                    Width.MEDIUM,
                    "Roll by event time",
                    "The longest span of event time in one file.",
                    "A record whose time, found by `timestamp.source`, is at least this much after"
                        + " that of the file's first record starts another file. Late records never"
                        + " roll a file, and neither does time without records: combine this key"
                        + " with `roll.interval.ms` or `roll.idle.ms`.")
                .value("0", "off")
                .example("3600000"))
        .number(
            ROLL_SCHEDULE_MS,
            0,
            millis(0),
            medium(
                    Width.MEDIUM,
                    "Roll by schedule",
                    "Publishes all files whenever the clock in `timezone` reaches a multiple of this"
                        + " time.",
                    "`3600000` rolls at each full hour, `86400000` at midnight. `roll.interval.ms`"
                        + " and `ledger.span.ms` may publish files earlier.")
                .value("0", "off")
                .example("3600000"))
        .count(
            MAX_OPEN_FILES,
            1000,
            range(1, Integer.MAX_VALUE, Unit.FILES),
            medium(
                    Width.SHORT,
                    "Open files",
                    "The largest number of files that a task keeps open.",
                    "To open one more, the task publishes the least recently written file.")
                .example("200"))
        .choice(
            CLOSE_POLICY,
            ClosePolicy.DISCARD,
            low(
                    Width.SHORT,
                    "Close policy",
                    "What happens to open files when partitions move to another task or the"
                        + " connector stops.")
                .value("discard", "they are dropped, and their records are read from Kafka again")
                .value("commit", "they are published if `close.timeout.ms` allows it"))
        .number(
            CLOSE_TIMEOUT_MS,
            2000,
            range(1, 60_000, Unit.MILLISECONDS),
            low(
                    Width.SHORT,
                    "Close timeout",
                    "The longest time for closing all partitions that Connect takes away at once.")
                .example("5000"));
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
