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

import io.sluice.config.FaultConfig;
import io.sluice.connect.StorageProvider;
import io.sluice.it.score.History.Opening;
import io.sluice.it.server.Installation;
import io.sluice.it.server.Servers;
import io.sluice.it.server.StorageKind;
import io.sluice.it.server.StorageServer;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.verify.ConnectorFiles;
import io.sluice.ledger.LedgerPaths;
import io.sluice.metrics.TaskMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The cost of opening a partition after a short and after a long history. */
@Command(
    name = "recovery",
    description = "Calls and time to open a partition, whatever its history.")
final class RecoveryLine extends ScoreLine {
  private static final String OUTPUT = "topics";
  private static final int MOST_CALLS = 6;
  private static final double HIGHEST_RATIO = 1.5;
  private static final int WARM_UP = 10;

  @Option(
      names = "--store",
      defaultValue = "hdfs",
      description = "The store: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private StorageKind store;

  @Option(
      names = "--short",
      defaultValue = "10",
      description = "Commits of the short history (default: ${DEFAULT-VALUE}).")
  private long shortHistory;

  @Option(
      names = "--long",
      defaultValue = "100000",
      description = "Commits of the long history (default: ${DEFAULT-VALUE}).")
  private long longHistory;

  @Option(
      names = "--opens",
      defaultValue = "100",
      description = "Openings after each history (default: ${DEFAULT-VALUE}).")
  private int opens;

  @Override
  String name() {
    return "recovery";
  }

  @Override
  boolean measure() throws Exception {
    try (StorageServer server =
        store.start(Installation.locate(), WorkDirectory.create(), Servers.FAST)) {
      server.awaitReady();
      Map<String, String> settings = server.resolve(server.connector(OUTPUT));
      StorageProvider connectorSide = store.provider();
      ConfigDef definition = new ConfigDef();
      connectorSide.define(definition);
      FaultConfig.define(definition);
      AbstractConfig config = new AbstractConfig(definition, settings, false);
      LedgerPaths ledger = new LedgerPaths(OUTPUT + "/_sluice", "recovery");
      try (CountingStorage storage =
          new CountingStorage(connectorSide.open(config, ledger.staging(), new TaskMetrics()))) {
        ConnectorFiles files = server.files(settings);
        History brief = new History("brief", shortHistory, ledger, storage);
        History old = new History("old", longHistory, ledger, storage);
        say("laying down %,d and %,d commits", shortHistory, longHistory);
        brief.layDown(files);
        old.layDown(files);
        say("opening both %,d times in turn", opens);
        return open(brief, old, storage);
      }
    }
  }

  private boolean open(History brief, History old, CountingStorage storage) {
    for (int i = 0; i < WARM_UP; i++) {
      brief.open(storage);
      old.open(storage);
    }
    List<Opening> ofBrief = new ArrayList<>();
    List<Opening> ofOld = new ArrayList<>();
    for (int i = 0; i < opens; i++) {
      ofBrief.add(brief.open(storage));
      ofOld.add(old.open(storage));
    }
    int calls =
        IntStream.range(0, opens)
            .map(i -> Math.max(ofBrief.get(i).calls(), ofOld.get(i).calls()))
            .max()
            .orElseThrow();
    boolean same =
        IntStream.range(0, opens).allMatch(i -> ofBrief.get(i).calls() == ofOld.get(i).calls());
    double medianOfOld = Median.of(ofOld, Opening::millis);
    double ratio = medianOfOld / Median.of(ofBrief, Opening::millis);
    result().put("store", store.name());
    result().put("calls", calls);
    result().put("history", longHistory);
    result().put("sameCalls", same);
    put("medianMillis", medianOfOld, 1);
    put("ratio", ratio, 2);
    return calls <= MOST_CALLS && same && ratio <= HIGHEST_RATIO;
  }
}
