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

import io.sluice.it.read.RemoteReader;
import io.sluice.it.read.RowReaders;
import io.sluice.it.score.matrix.Cells;
import io.sluice.it.score.matrix.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every format with everything that could compress it, and some of them with other settings. */
public final class FormatMatrix {
  private final Progress progress;
  private final Map<Remote, Integer> ports;

  /**
   * The command to run.
   *
   * @param format one format; all formats if it is empty
   * @param codec one compression or codec; all of them if it is empty
   * @param rows of each kind of values
   * @param files that they are spread over
   */
  public record Choice(String format, String codec, long rows, int files, long seed) {
    boolean takes(Cell cell) {
      return (format.isEmpty() || format.equals(cell.format()))
          && (codec.isEmpty() || codec.equals(cell.codec()));
    }

    /** A multiple of the files, so that the last one is complete. */
    long fullRows() {
      return (rows + files - 1) / files * files;
    }
  }

  /**
   * @param ports where readers in other processes are connected to
   */
  public FormatMatrix(Progress progress, Map<Remote, Integer> ports) {
    this.progress = progress;
    this.ports = Map.copyOf(ports);
  }

  /**
   * Runs all cells of the choice.
   *
   * @param threads cells at a time
   */
  public Cells<Outcome> run(Choice choice, int threads) throws InterruptedException {
    return Cells.run(
        cells().filter(choice::takes).filter(cell -> cell.isRead(ports.keySet())).toList(),
        Cell::name,
        threads,
        progress,
        cell -> run(cell, choice));
  }

  private static Stream<Cell> cells() {
    return Stream.of(FormatCell.all(), PartitionedCell.all(), ShapedCell.all(), InferredCell.all())
        .flatMap(List::stream);
  }

  private Outcome run(Cell cell, Choice choice) throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (RowReaders readers = RowReaders.open(connect())) {
      Outcome outcome = cell.run(readers, choice);
      long millis = (System.nanoTime() - start) / 1_000_000;
      if (outcome.refused()) {
        progress.say("%-48s refused: %s", cell.name(), outcome.refusal());
      } else {
        progress.say(
            "%-48s %,d rows of %d files as written, read with %s, in %,d ms",
            cell.name(),
            outcome.rows(),
            outcome.files(),
            String.join(", ", outcome.readers()),
            millis);
      }
      return outcome;
    }
  }

  private List<RemoteReader> connect() throws IOException {
    List<RemoteReader> readers = new ArrayList<>();
    for (Map.Entry<Remote, Integer> process : ports.entrySet()) {
      readers.add(RemoteReader.connect(process.getKey().title(), process.getValue()));
    }
    return readers;
  }
}
