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
package io.sluice.it.score.gcs;

import io.sluice.config.SinkConfig;
import io.sluice.gcs.GcsStorageProvider;
import io.sluice.it.score.matrix.Cells;
import io.sluice.it.score.matrix.Progress;
import io.sluice.it.server.WorkDirectory;
import io.sluice.metrics.TaskMetrics;
import io.sluice.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What a commit requires of a server of Cloud Storage's API, as far as it can be tried without
 * faults of the server. Everything is below a new prefix.
 */
public final class EndpointMatrix {
  private final Map<String, String> settings;
  private final Progress progress;

  /**
   * @param settings of the connector: bucket, address and credentials
   */
  public EndpointMatrix(Map<String, String> settings, Progress progress) {
    this.settings = Map.copyOf(settings);
    this.progress = progress;
  }

  /** Runs all cells, and returns how many milliseconds each took. */
  public Cells<Long> run(int threads) throws IOException, InterruptedException {
    Path directory = WorkDirectory.createNew("endpoint");
    try {
      return Cells.run(
          List.of(EndpointCell.values()),
          EndpointCell::title,
          threads,
          progress,
          cell -> run(cell, directory));
    } finally {
      WorkDirectory.delete(directory);
    }
  }

  private long run(EndpointCell cell, Path directory) throws Exception {
    long begun = System.nanoTime();
    try (Storage storage = open(directory)) {
      cell.run(storage);
    }
    long millis = (System.nanoTime() - begun) / 1_000_000;
    progress.say("%-34s passed in %,d ms", cell.title(), millis);
    return millis;
  }

  private Storage open(Path directory) throws IOException {
    Map<String, String> all = new HashMap<>(settings);
    all.put("gcs.prefix", "sluice-score-" + UUID.randomUUID());
    // So that a file of some MiB is more than one chunk.
    all.put("gcs.upload.chunk.bytes", "524288");
    all.put("spool.dir", directory.toString());
    ConfigDef definition = new ConfigDef();
    GcsStorageProvider provider = new GcsStorageProvider();
    provider.define(definition);
    SinkConfig.define(definition);
    return provider.open(new AbstractConfig(definition, all, false), "staging", new TaskMetrics());
  }
}
