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
package io.sluice.it.score;

import io.sluice.it.Await;
import io.sluice.it.Await.Hopeless;
import io.sluice.it.connect.ConnectClient;
import io.sluice.it.connector.NoOpSinkConnector;
import io.sluice.it.launch.FirstBatchClock;
import io.sluice.it.server.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Measures connectors of one worker that read one topic, one after the other. */
final class TimedRuns {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Path directory;
  private final WorkerProcess worker;
  private final ConnectClient client;
  private final String topic;

  /**
   * @param directory for files of the measurement
   */
  TimedRuns(Path directory, WorkerProcess worker, String topic) {
    this.directory = directory;
    this.worker = worker;
    this.client = worker.client();
    this.topic = topic;
  }

  /**
   * The time and CPU of one run, from the first non-empty batch to the last record or file.
   *
   * @param cpuSeconds of the worker process
   */
  record Round(double seconds, double cpuSeconds) {}

  /**
   * Runs the sink that only counts.
   *
   * @param config more settings, such as a converter; is changed
   */
  Round noop(String name, long records, Map<String, String> config) throws IOException {
    Path done = directory.resolve(name + ".done");
    config.put("connector.class", NoOpSinkConnector.class.getName());
    config.put(NoOpSinkConnector.EXPECTED_RECORDS, Long.toString(records));
    config.put(NoOpSinkConnector.DONE_FILE, done.toString());
    return run(name, config, () -> Files.exists(done), () -> Instant.parse(Files.readString(done)));
  }

  /** Returns when a run ended. */
  @FunctionalInterface
  interface End {
    Instant instant() throws IOException;
  }

  /**
   * Runs a connector until it ended.
   *
   * @param config without the topic; is changed
   */
  Round run(String name, Map<String, String> config, Await.Condition ended, End end)
      throws IOException {
    Path first = directory.resolve(name + ".first");
    config.put("tasks.max", "1");
    config.put("topics", topic);
    config.put("consumer.override.interceptor.classes", FirstBatchClock.class.getName());
    config.put("consumer.override." + FirstBatchClock.FILE, first.toString());
    client.create(name, config);
    Await.until(name + " gets records", LIMIT, healthy(name, () -> Files.exists(first)));
    Duration cpuBefore = worker.process().cpuTime();
    Await.until(name + " ends", LIMIT, healthy(name, ended));
    Duration cpu = worker.process().cpuTime().minus(cpuBefore);
    Instant start = Instant.parse(Files.readString(first));
    double seconds = Duration.between(start, end.instant()).toNanos() / 1e9;
    client.delete(name);
    return new Round(seconds, cpu.toNanos() / 1e9);
  }

  /** The condition, which becomes hopeless when the connector fails. */
  private Await.Condition healthy(String name, Await.Condition condition) {
    long[] asked = {System.nanoTime()};
    return () -> {
      if (condition.holds()) {
        return true;
      }
      long now = System.nanoTime();
      if (now - asked[0] > Duration.ofSeconds(2).toNanos()) {
        asked[0] = now;
        String failure = client.status(name).failure();
        if (!failure.isEmpty()) {
          throw new Hopeless(name + " failed: " + failure);
        }
      }
      return false;
    };
  }
}
