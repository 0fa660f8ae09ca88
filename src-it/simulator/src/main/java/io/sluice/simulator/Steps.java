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

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;

/** The possible next steps, and their execution. */
final class Steps {
  private final Simulation simulation;
  private final SplittableRandom random;

  Steps(Simulation simulation) {
    this.simulation = simulation;
    this.random = simulation.random();
  }

  // ---- the pools of all processes

  /** How many pieces of work can run. */
  int work() {
    int count = 0;
    for (SimulatedProcess process : simulation.processes()) {
      if (!process.dead() && !process.frozen()) {
        for (SimulatedPool pool : process.pools()) {
          count += pool.runnable();
        }
      }
    }
    return count;
  }

  void runWork(int index) {
    int rest = index;
    for (SimulatedProcess process : simulation.processes()) {
      if (!process.dead() && !process.frozen()) {
        for (SimulatedPool pool : process.pools()) {
          if (rest < pool.runnable()) {
            process.run(pool, rest);
            return;
          }
          rest -= pool.runnable();
        }
      }
    }
    throw new IllegalArgumentException("no such work: " + index);
  }

  // ---- task threads

  /** How many task threads can run. */
  int turns() {
    int count = 0;
    for (SimulatedProcess process : simulation.processes()) {
      count += process.taskThreadRunnable() ? 1 : 0;
    }
    return count;
  }

  void turn(int index) {
    int rest = index;
    for (SimulatedProcess process : simulation.processes()) {
      if (process.taskThreadRunnable() && rest-- == 0) {
        process.turn();
        return;
      }
    }
    throw new IllegalArgumentException("no such task thread: " + index);
  }

  /** Task threads whose wait is over. */
  List<Stalled> waited() {
    return stalled(true);
  }

  /** Stalled storage calls. */
  List<Stalled> stalled() {
    return stalled(false);
  }

  void goOn(Stalled place) {
    for (SimulatedProcess process : simulation.processes()) {
      if (process.stalled().contains(place)) {
        process.resume(place);
        return;
      }
    }
    throw new IllegalArgumentException("not stalled any more");
  }

  private List<Stalled> stalled(boolean waiting) {
    List<Stalled> places = List.of();
    for (SimulatedProcess process : simulation.processes()) {
      if (!process.dead() && !process.frozen()) {
        for (Stalled place : process.stalled()) {
          if (place.waiting() == waiting && process.mayResume(place)) {
            if (places.isEmpty()) {
              places = new ArrayList<>();
            }
            places.add(place);
          }
        }
      }
    }
    return places;
  }

  // ---- time

  void advance(long millis) {
    simulation.trace().add("%d ms pass", millis);
    simulation.clock().advance(millis);
  }

  /** The next time at which the clock triggers something. */
  long nextDeadline() {
    long deadline = Long.MAX_VALUE;
    for (SimulatedProcess process : simulation.processes()) {
      deadline = Math.min(deadline, process.deadline());
    }
    return deadline;
  }

  // ---- Kafka

  /** How many asynchronous commits wait for an answer. */
  int answers() {
    int count = 0;
    for (SimulatedProcess process : simulation.processes()) {
      count += !process.dead() && process.consumer().hasCommitInFlight() ? 1 : 0;
    }
    return count;
  }

  void answer(int index, boolean success) {
    int rest = index;
    for (SimulatedProcess process : simulation.processes()) {
      if (!process.dead() && process.consumer().hasCommitInFlight() && rest-- == 0) {
        process.consumer().answerCommit(success);
        return;
      }
    }
  }

  /** How many dead letters wait for their acknowledgement. */
  int reports() {
    int count = 0;
    for (SimulatedProcess process : simulation.processes()) {
      count += process.dead() || process.reporter() == null ? 0 : process.reporter().open();
    }
    return count;
  }

  void report(int index, boolean success) {
    int rest = index;
    for (SimulatedProcess process : simulation.processes()) {
      if (!process.dead() && process.reporter() != null) {
        if (rest < process.reporter().open()) {
          simulation
              .trace()
              .add("p%d dead letter %s", process.number(), success ? "acknowledged" : "refused");
          process.reporter().complete(rest, success);
          return;
        }
        rest -= process.reporter().open();
      }
    }
  }

  /** How many offsets are still to be produced. */
  int hidden() {
    int count = 0;
    for (PartitionLog log : simulation.kafka().logs()) {
      count += (int) (log.capacity() - log.end());
    }
    return count;
  }

  void produce(long count) {
    for (PartitionLog log : simulation.kafka().logs()) {
      log.produce(count);
    }
  }

  /** Whether a partition can be assigned. */
  boolean assignable() {
    return !simulation.kafka().members().isEmpty() && !simulation.kafka().unheld().isEmpty();
  }

  void assign() {
    List<TopicPartition> unheld = simulation.kafka().unheld();
    TopicPartition topicPartition = unheld.get(random.nextInt(unheld.size()));
    List<ConsumerModel> members = simulation.kafka().members();
    ConsumerModel member = members.get(random.nextInt(members.size()));
    simulation.trace().add("%s is assigned", topicPartition);
    simulation.kafka().grant(topicPartition, member);
  }

  /** Retention or compaction removes records; the last one stays, as compaction keeps it. */
  void vanish() {
    for (PartitionLog log : simulation.kafka().logs()) {
      long last = log.readableEnd() - 1;
      if (last > log.start()) {
        long offset = log.start() + random.nextLong(last - log.start());
        if (random.nextBoolean()) {
          simulation.trace().add("%s loses everything below %d", log.topicPartition(), offset);
          log.truncate(offset);
        } else {
          simulation.trace().add("%s loses offset %d", log.topicPartition(), offset);
          log.compact(offset);
        }
      }
    }
  }
}
