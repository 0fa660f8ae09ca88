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
 * What one task may use.
 *
 * @param memoryLimitBytes heap and native memory for records that wait and for encoders
 * @param writerThreads threads that encode and write, at least 1
 * @param ioThreads threads that talk to the store about ledgers and whole files, at least 1
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
            range(1024 * 1024, Long.MAX_VALUE, "bytes", ""),
            medium(
                Width.MEDIUM,
                "Memory limit",
                "Memory that a task uses for waiting records and open files. Above it, partitions"
                    + " are paused and files published early. One poll's batch (max.poll.records of"
                    + " the consumer) can come on top."))
        .count(
            WRITER_THREADS,
            2,
            range(1, 256, "threads", ""),
            low(
                Width.SHORT,
                "Writer threads",
                "Threads of a task that encode, compress and write records."))
        .count(
            IO_THREADS,
            8,
            range(1, 256, "threads", ""),
            low(
                Width.SHORT,
                "I/O threads",
                "Threads of a task that open partitions, commit and publish."));
  }

  /** Reads the keys of this group. */
  public static ResourceConfig from(AbstractConfig config) {
    return new ResourceConfig(
        config.getLong(MEMORY_LIMIT_BYTES),
        config.getInt(WRITER_THREADS),
        config.getInt(IO_THREADS));
  }
}
