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
 * The bounds of the ledger.
 *
 * @param spanRecords offsets between the oldest record that is not published and the newest one
 *     read, above which the oldest file rolls
 * @param spanMillis age of the oldest open file above which it rolls
 * @param checkpointMillis how often a partition that has only skipped records writes an entry
 * @param missingFile what happens to a decided file that is nowhere
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
            range(1, 100_000_000, "records", ""),
            low(
                Width.MEDIUM,
                "Ledger span in records",
                "A file whose first record lies more than this many offsets behind the newest one"
                    + " read is published, so that little has to be read again after a crash."))
        .number(
            LEDGER_SPAN_MS,
            3_600_000,
            millis(1, ""),
            low(
                Width.MEDIUM,
                "Ledger span in time",
                "A file that has held back the committed offset for this many milliseconds is"
                    + " published, whatever the roll settings say."))
        .number(
            LEDGER_CHECKPOINT_MS,
            600_000,
            millis(1, ""),
            low(
                Width.MEDIUM,
                "Ledger checkpoint",
                "How many milliseconds apart the ledger records progress at most where no file is"
                    + " published, as when all records are skipped."))
        .choice(
            ON_MISSING_FILE,
            MissingFile.FAIL,
            low(
                Width.SHORT,
                "On missing file",
                "What happens to a file that the ledger has decided and that is neither staged nor"
                    + " published, where the store's staging survives a crash: fail fails the task,"
                    + " moved takes it as published and moved away by another program, rewrite"
                    + " writes it again from Kafka. Where staging dies with the worker, such a file"
                    + " is always written again."));
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
