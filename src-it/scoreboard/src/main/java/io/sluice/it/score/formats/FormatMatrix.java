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
package io.sluice.it.score.formats;

import io.sluice.it.read.RowReaders;
import io.sluice.it.score.formats.FormatCell.Outcome;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Every format with everything that could compress it, and some of them with other settings. */
public final class FormatMatrix {
  private final Map<String, String> refused = new LinkedHashMap<>();
  private final Map<String, String> failed = new LinkedHashMap<>();
  private final Progress progress;
  private int cells;
  private long rows;

  /** Takes lines of progress. */
  public interface Progress {
    void say(String format, Object... arguments);
  }

  /**
   * What to run.
   *
   * @param format one format; all formats if it is empty
   * @param codec one compression or codec; all of them if it is empty
   * @param rows of each kind of values
   * @param files that they are spread over
   */
  public record Choice(String format, String codec, long rows, int files, long seed) {
    boolean takes(FormatCell cell) {
      return (format.isEmpty() || format.equals(cell.format()))
          && (codec.isEmpty() || codec.equals(cell.codec()));
    }

    /** A multiple of the files, so that the last one is complete. */
    long fullRows() {
      return (rows + files - 1) / files * files;
    }
  }

  public FormatMatrix(Progress progress) {
    this.progress = progress;
  }

  /** Cells that were run. */
  public int cells() {
    return cells;
  }

  /** Rows that were compared. */
  public long rows() {
    return rows;
  }

  /** Cells that the connector's validation refuses, as it should, with its message. */
  public Map<String, String> refused() {
    return refused;
  }

  /** Cells that did not end as they should, with the reason. */
  public Map<String, String> failed() {
    return failed;
  }

  /**
   * Runs all cells of the choice.
   *
   * @param threads cells at a time
   */
  public void run(Choice choice, int threads) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Map<FormatCell, Future<Outcome>> running = new LinkedHashMap<>();
      FormatCell.all().stream()
          .filter(choice::takes)
          .forEach(cell -> running.put(cell, pool.submit(() -> run(cell, choice))));
      for (Map.Entry<FormatCell, Future<Outcome>> cell : running.entrySet()) {
        cells++;
        await(cell.getKey(), cell.getValue());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private Outcome run(FormatCell cell, Choice choice) throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (RowReaders readers = RowReaders.open()) {
      Outcome outcome = cell.run(readers, choice.seed(), choice.fullRows(), choice.files());
      long millis = (System.nanoTime() - start) / 1_000_000;
      if (outcome.refused()) {
        progress.say("%-48s refused: %s", cell.name(), outcome.refusal());
      } else {
        progress.say(
            "%-48s %,d rows of %d files as written, read with %s, in %,d ms",
            cell.name(), outcome.rows(), outcome.files(), outcome.reader(), millis);
      }
      return outcome;
    }
  }

  private void await(FormatCell cell, Future<Outcome> end) throws InterruptedException {
    try {
      Outcome outcome = end.get();
      rows += outcome.rows();
      if (outcome.refused()) {
        refused.put(cell.name(), outcome.refusal());
      }
    } catch (ExecutionException e) {
      failed.put(cell.name(), e.getCause().toString());
      progress.say("%-48s failed: %s", cell.name(), e.getCause());
    }
  }
}
