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
import static io.sluice.config.Validators.millis;
import static io.sluice.config.Validators.range;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How far a ledger may be behind, and what happens to missing files.
 *
 * @param spanRecords offsets between the oldest record that is not published and the newest record
 *     read, above which the oldest file rolls
 * @param spanMillis age of the oldest open file above which it rolls
 * @param checkpointMillis longest time between entries of a partition that publishes no file
 * @param missingFile what happens to a decided file that is neither staged nor published
 */
public record LedgerConfig(
    long spanRecords, long spanMillis, long checkpointMillis, MissingFile missingFile) {

  public static final String LEDGER_SPAN_RECORDS = "ledger.span.records";
  public static final String LEDGER_SPAN_MS = "ledger.span.ms";
  public static final String LEDGER_CHECKPOINT_MS = "ledger.checkpoint.ms";
  public static final String ON_MISSING_FILE = "on.missing.file";

  /** Adds the keys of this group. */
  public static void define(ConfigDef definition) {
    new KeyGroup(definition, "Ledger")
        .number(
            LEDGER_SPAN_RECORDS,
            1_000_000,
            range(1, 100_000_000, Unit.RECORDS),
            low(
                    Width.MEDIUM,
                    "Ledger span in records",
                    "Publishes a file whose first record is more than this many offsets behind the"
                        + " newest record read.",
                    "The limit bounds how many records are read again after a crash.")
                .example("5000000"))
        .number(
            LEDGER_SPAN_MS,
            3_600_000,
            millis(1),
            low(
                    Width.MEDIUM,
                    "Ledger span in time",
                    "Publishes a file that has held back the committed offset for this long, whatever"
                        + " the `roll` keys are.")
                .example("7200000"))
        .number(
            LEDGER_CHECKPOINT_MS,
            600_000,
            millis(1),
            low(
                    Width.MEDIUM,
                    "Ledger checkpoint",
                    "The longest time between progress entries while no file is published, for"
                        + " example because all records are skipped.")
                .example("60000"))
        .choice(
            ON_MISSING_FILE,
            MissingFile.FAIL,
            low(
                    Width.SHORT,
                    "On missing file",
                    "What happens to a file that the ledger has decided and that is neither staged nor"
                        + " published.",
                    "Before a task publishes a file, it writes the file's name and offsets to the"
                        + " ledger; the file is then decided. The key applies to stores whose staging survives a crash. Where staging is on"
                        + " the worker's disk, such a file is always written again.")
                .value("fail", "the task fails")
                .value("moved", "the file counts as published, and moved by another program")
                .value("rewrite", "the file is written again from Kafka"));
  }

  /** Reads the keys of this group. */
  public static LedgerConfig from(AbstractConfig config) {
    return new LedgerConfig(
        config.getLong(LEDGER_SPAN_RECORDS),
        config.getLong(LEDGER_SPAN_MS),
        config.getLong(LEDGER_CHECKPOINT_MS),
        Choices.read(config, ON_MISSING_FILE, MissingFile.class));
  }
}
