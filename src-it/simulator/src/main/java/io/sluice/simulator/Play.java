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

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** A written schedule that is being played: the acts follow each other. */
final class Play implements Chaos, FaultPlan {
  private static final TopicPartition PARTITION = new TopicPartition(Scenario.TOPIC, 0);
  private static final int MAX_STEPS = 3_000;

  private final List<Act> acts;
  private Simulation simulation;
  private Steps steps;
  private int number = -1;
  private int count;
  private boolean hit;
  private long slot;

  Play(List<Act> acts) {
    this.acts = acts;
  }

  Chaos attach(Simulation attached) {
    simulation = attached;
    steps = new Steps(attached);
    return this;
  }

  Simulation simulation() {
    return simulation;
  }

  PartitionLog log() {
    return simulation.kafka().log(PARTITION);
  }

  /** How many commit entries there are. */
  int commits() {
    return simulation.oracle().commits();
  }

  /** Remembers the slot behind the highest entry. */
  void markNextSlot() {
    slot = simulation.oracle().partition(PARTITION).last().seq() + 1;
  }

  /** Whether the slot that was marked has been used and collected, and no work remains. */
  boolean collected() {
    return simulation.oracle().partition(PARTITION).last().seq() > slot
        && !simulation.oracle().has(PARTITION, slot)
        && idle();
  }

  /** Whether the process of this act has no remaining work. */
  boolean idle() {
    return steps.work() == 0 && process(act().process()).stalled().isEmpty();
  }

  /** The process with this number; those that are missing up to it are started. */
  SimulatedProcess process(int wanted) {
    while (simulation.processes().size() <= wanted) {
      simulation.startProcess();
    }
    return simulation.processes().get(wanted);
  }

  @Override
  public Fault next(int process, StorageCall call, boolean mutates) {
    if (number < 0 || hit || process != act().process() || !act().call().accepts(call, this)) {
      return Fault.NONE;
    }
    hit = act().fault() != Fault.NONE;
    return act().fault();
  }

  @Override
  public boolean step() {
    if (++count > MAX_STEPS) {
      throw simulation.violations().raise("the written schedule is stuck in act " + number);
    }
    if (number < 0 || hit || act().until().test(this)) {
      number++;
      hit = false;
      if (number == acts.size()) {
        return false;
      }
      simulation.trace().add("--- act %d", number);
      act().first().accept(this);
    }
    drive(process(act().process()), act().turns());
    return true;
  }

  private Act act() {
    return acts.get(Math.min(number, acts.size() - 1));
  }

  private void drive(SimulatedProcess driven, boolean turns) {
    for (SimulatedProcess process : simulation.processes()) {
      if (process == driven) {
        process.thaw();
      } else {
        process.freeze();
      }
    }
    boolean wanted = turns && !driven.ended() && !driven.stopAsked();
    if (wanted && simulation.kafka().holder(PARTITION) == null) {
      simulation.kafka().grant(PARTITION, driven.consumer());
    }
    if (!steps.stalled().isEmpty()) {
      steps.goOn(steps.stalled().get(0));
    } else if (!steps.waited().isEmpty()) {
      steps.goOn(steps.waited().get(0));
    } else if (steps.work() > 0) {
      steps.runWork(first(driven));
    } else if (turns && steps.turns() > 0) {
      steps.turn(0);
    } else {
      steps.advance(100);
    }
  }

  /** Work of the last pool, which cleans, goes first, since a fence would soon end it. */
  private static int first(SimulatedProcess driven) {
    int first = 0;
    int count = 0;
    for (SimulatedPool pool : driven.pools()) {
      if (pool.runnable() > 0) {
        first = count;
        count += pool.runnable();
      }
    }
    return first;
  }
}
