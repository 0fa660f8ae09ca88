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

import io.sluice.it.score.gcs.EndpointMatrix;
import io.sluice.it.score.gcs.FaultMatrix;
import io.sluice.it.score.hdfs.HdfsFaultMatrix;
import io.sluice.it.score.matrix.Cells;
import io.sluice.it.server.StorageKind;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Every fault of the store at every step of a commit, in the real task: no record is missing or
 * twice.
 */
@Command(name = "faults", description = "Every fault of the store at every step of a commit.")
final class FaultsLine extends ScoreLine {
  private static final int FEWEST_CELLS = 60;
  private static final int FEWEST_CELLS_OF_HDFS = 25;

  /** How many NameNodes and DataNodes run at most. */
  private static final int MOST_HDFS = 3;

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

  @Option(
      names = "--endpoint",
      description =
          "The address of a server of Cloud Storage's API: runs the cells that need no script.")
  private String endpoint;

  @Option(
      names = "--bucket",
      defaultValue = "sluice",
      description = "An existing bucket of --endpoint (default: ${DEFAULT-VALUE}).")
  private String bucket;

  @Option(
      names = "--credentials",
      defaultValue = "none",
      description =
          "Credentials for --endpoint: none, default, or the path of a file (default:"
              + " ${DEFAULT-VALUE}).")
  private String credentials;

  @Override
  String name() {
    return "faults";
  }

  @Override
  boolean measure() throws Exception {
    return switch (store) {
      case gcs -> endpoint == null ? gcs() : endpoint();
      case hdfs -> hdfs();
    };
  }

  private boolean gcs() throws Exception {
    FaultMatrix matrix = new FaultMatrix(this::say);
    Cells<Long> cells = matrix.run(threads);
    report(cells, matrix.undefined());
    result().put("mostExtraRequests", most(cells));
    return cells.count() >= FEWEST_CELLS && cells.failed().isEmpty();
  }

  private boolean endpoint() throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("gcs.endpoint", endpoint);
    settings.put("gcs.bucket", bucket);
    if (credentials.equals("none") || credentials.equals("default")) {
      settings.put("gcs.credentials.source", credentials);
    } else {
      settings.put("gcs.credentials.source", "path");
      settings.put("gcs.credentials.path", credentials);
    }
    Cells<Long> cells = new EndpointMatrix(settings, this::say).run(threads);
    report(cells, Map.of());
    result().put("longestMillis", most(cells));
    return cells.failed().isEmpty();
  }

  private boolean hdfs() throws Exception {
    HdfsFaultMatrix matrix = new HdfsFaultMatrix(this::say);
    Cells<Long> cells = matrix.run(Math.min(threads, MOST_HDFS));
    report(cells, matrix.undefined());
    result().put("longestMillis", most(cells));
    return cells.count() >= FEWEST_CELLS_OF_HDFS && cells.failed().isEmpty();
  }

  private void report(Cells<Long> cells, Map<String, String> undefined) {
    undefined.forEach((cell, reason) -> say("%-48s undefined: %s", cell, reason));
    result().put("store", store.name());
    result().put("cells", cells.count());
    result().put("passed", cells.passed().size());
    cells.failed().keySet().forEach(result().putArray("failed")::add);
    undefined.keySet().forEach(result().putArray("undefined")::add);
  }

  private static long most(Cells<Long> cells) {
    return cells.passed().values().stream().mapToLong(value -> value).max().orElse(0);
  }
}
