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

import io.sluice.connect.FileSinkTask;
import io.sluice.exec.TaskEnvironments;
import io.sluice.exec.Ticker;
import io.sluice.simulator.PartitionLog.Slot;
import io.sluice.storage.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The task on its real threads and clock, with the models and the oracle of the simulation: what a
 * single thread cannot show are races. Not repeatable.
 */
final class ThreadedStress {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long TURN_NANOS = 200_000;

  /** Guards Kafka and the consumers; taken before {@link #store}. */
  private final Object group = new Object();

  /** Guards the store and the oracle. */
  private final Object store = new Object();

  private final SplittableRandom random;
  private final Violations violations = new Violations();
  private final Oracle oracle = new Oracle(violations);
  private final DurableState durable = new DurableState(oracle);
  private final KafkaModel kafka;
  private final boolean stagingSurvives;
  private final List<Worker> workers = new ArrayList<>();
  private volatile boolean calm;

  ThreadedStress(long seed, boolean stagingSurvives, int partitions, int records) {
    this.random = new SplittableRandom(seed);
    this.stagingSurvives = stagingSurvives;
    List<PartitionLog> logs = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      List<Slot> slots = new ArrayList<>();
      for (int i = 0; i < records; i++) {
        slots.add(random.nextInt(50) == 0 ? Slot.GAP : Slot.ACCEPTED);
      }
      TopicPartition topicPartition = new TopicPartition(Scenario.TOPIC, partition);
      PartitionLog log =
          new PartitionLog(topicPartition, slots, Scenario.Input.of(List.of(), 3, records));
      logs.add(log);
      oracle.add(log);
    }
    kafka =
        new KafkaModel(
            logs,
            (topicPartition, offset) -> {
              synchronized (store) {
                oracle.partition(topicPartition).committed(offset);
              }
            });
  }

  /**
   * Runs until everything is published and committed.
   *
   * @param chaos how long members are expelled, stopped and left standing
   * @return null if every invariant held
   */
  Violation run(Duration chaos) {
    long started = System.nanoTime();
    try {
      while (!done() && violations.first() == null) {
        long elapsed = System.nanoTime() - started;
        calm = elapsed > chaos.toNanos();
        if (elapsed > LIMIT.toNanos()) {
          return violations.raise("not finished within " + LIMIT);
        }
        disturb();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    } finally {
      workers.forEach(Worker::end);
    }
    synchronized (store) {
      for (PartitionLog log : kafka.logs()) {
        oracle.partition(log.topicPartition()).requireAllSettled();
      }
    }
    return violations.first();
  }

  private boolean done() {
    synchronized (group) {
      for (PartitionLog log : kafka.logs()) {
        if (kafka.committed(log.topicPartition()) < log.readableEnd()) {
          return false;
        }
      }
      return true;
    }
  }

  /** Starts what is missing, assigns what nobody holds, and does some harm. */
  private void disturb() {
    synchronized (group) {
      workers.removeIf(worker -> worker.ended);
      while (workers.size() < 2) {
        workers.add(new Worker());
      }
      for (TopicPartition free : kafka.unheld()) {
        List<ConsumerModel> members = kafka.members();
        if (!members.isEmpty()) {
          kafka.grant(free, members.get(random.nextInt(members.size())));
        }
      }
      Worker worker = workers.get(random.nextInt(workers.size()));
      if (calm) {
        worker.standing = false;
        return;
      }
      switch (random.nextInt(25)) {
        case 0 -> kafka.expel(worker.consumer);
        case 1 -> worker.consumer.askToRejoin();
        case 2 -> {
          worker.standing = true;
          kafka.expel(worker.consumer);
        }
        case 3, 4, 5 -> worker.standing = false;
        case 6 -> worker.stopping = true;
        default -> {}
      }
    }
  }

  /** A worker with one task, driven by a thread. */
  private final class Worker {
    private final ConsumerModel consumer = new ConsumerModel(kafka, 40);
    private final FileSinkTask task;
    private final TaskContextModel context;
    private final WorkerModel model;
    private final SplittableRandom faults = random.split();
    private final Thread thread;
    private volatile boolean standing;
    private volatile boolean stopping;
    private volatile boolean ended;

    Worker() {
      Map<String, String> config = Scenario.base("{header.lane}/{timestamp:HHmmssSSS}");
      config.put("roll.records", "30");
      config.put("roll.interval.ms", "200");
      config.put("retry.backoff.ms", "10");
      config.put("retry.backoff.max.ms", "100");
      SimulatedStorage storage =
          new SimulatedStorage(durable, stagingSurvives, this::invoke, ThreadLocalRandom.current());
      task =
          new FileSinkTask(
              new SimulatedStore(storage, this::invoke),
              TaskEnvironments.system(),
              x -> new SilentLogs());
      ReporterModel reporter = new ReporterModel((topicPartition, offset) -> {}, () -> true);
      context = new TaskContextModel(consumer, config, reporter, violations);
      model =
          new WorkerModel(
              task,
              consumer,
              context,
              reporter,
              Ticker.system(),
              () -> 40,
              Trace.off(),
              violations);
      thread = new Thread(() -> drive(config), "stress-worker");
      thread.start();
    }

    private void drive(Map<String, String> config) {
      context.taskThread(Thread.currentThread());
      try {
        model.start(config);
        while (!stopping) {
          if (!standing) {
            turn();
          }
          LockSupport.parkNanos(TURN_NANOS);
        }
      } catch (ConnectException e) {
        if (calm) {
          violations.raise("the task failed although there are no faults any more", e);
        }
      } catch (RuntimeException e) {
        violations.raise("only ConnectException may leave the task", e);
      } finally {
        close();
      }
    }

    private void turn() {
      synchronized (group) {
        while (consumer.hasCommitInFlight()) {
          consumer.answerCommit(true);
        }
        if (model.canProceed()) {
          model.proceed();
        }
      }
    }

    private void close() {
      synchronized (group) {
        try {
          model.closeAll();
        } catch (ConnectException e) {
          // the worker logs it, and goes on stopping the task
          stopping = true;
        } finally {
          task.stop();
          consumer.close();
          ended = true;
        }
      }
    }

    void end() {
      stopping = true;
      try {
        thread.join(TimeUnit.SECONDS.toMillis(20));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** A store that takes its time and sometimes fails, before or after the call took effect. */
    private <T> T invoke(
        StorageCall call, boolean mutates, String subject, SimulatedStorage.Action<T> action)
        throws StorageException {
      int choice;
      long wait;
      synchronized (faults) {
        choice = calm ? 99 : faults.nextInt(100);
        wait = faults.nextLong(1_000_000);
      }
      LockSupport.parkNanos(wait);
      if (choice == 0) {
        throw StorageException.retriable("injected failure of " + call + " " + subject, null);
      }
      T result;
      synchronized (store) {
        result = action.apply();
      }
      if (choice == 1) {
        throw StorageException.retriable("injected loss of the reply to " + call, null);
      }
      return result;
    }
  }
}
