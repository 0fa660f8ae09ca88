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

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.SinkConfig;
import io.sluice.gcs.GcsStorageProvider;
import io.sluice.it.gcs.api.Permission;
import io.sluice.it.gcs.call.Calls.Counts;
import io.sluice.it.score.History.Opening;
import io.sluice.it.score.gcs.CommitCosts;
import io.sluice.it.score.gcs.CommitCosts.Cost;
import io.sluice.it.score.gcs.DirectStorage;
import io.sluice.it.server.StorageKind;
import io.sluice.it.task.gcs.TaskOnGcs;
import io.sluice.ledger.LedgerPaths;
import io.sluice.metrics.TaskMetrics;
import io.sluice.storage.Storage;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The cost of commits on Cloud Storage, and of openings where nothing may be deleted. */
@Command(name = "cost", description = "Billed operations for each commit, with and without delete.")
final class CostLine extends ScoreLine {
  private static final int[] FILES = {1, 10, 100};
  private static final long SHORT_HISTORY = 10;

  @Option(
      names = "--store",
      defaultValue = "gcs",
      description = "The store: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private StorageKind store;

  @Option(
      names = "--history",
      defaultValue = "10000",
      description =
          "Commits without permission to delete, before an opening (default: ${DEFAULT-VALUE}).")
  private long history;

  @Spec private CommandSpec spec;

  @Override
  String name() {
    return "cost";
  }

  @Override
  boolean measure() throws Exception {
    if (store != StorageKind.gcs) {
      throw new ParameterException(
          spec.commandLine(), "only the operations of gcs are billed, not those of " + store);
    }
    result().put("store", store.name());
    boolean least = commits("commits", server -> {});
    boolean leastWithoutDelete = commits("commitsWithoutDelete", CostLine::denyDelete);
    boolean same = recovery();
    return least && leastWithoutDelete && same;
  }

  private boolean commits(String field, Consumer<TaskOnGcs> rights)
      throws IOException, InterruptedException {
    ArrayNode commits = result().putArray(field);
    boolean least = true;
    for (int files : FILES) {
      Cost cost = CommitCosts.measure(files, rights);
      say("%s: %s", field, cost);
      least &= cost.isLeast();
      commits
          .addObject()
          .put("files", cost.files())
          .put("classA", cost.classA())
          .put("classB", cost.classB())
          .put("calls", cost.calls());
    }
    return least;
  }

  /** Opens a partition after few and after many commits whose entries could not be deleted. */
  private boolean recovery() throws IOException {
    try (TaskOnGcs server = TaskOnGcs.start()) {
      denyDelete(server);
      GcsStorageProvider connectorSide = new GcsStorageProvider();
      ConfigDef definition = new ConfigDef();
      connectorSide.define(definition);
      SinkConfig.define(definition);
      AbstractConfig config = new AbstractConfig(definition, server.connector(), false);
      LedgerPaths ledger = new LedgerPaths("topics/_sluice", TaskOnGcs.CONNECTOR);
      try (CountingStorage storage =
          new CountingStorage(connectorSide.open(config, ledger.staging(), new TaskMetrics()))) {
        say("appending %,d and %,d commits without permission to delete", SHORT_HISTORY, history);
        Storage direct = new DirectStorage(server.bucket(), storage);
        new History("brief", SHORT_HISTORY, ledger, direct).appendFrom(1);
        new History("old", history, ledger, direct).appendFrom(1);
        History brief = new History("brief", SHORT_HISTORY, ledger, storage);
        History old = new History("old", history, ledger, storage);
        ObjectNode shown = result().putObject("recovery");
        Counts start = server.gcs().calls().counts();
        Opening ofBrief = brief.open(storage);
        Counts between = server.gcs().calls().counts();
        Opening ofOld = old.open(storage);
        Counts costOfOld = server.gcs().calls().counts().since(between);
        boolean same = ofBrief.calls() == ofOld.calls() && between.since(start).equals(costOfOld);
        shown.put("history", history);
        shown.put("calls", ofOld.calls());
        shown.put("classA", costOfOld.classA());
        shown.put("classB", costOfOld.classB());
        shown.put("sameCalls", same);
        return same;
      }
    }
  }

  private static void denyDelete(TaskOnGcs server) {
    server.gcs().access().deny(Permission.OBJECTS_DELETE);
  }
}
