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

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.simulator.SimulateCommand;
import io.sluice.simulator.SimulateCommand.Figures;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** The task and the commit protocol under simulated faults, and broken variants of them. */
@Command(
    name = "simulate",
    description = "Simulated crashes, freezes and lost replies; takes the simulator's options.")
final class SimulateLine extends ScoreLine {
  @Unmatched private final List<String> options = new ArrayList<>();

  @Override
  String name() {
    return "simulate";
  }

  @Override
  boolean measure() {
    SimulateCommand command =
        CommandLine.populateCommand(new SimulateCommand(), options.toArray(String[]::new));
    Figures figures = command.run(line -> say("%s", line));
    result().put("schedules", figures.schedules());
    result().put("exhaustive", figures.exhaustive());
    result().put("violations", figures.violations());
    result().put("variants", figures.variants());
    result().put("variantsCaught", figures.variantsCaught());
    ObjectNode first = result().putObject("firstCaught");
    figures.firstCaught().forEach(first::put);
    result().put("seed", figures.seed());
    return figures.pass();
  }
}
