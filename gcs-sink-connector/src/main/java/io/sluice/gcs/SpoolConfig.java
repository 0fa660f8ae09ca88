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
import io.sluice.config.Validators;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Where files are staged until they are uploaded.
 *
 * @param directory on the worker's own disk
 * @param limitBytes what a task may have staged, at least 1 MiB
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
                "A directory on every worker's own disk, not on a network file system. Files are"
                    + " written there and uploaded as a whole; what is lost with it is read from"
                    + " Kafka again. It is made if it does not exist, and may be shared by any"
                    + " number of connectors and workers of one host. A file has to be uploaded"
                    + " within storage.timeout.ms, beside up to io.threads others of the task: with"
                    + " the defaults of these and of roll.bytes, a task that has so much to send"
                    + " needs 18 MiB/s; on a slower network lower roll.bytes or raise"
                    + " storage.timeout.ms."))
        .number(
            LIMIT_BYTES,
            DEFAULT_LIMIT_BYTES,
            Validators.range(MIN_LIMIT_BYTES, Long.MAX_VALUE, "bytes", ""),
            medium(
                Width.MEDIUM,
                "Spool limit",
                "Bytes that a task may have in the spool directory: at least one file of roll.bytes,"
                    + " and no more than its disk has room for. Above it, partitions are paused and"
                    + " the oldest files published early."));
  }

  /** Reads the keys of this part. */
  static SpoolConfig from(AbstractConfig config) {
    return new SpoolConfig(Path.of(config.getString(DIRECTORY)), config.getLong(LIMIT_BYTES));
  }

  /** Checks that a file fits, as far as the settings bound its size. */
  static void check(AbstractConfig config, BiConsumer<String, String> errors) {
    long limit = config.getLong(LIMIT_BYTES);
    long rolled = config.getLong(RollConfig.ROLL_BYTES);
    long held = FormatConfig.from(config).heldBytes();
    if (limit - held < rolled || limit < held) {
      errors.accept(
          LIMIT_BYTES,
          "%s (%d) is less than one file takes: %s (%d) and what its encoder holds (%d); raise it, or lower %s"
              .formatted(
                  LIMIT_BYTES, limit, RollConfig.ROLL_BYTES, rolled, held, RollConfig.ROLL_BYTES));
    }
  }
}
