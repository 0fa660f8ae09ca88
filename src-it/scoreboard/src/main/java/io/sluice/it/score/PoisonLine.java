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

import io.sluice.config.Choices;
import io.sluice.config.FormatName;
import io.sluice.it.score.poison.PoisonMatrix;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Bad records of every kind in every format: reported, named, and never half written. */
@Command(name = "poison", description = "Bad records of every kind in every format.")
final class PoisonLine extends ScoreLine {
  private static final int FEWEST_KINDS = 25;

  @Option(
      names = "--formats",
      split = ",",
      description = "Formats, separated by commas (default: all).")
  private List<String> formats = Choices.names(FormatName.class);

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Records of each kind and format (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--partitions",
      defaultValue = "3",
      description = "Partitions of each topic (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the order of records (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--threads",
      defaultValue = "2",
      description = "Formats that run at a time (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Spec private CommandSpec spec;

  @Override
  String name() {
    return "poison";
  }

  @Override
  boolean measure() throws Exception {
    PoisonMatrix matrix = new PoisonMatrix(chosen(), this::say);
    matrix.run(new PoisonMatrix.Plan(partitions, rounds, seed, threads));
    matrix.failed().forEach((cell, reason) -> say("%s: %s", cell, reason));
    Set<String> cells = matrix.cellNames();
    long failed = matrix.failed().keySet().stream().filter(cells::contains).count();
    result().put("kinds", matrix.rejectedKinds());
    result().put("cells", cells.size());
    result().put("passed", cells.size() - failed);
    result().put("rejected", matrix.rejectedCells());
    result().put("accepted", cells.size() - matrix.rejectedCells());
    result().put("records", matrix.records());
    matrix.failed().keySet().forEach(result().putArray("failed")::add);
    result().put("seed", seed);
    return matrix.failed().isEmpty()
        && matrix.records() > 0
        && matrix.rejectedKinds() >= FEWEST_KINDS;
  }

  private List<FormatName> chosen() {
    List<String> unknown =
        formats.stream()
            .filter(format -> !Choices.names(FormatName.class).contains(format))
            .toList();
    if (!unknown.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no format " + unknown + " but " + Choices.names(FormatName.class));
    }
    return Stream.of(FormatName.values())
        .filter(format -> formats.contains(Choices.name(format)))
        .toList();
  }
}
