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
import static io.sluice.config.Validators.range;

import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * The limits of one task.
 *
 * @param memoryLimitBytes heap and native memory for waiting records and for encoders
 * @param writerThreads threads that encode and write records, at least 1
 * @param ioThreads threads that read and write ledgers and publish files, at least 1
 */
public record ResourceConfig(long memoryLimitBytes, int writerThreads, int ioThreads) {

  public static final String MEMORY_LIMIT_BYTES = "memory.limit.bytes";
  public static final String WRITER_THREADS = "writer.threads";
  public static final String IO_THREADS = "io.threads";

  private static final int USUAL_PARTS = 4;
  private static final int LEAST_PARTS = 2;

  /** Adds the keys of this group. */
  public static void define(ConfigDef definition) {
    new KeyGroup(definition, "Resources")
        .number(
            MEMORY_LIMIT_BYTES,
            64L * 1024 * 1024,
            range(1024 * 1024, Long.MAX_VALUE, Unit.BYTES),
            medium(
                    Width.MEDIUM,
                    "Memory limit",
                    "The memory that a task uses for waiting records and open files.",
                    "Above the limit, the task pauses partitions and publishes files early. One batch"
                        + " of the consumer (`max.poll.records`) can exceed the limit.")
                .example("268435456"))
        .count(
            WRITER_THREADS,
            2,
            range(1, 256, Unit.THREADS),
            low(
                    Width.SHORT,
                    "Writer threads",
                    "The number of threads with which a task encodes, compresses and writes records.")
                .example("4"))
        .count(
            IO_THREADS,
            8,
            range(1, 256, Unit.THREADS),
            low(
                    Width.SHORT,
                    "I/O threads",
                    "The number of threads with which a task opens partitions, commits and publishes.")
                .example("16"));
  }

  /**
   * The memory at which an encoder ends a part of its file: the value of the key or, if it is not
   * set, a quarter of the memory limit.
   *
   * @param key without a default
   * @param most limit for a part that is not configured; readers gain nothing from larger ones
   */
  static int part(AbstractConfig config, String key, int most) {
    Integer configured = config.getInt(key);
    return configured == null
        ? (int) Math.min(most, config.getLong(MEMORY_LIMIT_BYTES) / USUAL_PARTS)
        : configured;
  }

  /**
   * Reports a format whose files would be published before a single part of them is complete.
   *
   * @param errors receives the key and a message
   */
  static void check(
      AbstractConfig config, FormatSettings format, BiConsumer<String, String> errors) {
    long limit = config.getLong(MEMORY_LIMIT_BYTES);
    long held = format.heldBytes();
    if (held > limit / LEAST_PARTS) {
      String key = format.heldBytesKey().orElseThrow();
      errors.accept(
          key,
          "%s must be at most half of %s, which is %d, because the task publishes files early when"
                  .formatted(key, MEMORY_LIMIT_BYTES, limit)
              + " its records and open files take more; lower it to %d, or raise %s to %d"
                  .formatted(limit / LEAST_PARTS, MEMORY_LIMIT_BYTES, held * LEAST_PARTS));
    }
  }

  /** Reads the keys of this group. */
  public static ResourceConfig from(AbstractConfig config) {
    return new ResourceConfig(
        config.getLong(MEMORY_LIMIT_BYTES),
        config.getInt(WRITER_THREADS),
        config.getInt(IO_THREADS));
  }
}
