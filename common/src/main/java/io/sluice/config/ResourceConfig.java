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

  /** Reads the keys of this group. */
  public static ResourceConfig from(AbstractConfig config) {
    return new ResourceConfig(
        config.getLong(MEMORY_LIMIT_BYTES),
        config.getInt(WRITER_THREADS),
        config.getInt(IO_THREADS));
  }
}
