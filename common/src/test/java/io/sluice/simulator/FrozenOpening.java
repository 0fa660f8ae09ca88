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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * A schedule that no luck finds: a process that opens the partition freezes between listing the
 * ledger and reading the highest entry. Meanwhile that entry is collected, and a zombie creates it
 * again, with files that nobody decided. What is read then must not be acted on.
 */
final class FrozenOpening implements Chaos, FaultPlan {
  private static final TopicPartition PARTITION = new TopicPartition(Scenario.TOPIC, 0);
  private static final int ZOMBIE = 0;
  private static final int OPENER = 1;
  private static final int OWNER = 2;
  private static final int MAX_STEPS = 2_000;

  private Simulation simulation;
  private Steps steps;
  private Stage stage = Stage.ZOMBIE_WORKS;
  private boolean hit;
  private int count;
  private long slot;

  private enum Stage {
    /** The zombie-to-be commits, until it freezes before it stages another file. */
    ZOMBIE_WORKS,
    /** The opener claims the slot that the zombie will want, and its opening fails. */
    OPENER_CLAIMS,
    /** It opens again, and freezes after listing: its own claim is the highest. */
    OPENER_LISTS,
    /** A third process works until the slot is collected. */
    OWNER_COLLECTS,
    /** The zombie stages its file and creates the slot. */
    ZOMBIE_CREATES,
    /** The opener reads it. */
    OPENER_READS
  }

  private FrozenOpening() {}

  static Result run(Hands hands, boolean record) {
    FrozenOpening schedule = new FrozenOpening();
    return new Simulation(scenario(), schedule, schedule::attach, 1, hands, record).run();
  }

  private Chaos attach(Simulation attached) {
    simulation = attached;
    steps = new Steps(attached);
    return this;
  }

  private static Scenario scenario() {
    Map<String, String> config = Scenario.base("{header.lane}/{timestamp:HHmmssSSS}");
    config.put("roll.records", "1");
    return new Scenario(
        Scenario.Focus.ANYTHING,
        true,
        List.of(Collections.nCopies(14, Slot.ACCEPTED)),
        2,
        14,
        1,
        1,
        3,
        1,
        1,
        0,
        new Scenario.Events(false, false, false, false, false, false, false, false),
        List.of(config));
  }

  @Override
  public Fault next(int process, StorageCall call, boolean mutates) {
    Fault fault =
        switch (stage) {
          case ZOMBIE_WORKS ->
              call == StorageCall.STAGE && simulation.oracle().commits() >= 2
                  ? Fault.FREEZE_BEFORE
                  : Fault.NONE;
          case OPENER_CLAIMS -> call == StorageCall.STAGED ? Fault.FAIL_BEFORE : Fault.NONE;
          case OPENER_LISTS -> call == StorageCall.LIST ? Fault.FREEZE_AFTER : Fault.NONE;
          default -> Fault.NONE;
        };
    if (hit) {
      return Fault.NONE;
    }
    hit = fault != Fault.NONE;
    return fault;
  }

  @Override
  public boolean step() {
    if (++count > MAX_STEPS) {
      throw simulation.violations().raise("the written schedule is stuck in " + stage);
    }
    switch (stage) {
      case ZOMBIE_WORKS -> {
        if (hit) {
          slot = last().seq() + 1;
          advance(Stage.OPENER_CLAIMS);
        } else {
          assignTo(ZOMBIE);
          drive(ZOMBIE, true);
        }
      }
      case OPENER_CLAIMS -> {
        if (hit) {
          advance(Stage.OPENER_LISTS);
        } else {
          assignTo(OPENER);
          drive(OPENER, true);
        }
      }
      case OPENER_LISTS -> {
        if (hit) {
          advance(Stage.OWNER_COLLECTS);
        } else {
          drive(OPENER, true);
        }
      }
      case OWNER_COLLECTS -> {
        assignTo(OWNER);
        if (collected() && steps.work() == 0) {
          advance(Stage.ZOMBIE_CREATES);
        } else {
          drive(OWNER, true);
        }
      }
      case ZOMBIE_CREATES -> {
        if (!collected() && steps.work() == 0) {
          advance(Stage.OPENER_READS);
        } else {
          drive(ZOMBIE, false);
        }
      }
      case OPENER_READS -> {
        drive(OPENER, false);
        return steps.work() > 0 || !process(OPENER).stalled().isEmpty();
      }
    }
    return true;
  }

  private void advance(Stage next) {
    simulation.trace().add("--- %s", next);
    stage = next;
    hit = false;
  }

  private boolean collected() {
    return !simulation.oracle().has(PARTITION, slot);
  }

  private RecordedEntry last() {
    return simulation.oracle().partition(PARTITION).last();
  }

  private SimulatedProcess process(int number) {
    while (simulation.processes().size() <= number) {
      simulation.startProcess();
    }
    return simulation.processes().get(number);
  }

  private void assignTo(int number) {
    SimulatedProcess process = process(number);
    if (simulation.kafka().holder(PARTITION) == null) {
      simulation.kafka().grant(PARTITION, process.consumer());
    }
  }

  /** Lets one process take a step, while all others are frozen. */
  private void drive(int number, boolean turns) {
    for (SimulatedProcess process : simulation.processes()) {
      if (process.number() == number) {
        process.thaw();
      } else {
        process.freeze();
      }
    }
    if (!steps.standing().isEmpty()) {
      steps.goOn(steps.standing().get(0));
    } else if (!steps.waited().isEmpty()) {
      steps.goOn(steps.waited().get(0));
    } else if (steps.work() > 0) {
      steps.runWork(0);
    } else if (turns && steps.turns() > 0) {
      steps.turn(0);
    } else {
      steps.advance(100);
    }
  }
}
