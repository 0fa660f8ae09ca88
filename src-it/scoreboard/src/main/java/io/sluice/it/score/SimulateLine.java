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
import io.sluice.simulator.SimulateOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The commit protocol under simulated faults; broken variants of it have to be caught. */
@Command(
    name = "simulate",
    description = "Simulated crashes, freezes and lost replies, and broken variants to be caught.")
final class SimulateLine extends ScoreLine {
  @Mixin private SimulateOptions options;

  @Override
  String name() {
    return "simulate";
  }

  @Override
  boolean measure() {
    if (options.tracesOne()) {
      say("%s", SimulateCommand.trace(options));
      return true;
    }
    SimulateCommand.Figures figures = SimulateCommand.run(options, message -> say("%s", message));
    ObjectNode result = result();
    result.put("schedules", figures.schedules());
    result.put("exhaustive", figures.exhaustive());
    result.put("violations", figures.violations());
    result.put("variants", figures.variants());
    result.put("variantsCaught", figures.variantsCaught());
    ObjectNode firstCaught = result.putObject("firstCaught");
    figures.firstCaught().forEach(firstCaught::put);
    result.put("seed", figures.seed());
    return figures.pass();
  }
}
