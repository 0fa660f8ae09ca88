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

import io.sluice.it.score.TimedRuns.Round;
import io.sluice.it.server.Servers;
import io.sluice.it.server.StorageKind;
import io.sluice.it.server.StorageServer;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.server.WorkerProcess;
import io.sluice.it.verify.ConnectorFiles;
import io.sluice.it.verify.LocalOutput;
import io.sluice.it.verify.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs one sink after the other over the same topic, in the same worker. */
final class ThroughputRounds {
  private final Servers servers;
  private final TimedRuns runs;
  private final Plan plan;
  private final ThroughputTarget target;
  private int round;

  ThroughputRounds(Servers servers, WorkerProcess worker, Plan plan, ThroughputTarget target) {
    this.servers = servers;
    this.runs = new TimedRuns(servers.directory(), worker, plan.topic());
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

  /** The sink that only counts. */
  Round noop() throws IOException {
    return runs.noop("noop-" + round, plan.records(), new HashMap<>());
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
    Round measured =
        runs.run(name, config, () -> output.files().size() >= files, output::lastChange);
    new BulkCheck(plan, output).check();
    return measured;
  }
}
