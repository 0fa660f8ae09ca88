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
import io.sluice.it.server.Servers;
import io.sluice.it.server.StorageKind;
import io.sluice.it.server.StorageServer;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.server.WorkerProcess;
import io.sluice.it.verify.ConnectorFiles;
import io.sluice.it.verify.LocalOutput;
import io.sluice.it.verify.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Runs one sink after the other over the same topic, in the same worker. */
final class ThroughputRounds {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Servers servers;
  private final WorkerProcess worker;
  private final ConnectClient client;
  private final Plan plan;
  private final ThroughputTarget target;
  private int round;

  ThroughputRounds(Servers servers, WorkerProcess worker, Plan plan, ThroughputTarget target) {
    this.servers = servers;
    this.worker = worker;
    this.client = worker.client();
    this.plan = plan;
    this.target = target;
  }

  /** The parameters of all rounds. */
  record Plan(
      String topic,
      int partitions,
      long recordsPerPartition,
      long recordsPerFile,
      String format,
      String compression) {

    long records() {
      return recordsPerPartition * partitions;
    }
  }

  /**
   * The time and CPU of one run, from the first non-empty batch to the last record or file.
   *
   * @param cpuSeconds of the worker process
   */
  record Round(double seconds, double cpuSeconds) {}

  /** The sink that only counts. */
  Round noop() throws IOException {
    String name = "noop-" + round;
    Path done = servers.directory().resolve(name + ".done");
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", NoOpSinkConnector.class.getName());
    config.put(NoOpSinkConnector.EXPECTED_RECORDS, Long.toString(plan.records()));
    config.put(NoOpSinkConnector.DONE_FILE, done.toString());
    return run(name, config, () -> Files.exists(done), () -> Instant.parse(Files.readString(done)));
  }

  /** The connector under test, whose output is verified and removed. */
  Round ours() throws IOException {
    String name = "sink-" + round++;
    Map<String, String> config = new HashMap<>();
    config.put("format", plan.format());
    config.put("compression", plan.compression());
    config.put("roll.records", Long.toString(plan.recordsPerFile()));
    if (target.store != null) {
      StorageServer store = servers.store(target.store);
      config.putAll(store.connector(name));
      ConnectorFiles files = store.files(config);
      Round measured = run(name, config, files.output());
      files.delete();
      return measured;
    }
    Path directory = servers.directory().resolve(name);
    config.put("connector.class", StorageKind.hdfs.connectorClass());
    config.put("hdfs.url", "file:///");
    config.put("output.dir", directory.toString());
    config.put("kafka.bootstrap.servers", servers.broker().bootstrapServers());
    Round measured = run(name, config, new LocalOutput(directory));
    WorkDirectory.delete(directory);
    return measured;
  }

  private Round run(String name, Map<String, String> config, Output output) throws IOException {
    long files = plan.records() / plan.recordsPerFile();
    Round measured = run(name, config, () -> output.files().size() >= files, output::lastChange);
    new BulkCheck(plan, output).check();
    return measured;
  }

  /** Returns when a run ended. */
  @FunctionalInterface
  private interface End {
    Instant instant() throws IOException;
  }

  private Round run(String name, Map<String, String> config, Await.Condition ended, End end)
      throws IOException {
    Path first = servers.directory().resolve(name + ".first");
    config.put("tasks.max", "1");
    config.put("topics", plan.topic());
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
