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
package io.sluice.it.score.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Results of cells that were run.
 *
 * @param passed what each cell that passed returned, by its name
 * @param failed why each of the others failed, by its name
 */
public record Cells<R>(Map<String, R> passed, Map<String, String> failed) {

  /** Runs a cell, and returns if it passes. */
  @FunctionalInterface
  public interface Run<C, R> {
    R run(C cell) throws Exception;
  }

  /**
   * Runs all cells. One that fails does not keep the others from running.
   *
   * @param threads cells at a time
   */
  public static <C, R> Cells<R> run(
      List<C> cells, Function<C, String> name, int threads, Progress progress, Run<C, R> run)
      throws InterruptedException {
    Map<String, R> passed = new LinkedHashMap<>();
    Map<String, String> failed = new LinkedHashMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<R>> running = new ArrayList<>();
      for (C cell : cells) {
        running.add(pool.submit(() -> run.run(cell)));
      }
      for (int i = 0; i < cells.size(); i++) {
        String cell = name.apply(cells.get(i));
        try {
          passed.put(cell, running.get(i).get());
        } catch (ExecutionException e) {
          failed.put(cell, e.getCause().toString());
          progress.say("%-48s failed: %s", cell, e.getCause());
        }
      }
    } finally {
      pool.shutdownNow();
    }
    return new Cells<>(passed, failed);
  }

  /** How many cells were run. */
  public int count() {
    return passed.size() + failed.size();
  }
}
