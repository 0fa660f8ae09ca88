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

/** Chooses the next step of the part in which anything may go wrong. */
final class Scheduler implements Chaos {
  private static final int[] CLOCK_STEPS = {1, 1, 20, 20, 150, 150, 400, 1200, 3500, 9000};

  /** Steps by which the clock is set, in milliseconds. */
  private static final long[] CLOCK_SETS = {-3_600_000, -1_000, -1, 1, 5_000, 86_400_000};

  private final Simulation simulation;
  private final SplittableRandom random;
  private final Steps steps;
  private int count;
  private boolean altered;
  private int vanished;

  Scheduler(Simulation simulation) {
    this.simulation = simulation;
    this.random = simulation.random();
    this.steps = new Steps(simulation);
  }

  /** The kinds of steps, with their weights. */
  private enum Kind {
    WORK(400),
    TURN(250),
    WAITED(120),
    GO_ON(24),
    LATE(24),
    CLOCK(60),
    ANSWER(80),
    REPORT(60),
    PRODUCE(40),
    ASSIGN(120),
    START(60),
    ALTER(60),
    GIVE_UP(20),
    THAW(32),
    VANISH(16),
    EVENT(20);

    private static final Kind[] ALL = values();
    private final int weight;

    Kind(int weight) {
      this.weight = weight;
    }
  }

  @Override
  public boolean step() {
    if (++count > simulation.scenario().steps()) {
      return false;
    }
    List<SimulatedProcess> living = living();
    boolean mayStart = simulation.processes().size() < simulation.scenario().processes();
    if (living.isEmpty() && !mayStart && !possible(Kind.ALTER, living, false)) {
      return false;
    }
    int total = 0;
    int[] sums = new int[Kind.ALL.length];
    for (Kind kind : Kind.ALL) {
      total += possible(kind, living, mayStart) ? weight(kind) : 0;
      sums[kind.ordinal()] = total;
    }
    int choice = random.nextInt(total);
    int index = 0;
    while (sums[index] <= choice) {
      index++;
    }
    take(Kind.ALL[index], living);
    return true;
  }

  private int weight(Kind kind) {
    return switch (kind) {
      case GO_ON, LATE, THAW -> kind.weight / simulation.scenario().patience();
      default -> kind.weight;
    };
  }

  /** Processes whose task runs, as far as the group's protocol goes. */
  private List<SimulatedProcess> living() {
    List<SimulatedProcess> living = new ArrayList<>();
    for (SimulatedProcess process : simulation.processes()) {
      if (!process.dead() && !process.ended()) {
        living.add(process);
      }
    }
    return living;
  }

  private boolean possible(Kind kind, List<SimulatedProcess> living, boolean mayStart) {
    return switch (kind) {
      case WORK -> steps.work() > 0;
      case TURN -> steps.turns() > 0;
      case WAITED -> !steps.waited().isEmpty();
      case GO_ON -> !steps.stalled().isEmpty();
      case LATE -> simulation.late().size() > 0;
      case CLOCK -> true;
      case ANSWER -> steps.answers() > 0;
      case REPORT -> steps.reports() > 0;
      case PRODUCE -> steps.hidden() > 0;
      case ASSIGN -> steps.assignable();
      case START -> mayStart && working(living) < 2 && altering().isEmpty();
      case ALTER -> !altered && living.isEmpty() && simulation.scenario().events().alters();
      case GIVE_UP -> altering().stream().anyMatch(process -> !process.stalled().isEmpty());
      case THAW -> frozen(living) > 0;
      case VANISH -> simulation.scenario().events().vanishing() && vanished < 3;
      case EVENT -> !living.isEmpty() && simulation.scenario().faultBudget() > 0;
    };
  }

  private void take(Kind kind, List<SimulatedProcess> living) {
    switch (kind) {
      case WORK -> steps.runWork(random.nextInt(steps.work()));
      case TURN -> steps.turn(random.nextInt(steps.turns()));
      case WAITED -> goOn(steps.waited());
      case GO_ON -> goOn(steps.stalled());
      case LATE -> simulation.late().apply(random.nextInt(simulation.late().size()), trace());
      case CLOCK -> steps.advance(clockStep());
      case ANSWER -> steps.answer(random.nextInt(steps.answers()), random.nextInt(8) > 0);
      case REPORT ->
          steps.report(
              random.nextInt(steps.reports()),
              !simulation.scenario().events().refusals() || random.nextInt(3) > 0);
      case PRODUCE -> steps.produce(1 + random.nextInt(3));
      case ASSIGN -> steps.assign();
      case START -> simulation.startProcess();
      case ALTER -> {
        altered = true;
        simulation.alterOffsets();
      }
      case GIVE_UP ->
          altering()
              .forEach(
                  process -> {
                    trace().add("p%d is killed while it alters offsets", process.number());
                    process.kill();
                  });
      case THAW -> thaw(living);
      case VANISH -> {
        vanished++;
        steps.vanish();
      }
      case EVENT -> event(living.get(random.nextInt(living.size())));
    }
  }

  private int clockStep() {
    if (steps.work() == 0 && steps.turns() == 0 && steps.waited().isEmpty()) {
      long wait = steps.nextDeadline() - simulation.clock().ticks();
      if (wait > 0 && wait < 20_000) {
        return (int) wait;
      }
    }
    return CLOCK_STEPS[random.nextInt(CLOCK_STEPS.length)];
  }

  private void goOn(List<Stalled> places) {
    steps.goOn(places.get(random.nextInt(places.size())));
  }

  private List<SimulatedProcess> altering() {
    return simulation.processes().stream().filter(SimulatedProcess::altering).toList();
  }

  private static int working(List<SimulatedProcess> living) {
    return (int) living.stream().filter(process -> !process.frozen()).count();
  }

  private static int frozen(List<SimulatedProcess> living) {
    return (int) living.stream().filter(SimulatedProcess::frozen).count();
  }

  private void thaw(List<SimulatedProcess> living) {
    List<SimulatedProcess> frozen = living.stream().filter(SimulatedProcess::frozen).toList();
    SimulatedProcess process = frozen.get(random.nextInt(frozen.size()));
    trace().add("p%d thaws", process.number());
    process.thaw();
  }

  private void event(SimulatedProcess process) {
    Scenario.Events events = simulation.scenario().events();
    switch (random.nextInt(12)) {
      case 0 -> {
        if (events.kills()) {
          trace().add("p%d is killed", process.number());
          simulation.countFault();
          process.kill();
        }
      }
      case 1 -> {
        if (events.expulsions()) {
          trace().add("p%d is expelled", process.number());
          simulation.countFault();
          simulation.kafka().expel(process.consumer());
        }
      }
      case 2 -> {
        if (events.expulsions()) {
          trace().add("p%d freezes and is expelled", process.number());
          simulation.countFault();
          process.freeze();
          simulation.kafka().expel(process.consumer());
        }
      }
      case 3 -> {
        if (!events.alters()) {
          trace().add("p%d freezes", process.number());
          process.freeze();
        } else {
          stop(process);
        }
      }
      case 4 -> {
        if (events.rebalances()) {
          revoke(process);
        }
      }
      case 5 -> {
        if (events.rebalances()) {
          trace().add("p%d has its partitions revoked and assigned again", process.number());
          process.consumer().askToRejoin();
        }
      }
      case 6 -> stop(process);
      case 7 -> {
        if (events.resets()) {
          trace().add("p%d goes back to the start of its logs", process.number());
          process.consumer().resetPositions();
        }
      }
      case 8, 9 -> {
        if (events.outages()) {
          simulation.countFault();
          simulation.outage(
              simulation.outage() == Outage.NONE ? Outage.random(random) : Outage.NONE);
        }
      }
      case 10 -> {
        if (events.clockSteps()) {
          long millis = CLOCK_SETS[random.nextInt(CLOCK_SETS.length)];
          trace().add("the clock is set by %d ms", millis);
          simulation.clock().step(millis);
        }
      }
      default -> {
        if (events.pauses()) {
          boolean pause = !process.context().connectorPaused();
          trace().add("p%d %s", process.number(), pause ? "is paused" : "is resumed");
          process.context().connectorPaused(pause);
          process.worker().wake();
        }
      }
    }
  }

  private void stop(SimulatedProcess process) {
    trace().add("p%d is asked to stop", process.number());
    process.askToStop();
  }

  private void revoke(SimulatedProcess process) {
    for (TopicPartition topicPartition : List.copyOf(process.consumer().assignment())) {
      if (simulation.kafka().holder(topicPartition) == process.consumer() && random.nextBoolean()) {
        trace().add("%s is to move away from p%d", topicPartition, process.number());
        process.consumer().askToRevoke(topicPartition);
      }
    }
  }

  private Trace trace() {
    return simulation.trace();
  }
}
