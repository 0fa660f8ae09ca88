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
package io.sluice.gcs;

import static io.sluice.config.KeyGroup.Label.high;
import static io.sluice.config.KeyGroup.Label.medium;

import io.sluice.config.FormatConfig;
import io.sluice.config.KeyGroup;
import io.sluice.config.RollConfig;
import io.sluice.config.Unit;
import io.sluice.config.Validators;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Where files are staged until they are uploaded.
 *
 * @param directory on the worker's local disk
 * @param limitBytes total size of the staged files of a task, at least 1 MiB
 */
record SpoolConfig(Path directory, long limitBytes) {

  static final String DIRECTORY = "spool.dir";
  static final String LIMIT_BYTES = "spool.limit.bytes";

  private static final long DEFAULT_LIMIT_BYTES = 4L << 30;
  private static final long MIN_LIMIT_BYTES = 1 << 20;

  /** Adds the keys of this part. */
  static void define(KeyGroup group) {
    group
        .add(
            DIRECTORY,
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Validators.absolutePath("/var/spool/sluice"),
            high(
                    Width.LONG,
                    "Spool directory",
                    "A directory on the local disk of every worker, where files are written before"
                        + " they are uploaded.",
                    "Do not use a network file system. If the directory is lost, its records are"
                        + " read from Kafka again. The connector creates it, and any number of"
                        + " connectors and workers on the same host can share it.",
                    "Uploads may take as long as they need, but a task whose network is slower than"
                        + " its topics pauses partitions once `spool.limit.bytes` is"
                        + " reached.")
                .example("/var/spool/sluice"))
        .number(
            LIMIT_BYTES,
            DEFAULT_LIMIT_BYTES,
            Validators.range(MIN_LIMIT_BYTES, Long.MAX_VALUE, Unit.BYTES),
            medium(
                    Width.MEDIUM,
                    "Spool limit",
                    "The total size of the files of one task in `spool.dir`.",
                    "It must be at least one file of `roll.bytes`, and fit on the disk. Above the"
                        + " limit, the task pauses partitions and publishes the oldest files"
                        + " early.")
                .example("17179869184"));
  }

  /** Reads the keys of this part. */
  static SpoolConfig from(AbstractConfig config) {
    return new SpoolConfig(Path.of(config.getString(DIRECTORY)), config.getLong(LIMIT_BYTES));
  }

  /** Checks that one file is within the limit, as far as the settings bound its size. */
  static void check(AbstractConfig config, BiConsumer<String, String> errors) {
    long limit = config.getLong(LIMIT_BYTES);
    long rolled = config.getLong(RollConfig.ROLL_BYTES);
    long held = FormatConfig.from(config).heldBytes();
    if (limit - held < rolled || limit < held) {
      errors.accept(
          LIMIT_BYTES,
          "%s (%d) must be at least the size of one file: %s (%d) and what its encoder holds (%d); raise it, or lower %s"
              .formatted(
                  LIMIT_BYTES, limit, RollConfig.ROLL_BYTES, rolled, held, RollConfig.ROLL_BYTES));
    }
  }
}
