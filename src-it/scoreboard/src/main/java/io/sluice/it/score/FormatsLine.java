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
import io.sluice.it.score.formats.FormatMatrix;
import io.sluice.it.score.formats.FormatMatrix.Choice;
import io.sluice.it.score.formats.Outcome;
import io.sluice.it.score.formats.PythonProcess;
import io.sluice.it.score.formats.Remote;
import io.sluice.it.score.formats.SparkProcess;
import io.sluice.it.score.matrix.Cells;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Every format with every compression: libraries of others read the rows that were written. */
@Command(
    name = "formats",
    description = "Every format and compression, read back with libraries of others.")
final class FormatsLine extends ScoreLine {
  @Option(names = "--format", defaultValue = "", description = "Only this format (default: all).")
  private String format;

  @Option(
      names = "--compression",
      defaultValue = "",
      description = "Only this compression or codec (default: all).")
  private String compression;

  @Option(
      names = "--rows",
      defaultValue = "2000",
      description = "Rows of each kind of values in each cell (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--files",
      defaultValue = "4",
      description = "Files that the rows of a cell go to (default: ${DEFAULT-VALUE}).")
  private int files;

  @Option(
      names = "--threads",
      defaultValue = "3",
      description = "Cells that run at a time (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the random values (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--python",
      defaultValue = "",
      description = "Also read with this Python, which has pyarrow and fastavro (default: none).")
  private String python;

  @Option(names = "--no-spark", description = "Do not read with Spark.")
  private boolean noSpark;

  @Override
  String name() {
    return "formats";
  }

  @Override
  boolean measure() throws Exception {
    if (!noSpark && !SparkProcess.isFetched()) {
      say("Spark's libraries have not been fetched: use --no-spark to do without");
      return false;
    }
    Map<Remote, Integer> ports = new EnumMap<>(Remote.class);
    try (SparkProcess spark = noSpark ? null : SparkProcess.start();
        PythonProcess others = python.isEmpty() ? null : PythonProcess.start(python)) {
      if (spark != null) {
        ports.put(Remote.SPARK, spark.port());
      }
      if (others != null) {
        ports.put(Remote.PYTHON, others.port());
      }
      return measure(ports);
    }
  }

  private boolean measure(Map<Remote, Integer> ports) throws InterruptedException {
    Cells<Outcome> cells =
        new FormatMatrix(this::say, ports)
            .run(new Choice(format, compression, rows, files, seed), threads);
    long compared = cells.passed().values().stream().mapToLong(Outcome::rows).sum();
    result().put("cells", cells.count());
    result().put("passed", cells.passed().size());
    cells.failed().keySet().forEach(result().putArray("failed")::add);
    ArrayNode refused = result().putArray("refused");
    cells
        .passed()
        .forEach(
            (cell, outcome) -> {
              if (outcome.refused()) {
                refused.add(cell);
              }
            });
    Map<String, Integer> readers = new TreeMap<>();
    cells.passed().values().stream()
        .flatMap(outcome -> outcome.readers().stream())
        .map(reader -> reader.replaceFirst(" after .*", ""))
        .forEach(reader -> readers.merge(reader, 1, Integer::sum));
    result().putPOJO("readers", readers);
    result().put("rows", compared);
    result().put("seed", seed);
    return cells.count() > 0 && compared > 0 && cells.failed().isEmpty();
  }
}
