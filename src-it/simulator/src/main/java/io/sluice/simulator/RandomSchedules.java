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

import java.util.SplittableRandom;

/** Schedules that differ in everything that a seed can decide. */
final class RandomSchedules {
  private RandomSchedules() {}

  /**
   * Runs one schedule.
   *
   * @param seed names the schedule
   * @param record whether to keep its trace
   */
  static Result run(long seed, Hands hands, boolean record) {
    SplittableRandom random = new SplittableRandom(seed);
    return run(Scenarios.random(random), random, hands, record);
  }

  /** Runs one schedule of one kind of scenario. */
  static Result run(long seed, Scenario.Focus focus, Hands hands, boolean record) {
    SplittableRandom random = new SplittableRandom(seed);
    return run(Scenarios.of(focus, random), random, hands, record);
  }

  private static Result run(
      Scenario scenario, SplittableRandom random, Hands hands, boolean record) {
    FaultPlan faults = new RandomFaults(random.split(), scenario);
    return new Simulation(scenario, faults, random.nextLong(), hands, record).run();
  }

  /** The seed of the schedule with this number in the campaign of this seed. */
  static long seed(long campaign, long number) {
    return campaign * 1_000_003L + number;
  }
}
