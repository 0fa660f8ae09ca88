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

import io.sluice.it.score.gcs.FaultMatrix;
import io.sluice.it.score.matrix.Cells;
import io.sluice.it.server.StorageKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Every fault of the store at every step of a commit, in the real task: no record is missing or
 * twice.
 */
@Command(name = "faults", description = "Every fault of the store at every step of a commit.")
final class FaultsLine extends ScoreLine {
  private static final int FEWEST_CELLS = 60;

  @Option(
      names = "--store",
      defaultValue = "gcs",
      description = "The store: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private StorageKind store;

  @Option(
      names = "--threads",
      defaultValue = "6",
      description = "Cells that run at a time (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Spec private CommandSpec spec;

  @Override
  String name() {
    return "faults";
  }

  @Override
  boolean measure() throws Exception {
    if (store != StorageKind.gcs) {
      throw new ParameterException(
          spec.commandLine(), "only the faults of gcs can be scripted, not those of " + store);
    }
    FaultMatrix matrix = new FaultMatrix(this::say);
    Cells<Long> cells = matrix.run(threads);
    matrix.undefined().forEach((cell, reason) -> say("%-34s undefined: %s", cell, reason));
    result().put("store", store.name());
    result().put("cells", cells.count());
    result().put("passed", cells.passed().size());
    cells.failed().keySet().forEach(result().putArray("failed")::add);
    matrix.undefined().keySet().forEach(result().putArray("undefined")::add);
    result()
        .put(
            "mostExtraRequests",
            cells.passed().values().stream().mapToLong(extra -> extra).max().orElse(0));
    return cells.count() >= FEWEST_CELLS && cells.failed().isEmpty();
  }
}
