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

/** Hits storage calls at random, a limited number of them. */
final class RandomFaults implements FaultPlan {
  private static final Fault[] MUTATIONS = {
    Fault.FAIL_BEFORE,
    Fault.FAIL_AFTER,
    Fault.FAIL_LATE,
    Fault.CRASH_BEFORE,
    Fault.CRASH_AFTER,
    Fault.CRASH_LATE,
    Fault.STALL_BEFORE,
    Fault.STALL_AFTER,
    Fault.FREEZE_BEFORE,
    Fault.FREEZE_AFTER
  };
  private static final Fault[] READS = {
    Fault.FAIL_BEFORE,
    Fault.CRASH_BEFORE,
    Fault.STALL_BEFORE,
    Fault.STALL_AFTER,
    Fault.FREEZE_BEFORE,
    Fault.FREEZE_AFTER
  };

  private static final Fault[] ZOMBIES = {
    Fault.FREEZE_BEFORE,
    Fault.FREEZE_BEFORE,
    Fault.FREEZE_AFTER,
    Fault.FREEZE_AFTER,
    Fault.STALL_BEFORE,
    Fault.CRASH_LATE
  };
  private static final Fault[] LATE_PUBLISHES = {
    Fault.FREEZE_BEFORE, Fault.CRASH_BEFORE, Fault.CRASH_LATE, Fault.CRASH_LATE, Fault.FAIL_LATE
  };

  private static final Fault[] FAILURES = {
    Fault.FAIL_BEFORE, Fault.FAIL_AFTER, Fault.FAIL_LATE, Fault.CRASH_AFTER
  };

  private final SplittableRandom random;
  private final Scenario.Focus focus;
  private final int odds;
  private int budget;

  /**
   * Faults of one scenario.
   *
   * @param odds one call in this many is hit, of those that the focus asks for
   * @param budget how many are hit in all
   */
  RandomFaults(SplittableRandom random, Scenario.Focus focus, int odds, int budget) {
    this.random = random;
    this.focus = focus;
    this.odds = odds;
    this.budget = budget;
  }

  @Override
  public Fault next(int process, StorageCall call, boolean mutates) {
    if (budget == 0 || !focus.includes(call) || random.nextInt(odds) != 0) {
      return Fault.NONE;
    }
    budget--;
    Fault[] choices =
        switch (focus) {
          case ANYTHING -> mutates ? MUTATIONS : READS;
          case ZOMBIES -> ZOMBIES;
          case REBUILDS -> LATE_PUBLISHES;
          case LOST_REPLIES -> FAILURES;
        };
    Fault fault = choices[random.nextInt(choices.length)];
    return !mutates && fault == Fault.CRASH_LATE ? Fault.FREEZE_AFTER : fault;
  }
}
