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

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Every fault at every step. */
public final class FaultMatrix {
  private final Map<String, String> undefined = new LinkedHashMap<>();
  private final Map<String, String> failed = new LinkedHashMap<>();
  private final Progress progress;
  private int cells;
  private long mostExtraRequests;

  /** Takes lines of progress. */
  public interface Progress {
    void say(String format, Object... arguments);
  }

  public FaultMatrix(Progress progress) {
    this.progress = progress;
  }

  /** Cells that were run. */
  public int cells() {
    return cells;
  }

  /** The most requests that a fault cost above those of an undisturbed run. */
  public long mostExtraRequests() {
    return mostExtraRequests;
  }

  /** Cells that there cannot be, with the reason. */
  public Map<String, String> undefined() {
    return undefined;
  }

  /** Cells that did not end as they should, with the reason. */
  public Map<String, String> failed() {
    return failed;
  }

  /**
   * Runs all defined cells.
   *
   * @param threads cells at a time; most of their time they wait
   */
  public void run(int threads) throws IOException, InterruptedException {
    ServiceAccount account = new ServiceAccount();
    long usualOfSmall = FaultCell.usualRequests(account, false);
    long usualOfLarge = FaultCell.usualRequests(account, true);
    progress.say(
        "%d requests for small files, %d for large ones, without faults",
        usualOfSmall, usualOfLarge);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Map<FaultCell, Future<Long>> running = new LinkedHashMap<>();
      for (FaultCell cell : all()) {
        if (cell.undefinedBecause().isPresent()) {
          undefined.put(cell.name(), cell.undefinedBecause().get());
        } else {
          long usual = cell.step().largeFiles() ? usualOfLarge : usualOfSmall;
          running.put(cell, pool.submit(() -> run(cell, account, usual)));
        }
      }
      for (Map.Entry<FaultCell, Future<Long>> cell : running.entrySet()) {
        cells++;
        await(cell.getKey(), cell.getValue());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private long run(FaultCell cell, ServiceAccount account, long usual)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long extra = cell.run(account, usual);
    long millis = (System.nanoTime() - start) / 1_000_000;
    progress.say("%-34s passed in %,d ms, requests %+d", cell.name(), millis, extra);
    return extra;
  }

  private void await(FaultCell cell, Future<Long> end) throws InterruptedException {
    try {
      mostExtraRequests = Math.max(mostExtraRequests, end.get());
    } catch (ExecutionException e) {
      failed.put(cell.name(), e.getCause().toString());
      progress.say("%-34s failed: %s", cell.name(), e.getCause());
    }
  }

  private static List<FaultCell> all() {
    List<FaultCell> cells = new ArrayList<>();
    for (FaultStep step : FaultStep.values()) {
      Arrays.stream(FaultKind.values()).map(kind -> new FaultCell(kind, step)).forEach(cells::add);
    }
    return cells;
  }
}
