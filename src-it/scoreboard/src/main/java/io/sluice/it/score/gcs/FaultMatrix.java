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

import io.sluice.it.score.matrix.Cells;
import io.sluice.it.score.matrix.Progress;
import io.sluice.it.task.gcs.FaultKind;
import io.sluice.it.task.gcs.FaultStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every fault at every step. */
public final class FaultMatrix {
  private final Map<String, String> undefined = new LinkedHashMap<>();
  private final Progress progress;

  public FaultMatrix(Progress progress) {
    this.progress = progress;
  }

  /** Cells that there cannot be, with the reason. */
  public Map<String, String> undefined() {
    return undefined;
  }

  /**
   * Runs all defined cells.
   *
   * @param threads cells at a time; most of their time they wait
   * @return how many requests each cell cost above those of an undisturbed run
   */
  public Cells<Long> run(int threads) throws IOException, InterruptedException {
    ServiceAccount account = new ServiceAccount();
    long usualOfSmall = FaultCell.usualRequests(account, false);
    long usualOfLarge = FaultCell.usualRequests(account, true);
    progress.say(
        "%d requests for small files, %d for large ones, without faults",
        usualOfSmall, usualOfLarge);
    return Cells.run(
        defined(),
        FaultCell::name,
        threads,
        progress,
        cell -> run(cell, account, cell.step().largeFiles() ? usualOfLarge : usualOfSmall));
  }

  private long run(FaultCell cell, ServiceAccount account, long usual)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long extra = cell.run(account, usual);
    long millis = (System.nanoTime() - start) / 1_000_000;
    progress.say("%-34s passed in %,d ms, requests %+d", cell.name(), millis, extra);
    return extra;
  }

  private List<FaultCell> defined() {
    List<FaultCell> defined = new ArrayList<>();
    for (FaultStep step : FaultStep.values()) {
      Arrays.stream(FaultKind.values())
          .map(kind -> new FaultCell(kind, step))
          .forEach(
              cell ->
                  cell.undefinedBecause()
                      .ifPresentOrElse(
                          reason -> undefined.put(cell.name(), reason), () -> defined.add(cell)));
    }
    return defined;
  }
}
