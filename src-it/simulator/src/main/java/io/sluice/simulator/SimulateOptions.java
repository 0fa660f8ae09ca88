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
package io.sluice.simulator;

import picocli.CommandLine.Option;

/** The size of a campaign. The defaults take less than five minutes on two processors. */
public final class SimulateOptions {
  @Option(names = "--seed", description = "Names the campaign (default: ${DEFAULT-VALUE}).")
  long seed = 1;

  @Option(names = "--first", description = "The first schedule (default: ${DEFAULT-VALUE}).")
  long first;

  @Option(
      names = "--schedules",
      description = "Random schedules that count, at most (default: ${DEFAULT-VALUE}).")
  long schedules = 200_000;

  @Option(
      names = "--seconds",
      description = "Time for random schedules, at most (default: ${DEFAULT-VALUE}).")
  long seconds = 160;

  @Option(
      names = "--exhaustive-seconds",
      description =
          "Time for pairs of faults, at most; 0: no exhaustive schedules (default:"
              + " ${DEFAULT-VALUE}).")
  long exhaustiveSeconds = 20;

  @Option(
      names = "--variant-schedules",
      description = "Schedules that each variant gets; 0: no variants (default: ${DEFAULT-VALUE}).")
  int variantSchedules = 5_000;

  @Option(
      names = "--variant",
      description = "Only the variants whose name contains this (default: all).")
  String variant = "";

  @Option(
      names = "--trace",
      description =
          "Only prints the trace of this random schedule, or of a written one: -1, -2, ….")
  Long traced;

  @Option(names = "--threads", description = "Threads (default: ${DEFAULT-VALUE}).")
  int threads = 2;

  /** Whether a trace is asked for instead of a campaign. */
  public boolean tracesOne() {
    return traced != null;
  }
}
