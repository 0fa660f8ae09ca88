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

  /** The faults that end a task; each costs a process, so they are rarer. */
  private static final Fault[] STOPS = {
    Fault.REFUSE,
    Fault.FATAL_BEFORE,
    Fault.FATAL_AFTER,
    Fault.UNCHECKED_BEFORE,
    Fault.UNCHECKED_AFTER,
    Fault.ERROR_BEFORE,
    Fault.ERROR_AFTER
  };

  /** One fault in this many is one of them. */
  private static final int STOP_ODDS = 8;

  private static final Fault[] FAILURES = {
    Fault.FAIL_BEFORE, Fault.FAIL_AFTER, Fault.FAIL_LATE, Fault.CRASH_AFTER
  };

  private final SplittableRandom random;
  private final Scenario.Focus focus;
  private final int odds;
  private final boolean stops;
  private int budget;

  RandomFaults(SplittableRandom random, Scenario scenario) {
    this.random = random;
    this.focus = scenario.focus();
    this.odds = scenario.faultOdds();
    this.stops = scenario.events().stops();
    this.budget = scenario.faultBudget();
  }

  @Override
  public Fault next(int process, StorageCall call, boolean mutates) {
    if (budget == 0 || !focus.includes(call) || random.nextInt(odds) != 0) {
      return Fault.NONE;
    }
    budget--;
    if (stops && random.nextInt(STOP_ODDS) == 0) {
      Fault fault = STOPS[random.nextInt(STOPS.length)];
      return mutates || fault.effect() == Fault.Effect.NEVER ? fault : Fault.FAIL_BEFORE;
    }
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
