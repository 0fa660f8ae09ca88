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

import io.sluice.it.score.formats.FormatMatrix;
import io.sluice.it.score.formats.FormatMatrix.Choice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Every format with every compression: what others read is what was written. */
@Command(name = "formats", description = "Every format and compression, read by others.")
final class FormatsLine extends ScoreLine {
  @Option(names = "--format", defaultValue = "", description = "Only this one.")
  private String format;

  @Option(names = "--compression", defaultValue = "", description = "Only this one, or codec.")
  private String compression;

  @Option(
      names = "--rows",
      defaultValue = "2000",
      description = "Of each kind of values in each cell. Default: ${DEFAULT-VALUE}.")
  private long rows;

  @Option(names = "--files", defaultValue = "4", description = "That rows are spread over.")
  private int files;

  @Option(names = "--threads", defaultValue = "3", description = "Cells at a time.")
  private int threads;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  String name() {
    return "formats";
  }

  @Override
  boolean measure() throws Exception {
    FormatMatrix matrix = new FormatMatrix(this::say);
    matrix.run(new Choice(format, compression, rows, files, seed), threads);
    result().put("cells", matrix.cells());
    result().put("passed", matrix.cells() - matrix.failed().size());
    matrix.failed().keySet().forEach(result().putArray("failed")::add);
    matrix.refused().keySet().forEach(result().putArray("refused")::add);
    result().put("rows", matrix.rows());
    result().put("seed", seed);
    return matrix.cells() > 0 && matrix.rows() > 0 && matrix.failed().isEmpty();
  }
}
