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

import io.sluice.simulator.PartitionLog.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Small fixed scenarios in which every storage call is hit in every way, and pairs of calls. The
 * paths depend on the clock, so that a replay writes elsewhere.
 */
final class ExhaustiveSchedules {

  /** One scenario with one order of events, and the calls to hit. */
  record Case(Scenario scenario, long seed, Map<Integer, Fault> script) {

    Result run(Hands hands, boolean record) {
      return new Simulation(scenario, new ScriptedFaults(script), seed, hands, record).run();
    }

    @Override
    public String toString() {
      return "exhaustive case: seed "
          + seed
          + ", staging "
          + (scenario.stagingSurvives() ? "survives" : "dies")
          + ", "
          + scenario.input().logs().size()
          + " partitions, faults "
          + new java.util.TreeMap<>(script);
    }
  }

  private static final Fault[] FIRST = {
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

  private static final Fault[] PAIRED = {
    Fault.FAIL_AFTER, Fault.CRASH_BEFORE, Fault.CRASH_AFTER, Fault.CRASH_LATE, Fault.FREEZE_AFTER
  };

  private ExhaustiveSchedules() {}

  /** Every call hit once, in every way. */
  static List<Case> singles(int orders) {
    List<Case> cases = new ArrayList<>();
    for (Case base : bases(orders)) {
      List<ScriptedFaults.Made> made = calls(base);
      for (int i = 0; i < made.size(); i++) {
        for (Fault fault : FIRST) {
          if (applies(fault, made.get(i))) {
            cases.add(new Case(base.scenario(), base.seed(), Map.of(i, fault)));
          }
        }
      }
    }
    return cases;
  }

  /**
   * Every call hit, and after each hit every later call hit too.
   *
   * @param orders how many orders of events
   * @param distance a later call is at most this many calls behind the first
   */
  static List<Case> pairs(int orders, int distance) {
    List<Case> cases = new ArrayList<>();
    for (Case base : bases(orders)) {
      List<ScriptedFaults.Made> made = calls(base);
      for (int i = 0; i < made.size(); i++) {
        for (Fault fault : PAIRED) {
          if (applies(fault, made.get(i))) {
            for (int j = i + 1; j <= i + distance; j++) {
              for (Fault second : PAIRED) {
                Map<Integer, Fault> script = new HashMap<>();
                script.put(i, fault);
                script.put(j, second);
                cases.add(new Case(base.scenario(), base.seed(), script));
              }
            }
          }
        }
      }
    }
    return cases;
  }

  private static boolean applies(Fault fault, ScriptedFaults.Made made) {
    return made.mutates()
        || fault == Fault.FAIL_BEFORE
        || fault == Fault.CRASH_BEFORE
        || made.call() != StorageCall.OPEN && fault.stalls();
  }

  private static List<ScriptedFaults.Made> calls(Case base) {
    ScriptedFaults none = new ScriptedFaults(Map.of());
    Hands hands = new Hands();
    Result result = new Simulation(base.scenario(), none, base.seed(), hands, false).run();
    hands.shutdown();
    if (result.violation() != null) {
      throw new IllegalStateException(base + " fails without faults", result.violation());
    }
    return none.made();
  }

  private static List<Case> bases(int orders) {
    List<Case> bases = new ArrayList<>();
    for (boolean survives : new boolean[] {true, false}) {
      for (int partitions = 1; partitions <= 2; partitions++) {
        for (int order = 0; order < orders; order++) {
          bases.add(new Case(scenario(survives, partitions), 100 + order, Map.of()));
        }
      }
    }
    return bases;
  }

  private static Scenario scenario(boolean stagingSurvives, int partitions) {
    Map<String, String> config = Scenario.base("{header.lane}/{timestamp:HHmmssSSS}");
    List<Slot> slots =
        List.of(Slot.ACCEPTED, Slot.ACCEPTED, Slot.ACCEPTED, Slot.GAP, Slot.ACCEPTED);
    return new Scenario(
        Scenario.Focus.ANYTHING,
        stagingSurvives,
        Scenario.Input.of(Collections.nCopies(partitions, slots), 2, slots.size()),
        4,
        250,
        3,
        1,
        1,
        0,
        Scenario.Events.NONE,
        List.of(config));
  }
}
