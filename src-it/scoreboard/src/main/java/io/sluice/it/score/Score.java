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

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The scoreboard's command line; {@code src-it/score} builds what it needs and calls it. */
@Command(
    name = "score",
    description = "Measures and proves; one JSON line comes last on standard output.",
    mixinStandardHelpOptions = true,
    subcommands = {
      Score.List.class,
      SimulateLine.class,
      RecoveryLine.class,
      ThroughputLine.class,
      RawAvroLine.class,
      MemoryLine.class,
      OutageLine.class,
      FaultsLine.class,
      FormatsLine.class,
      CostLine.class,
      NamesLine.class,
      PoisonLine.class,
      KillLine.class,
      ZombieLine.class,
      RebalanceLine.class,
      SoakLine.class,
    })
public final class Score implements Runnable {

  private Score() {}

  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new Score());
    command.setExecutionExceptionHandler(
        (exception, line, parsed) -> {
          exception.printStackTrace(System.err);
          return 1;
        });
    // Client threads that are not daemons must not delay the exit.
    System.exit(command.execute(arguments));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.err);
  }

  /** Names the lines. */
  @Command(name = "list", description = "Names the lines that can be run.")
  static final class List implements Callable<Integer> {
    @Override
    public Integer call() {
      for (CommandLine line : new CommandLine(new Score()).getSubcommands().values()) {
        if (!line.getCommandName().equals("list")) {
          System.out.printf(
              "%-12s %s%n",
              line.getCommandName(),
              String.join(" ", line.getCommandSpec().usageMessage().description()));
        }
      }
      return 0;
    }
  }
}
