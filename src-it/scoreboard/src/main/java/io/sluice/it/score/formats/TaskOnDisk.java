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
package io.sluice.it.score.formats;

import io.sluice.hdfs.HdfsSinkConnector;
import io.sluice.hdfs.HdfsSinkTask;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.task.TaskDriver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigValue;

/** The HDFS connector's task in this JVM on a local directory, with one partition. */
final class TaskOnDisk implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration LONGEST_POLL = Duration.ofMillis(5);

  private final Path directory;
  private final TaskDriver driver;

  private TaskOnDisk(Path directory, TaskDriver driver) {
    this.directory = directory;
    this.driver = driver;
  }

  /**
   * The errors of the connector's validation, each message with its key; empty if it accepts the
   * settings.
   *
   * @param key the only one that messages may be about
   * @throws IllegalStateException if they are about others
   */
  static String refusal(Map<String, String> settings, String key) throws IOException {
    Path directory = WorkDirectory.createNew("validation");
    List<ConfigValue> refused =
        new HdfsSinkConnector()
            .validate(config(directory, settings)).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .toList();
    WorkDirectory.delete(directory);
    String text =
        refused.stream()
            .map(value -> value.name() + ": " + String.join("; ", value.errorMessages()))
            .collect(Collectors.joining("; "));
    if (refused.stream().anyMatch(value -> !value.name().equals(key))) {
      throw new IllegalStateException("validation says of other settings: " + text);
    }
    return text;
  }

  /** Starts the task, which will write files with this number of records of the corpus. */
  static TaskOnDisk start(
      Map<String, String> settings, Corpus corpus, long seed, long recordsPerFile)
      throws IOException {
    Path directory = WorkDirectory.createNew("format");
    Map<String, String> config = config(directory, settings);
    config.putAll(corpus.settings());
    config.put("roll.records", Long.toString(recordsPerFile));
    TaskDriver driver =
        new TaskDriver(
            new HdfsSinkTask(),
            config,
            new TopicPartition(corpus.name(), 0),
            offset -> corpus.record(seed, offset),
            LONGEST_POLL);
    return new TaskOnDisk(directory, driver);
  }

  private static Map<String, String> config(Path directory, Map<String, String> settings) {
    Map<String, String> config = new HashMap<>(settings);
    config.put("name", "formats");
    config.put("hdfs.url", "file:///");
    config.put("on.offset.gap", "skip");
    config.put("on.topic.reset", "restart");
    config.put("output.dir", directory.toString());
    return config;
  }

  /** Gives the task this number of records, and returns when all of them are published. */
  void deliver(long records) throws InterruptedException {
    driver.produce(records);
    driver.runUntil("all records are committed", LIMIT, () -> driver.committed() == records);
  }

  /** The directory of published files. */
  Path output() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    driver.close();
    WorkDirectory.delete(directory);
  }
}
