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

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The part without faults. One process has to publish everything and bring the group to the end of
 * the logs; then another one opens the same partitions, and finds nothing to do.
 */
final class FinalPhase {
  private static final int MAX_STEPS = 20_000;

  /** How long base may wait for a question about a gap. */
  private static final long GAP_QUESTION_MS = 5_000;

  /** Calls that opening a partition may take, besides one for each decided file. */
  private static final int OPEN_CALLS = 6;

  private final Simulation simulation;
  private final SplittableRandom random;
  private final Steps steps;
  private SimulatedProcess worker;
  private Stage stage = Stage.FINISH;
  private int count;
  private int calls;
  private int callBound;
  private long committedAt;
  private final Map<PartitionOracle, Long> generations = new HashMap<>();

  FinalPhase(Simulation simulation) {
    this.simulation = simulation;
    this.random = simulation.random();
    this.steps = new Steps(simulation);
  }

  private enum Stage {
    /** One process brings everything to its end. */
    FINISH,
    /** The first process is stopped. */
    STOP,
    /** Another one opens the partitions. */
    REOPEN
  }

  /** How many writers of a partition may hang in the store before their task fails. */
  private static final int MAX_STALLED = 2;

  void begin() {
    simulation.trace().add("from here on nothing fails");
    // a process whose dead letter was refused must fail
    boolean goOn = random.nextBoolean() && simulation.scenario().mayGoOn();
    for (SimulatedProcess process : simulation.processes()) {
      // so is a process in which a third writer may still be abandoned in a stalled call
      boolean able =
          !process.dead()
              && !process.ended()
              && !process.stopAsked()
              && process.stalled().size() <= MAX_STALLED;
      if (goOn && worker == null && able && process.reporter() != null) {
        process.thaw();
        if (process.context().connectorPaused()) {
          process.context().connectorPaused(false);
          process.worker().wake();
        }
        worker = process;
      }
    }
    for (SimulatedProcess process : simulation.processes()) {
      if (process != worker) {
        process.kill();
      }
    }
    LateEffects late = simulation.late();
    for (int i = late.size() - 1; i >= 0; i--) {
      if (random.nextBoolean()) {
        late.drop(i);
      }
    }
    steps.produce(Long.MAX_VALUE / 2);
  }

  /** Takes a step; false if everything is done. */
  boolean step() {
    if (++count > MAX_STEPS) {
      throw simulation.violations().raise("does not finish: " + state());
    }
    if (worker == null) {
      worker = simulation.startProcess();
    }
    if (simulation.late().size() > 0 && random.nextInt(20) == 0) {
      simulation.late().apply(0, simulation.trace());
    } else if (!progress()) {
      if (nextStage()) {
        return stage != null;
      }
      long wait = steps.nextDeadline() - simulation.clock().ticks();
      steps.advance(wait > 0 && wait < 60_000 ? wait : 100);
    }
    return true;
  }

  /** Counts the calls of the last opening. */
  void called(SimulatedProcess process, StorageCall call) {
    if (stage == Stage.REOPEN
        && process == worker
        && call.operation()
        && call != StorageCall.OPEN
        && call != StorageCall.PROBE) {
      calls++;
    }
  }

  private boolean progress() {
    if (steps.work() > 0) {
      steps.runWork(random.nextInt(steps.work()));
    } else if (steps.assignable()) {
      steps.assign();
    } else if (steps.answers() > 0) {
      steps.answer(0, true);
    } else if (steps.reports() > 0) {
      steps.report(0, true);
    } else if (!steps.waited().isEmpty()) {
      steps.goOn(steps.waited().get(0));
    } else if (!steps.stalled().isEmpty() && random.nextInt(30) == 0) {
      steps.goOn(steps.stalled().get(0));
    } else if (steps.turns() > 0 && !settledDown()) {
      steps.turn(0);
    } else {
      return false;
    }
    return true;
  }

  /** Whether the stage's work is done, so that the worker's loop need not turn any more. */
  private boolean settledDown() {
    return switch (stage) {
      case FINISH -> allCommitted() && simulation.late().size() == 0 && checkpointIsDue();
      case STOP -> worker.ended();
      case REOPEN -> reopened();
    };
  }

  /** Goes on with the next stage if this one is done; the stage is null after the last one. */
  private boolean nextStage() {
    if (!settledDown()) {
      return false;
    }
    switch (stage) {
      case FINISH -> {
        worker.askToStop();
        stage = Stage.STOP;
      }
      case STOP -> {
        worker.kill();
        callBound = simulation.durable().staging().size();
        for (PartitionLog log : simulation.kafka().logs()) {
          PartitionOracle partition = simulation.oracle().partition(log.topicPartition());
          partition.finished();
          generations.put(partition, partition.last().generation());
          callBound += OPEN_CALLS + partition.last().pending().size();
        }
        stage = Stage.REOPEN;
        worker = simulation.startProcess();
      }
      case REOPEN -> {
        if (!simulation.durable().staging().isEmpty()) {
          throw simulation
              .violations()
              .raise("still in staging: " + simulation.durable().staging().keySet());
        }
        generations.forEach(
            (partition, generation) -> {
              if (partition.last().generation() != generation) {
                throw simulation.violations().raise("another generation began for no reason");
              }
            });
        if (calls > callBound) {
          throw simulation
              .violations()
              .raise("opening took " + calls + " storage calls, more than " + callBound);
        }
        stage = null;
      }
    }
    return true;
  }

  /**
   * Whether everything has been committed for so long that the ledger must say so too. A stalled
   * call may delay the entry before the checkpoint.
   */
  private boolean checkpointIsDue() {
    if (committedAt == 0 || !steps.stalled().isEmpty()) {
      committedAt = simulation.clock().ticks();
    }
    return simulation.clock().ticks()
        >= committedAt + Scenario.CHECKPOINT_MS + GAP_QUESTION_MS + 2_000;
  }

  private boolean allCommitted() {
    for (PartitionLog log : simulation.kafka().logs()) {
      if (simulation.kafka().committed(log.topicPartition()) < log.readableEnd()) {
        return false;
      }
    }
    return true;
  }

  private boolean reopened() {
    return worker.consumer().assignment().size() == simulation.scenario().input().logs().size()
        && worker.context().pausedPartitions().isEmpty()
        && steps.work() == 0;
  }

  private String state() {
    StringBuilder text = new StringBuilder("stage ").append(stage);
    for (PartitionLog log : simulation.kafka().logs()) {
      text.append(", ")
          .append(log.topicPartition())
          .append(" committed ")
          .append(simulation.kafka().committed(log.topicPartition()))
          .append(" of ")
          .append(log.readableEnd())
          .append(", last entry ")
          .append(simulation.oracle().partition(log.topicPartition()).last());
    }
    return text.toString();
  }
}
