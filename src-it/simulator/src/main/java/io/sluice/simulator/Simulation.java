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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * One schedule: processes, a store, Kafka and time, driven by one seeded scheduler. First comes a
 * part in which anything may go wrong, then one in which nothing does and everything has to finish.
 */
final class Simulation {
  private final Scenario scenario;
  private final FaultPlan faults;
  private final SplittableRandom random;
  private final SimulatedClock clock = new SimulatedClock(1_700_000_000_000L);
  private final Hands hands;
  private final Trace trace;
  private final Violations violations = new Violations();
  private final Oracle oracle = new Oracle(violations);
  private final DurableState durable = new DurableState(oracle);
  private final KafkaModel kafka;
  private final LateEffects late = new LateEffects();
  private final List<SimulatedProcess> processes = new ArrayList<>();
  private final AllowedFailures allowed;
  private final Chaos chaos;
  private final FinalPhase finalPhase;
  private Outage outage = Outage.NONE;
  private boolean calm;
  private int faultCount;
  private int storageCalls;

  /**
   * A schedule that is ready to run.
   *
   * @param seed decides everything that the scenario and the faults do not fix
   * @param record whether to keep a trace
   */
  Simulation(Scenario scenario, FaultPlan faults, long seed, Hands hands, boolean record) {
    this(scenario, faults, Scheduler::new, seed, hands, record);
  }

  /**
   * A schedule whose steps are chosen by someone else while faults are injected.
   *
   * @param chaos makes the chooser
   */
  Simulation(
      Scenario scenario,
      FaultPlan faults,
      Function<Simulation, Chaos> chaos,
      long seed,
      Hands hands,
      boolean record) {
    this.scenario = scenario;
    this.faults = faults;
    this.random = new SplittableRandom(seed);
    this.hands = hands;
    this.trace = record ? Trace.recording(clock) : Trace.off();
    List<PartitionLog> logs = new ArrayList<>();
    Scenario.Input input = scenario.input();
    for (int i = 0; i < input.logs().size(); i++) {
      PartitionLog log = new PartitionLog(input.topicPartition(i), input.logs().get(i), input);
      logs.add(log);
      oracle.add(log);
    }
    allowed = new AllowedFailures(scenario);
    oracle.gapsFail(scenario.allGapsFail());
    kafka =
        new KafkaModel(
            logs, (topicPartition, offset) -> oracle.partition(topicPartition).committed(offset));
    this.chaos = chaos.apply(this);
    finalPhase = new FinalPhase(this);
  }

  Result run() {
    startProcess();
    hands.run(this::step);
    return new Result(
        violations.first(), faultCount, oracle.commits(), storageCalls, trace.lines());
  }

  private void step() {
    try {
      if (!calm) {
        // a step may stall, and return long after the part without faults has begun
        if (!chaos.step()) {
          calm = true;
          outage = Outage.NONE;
          // the user has seen that records are lost
          oracle.gapsFail(false);
          finalPhase.begin();
        }
      } else if (!finalPhase.step()) {
        hands.finish();
      }
    } catch (Violation e) {
      hands.finish();
    } catch (RuntimeException e) {
      throw violationOf(e);
    } finally {
      if (violations.first() != null) {
        hands.finish();
      }
    }
  }

  private Violation violationOf(RuntimeException error) {
    hands.finish();
    return violations.raise("the simulation broke", error);
  }

  Scenario scenario() {
    return scenario;
  }

  SplittableRandom random() {
    return random;
  }

  SimulatedClock clock() {
    return clock;
  }

  Hands hands() {
    return hands;
  }

  Trace trace() {
    return trace;
  }

  Violations violations() {
    return violations;
  }

  Oracle oracle() {
    return oracle;
  }

  DurableState durable() {
    return durable;
  }

  KafkaModel kafka() {
    return kafka;
  }

  LateEffects late() {
    return late;
  }

  List<SimulatedProcess> processes() {
    return processes;
  }

  /** Starts another process; it gets partitions once the group assigns them. */
  SimulatedProcess startProcess() {
    int number = processes.size();
    boolean reports = calm || !scenario.events().refusals() || random.nextInt(3) > 0;
    Map<String, String> config = new HashMap<>(scenario.config(number));
    if (calm) {
      // the user has seen that records are lost
      config.put("on.offset.gap", "skip");
    }
    SimulatedProcess process = new SimulatedProcess(this, number, config, reports);
    processes.add(process);
    trace.add("p%d starts", number);
    process.start();
    return process;
  }

  /** Alters the offset of every partition; the connector is stopped. */
  void alterOffsets() {
    int number = processes.size();
    SimulatedProcess process = new SimulatedProcess(this, number, scenario.config(number), false);
    processes.add(process);
    Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
    boolean reset = random.nextInt(4) == 0;
    for (PartitionLog log : kafka.logs()) {
      long offset = log.start() + random.nextLong(log.end() - log.start() + 1);
      offsets.put(log.topicPartition(), reset ? null : offset);
    }
    trace.add("p%d alters offsets to %s", number, offsets);
    process.alter(
        offsets,
        () -> {
          if (kafka.members().isEmpty()) {
            trace.add("p%d has altered offsets", number);
            offsets.forEach(
                (topicPartition, offset) -> {
                  kafka.alter(topicPartition, offset);
                  oracle.partition(topicPartition).offsetsAltered();
                });
          }
        });
  }

  Outage outage() {
    return outage;
  }

  /** An outage of the store begins, or the present one ends. */
  void outage(Outage next) {
    trace.add("the store: %s", next);
    outage = next;
  }

  int batchLimit() {
    return 1 + random.nextInt(scenario.maxPollRecords());
  }

  ReporterModel reporter() {
    return new ReporterModel(
        (topicPartition, offset) -> oracle.partition(topicPartition).acknowledged(offset),
        () -> random.nextInt(4) == 0);
  }

  void countFault() {
    faultCount++;
  }

  Fault nextFault(SimulatedProcess process, StorageCall call, boolean mutates, String subject) {
    if (calm) {
      trace.add("p%d %s %s", process.number(), call, subject);
      finalPhase.called(process, call);
      return Fault.NONE;
    }
    storageCalls++;
    Fault fault = outage.of(call, mutates);
    if (fault == Fault.NONE) {
      fault = faults.next(process.number(), call, mutates);
    }
    if (call == StorageCall.OPEN && fault.stalls()) {
      // A task connects under a lock, where only its own threads may stall.
      fault = Fault.FAIL_BEFORE;
    }
    if (fault != Fault.NONE) {
      faultCount++;
    }
    trace.add(
        "p%d %s %s%s", process.number(), call, subject, fault == Fault.NONE ? "" : " -> " + fault);
    return fault;
  }

  void applyLater(
      SimulatedProcess process,
      StorageCall call,
      String subject,
      SimulatedStorage.Action<?> action) {
    late.add("late " + call + " " + subject + " of p" + process.number(), action);
  }

  /** A process was frozen in the middle of a call; the group will expel it. */
  void wasFrozen(SimulatedProcess process) {
    kafka.expel(process.consumer());
  }

  void taskFailed(SimulatedProcess process, ConnectException error) {
    trace.add("p%d task failed: %s", process.number(), error.getMessage());
    faultCount++;
    String message = String.valueOf(error.getMessage());
    if (!allowed.explain(message)) {
      throw violations.raise("no fault explains that the task failed", error);
    }
    if (calm) {
      throw violations.raise("the task failed although there are no faults any more", error);
    }
  }
}
