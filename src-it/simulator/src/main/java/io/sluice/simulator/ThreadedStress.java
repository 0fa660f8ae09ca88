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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Two tasks on their real threads and clock, with the models and the oracle of the simulation: what
 * a single thread cannot show are races. Their turns overlap, calls stall, and workers die in the
 * middle of their work. Not repeatable.
 */
final class ThreadedStress {

  /**
   * The result.
   *
   * @param violation null if every invariant held
   * @param disturbances how often each kind of harm was done
   * @param commits how many commit entries there are
   * @param overlaps how many turns began during a turn of another task
   */
  record Outcome(
      Violation violation, Map<Disturbance, Integer> disturbances, int commits, int overlaps) {}

  /** The kinds of disturbances. */
  enum Disturbance {
    EXPELLED,
    REBALANCED,
    FROZEN,
    STOPPED,
    /** Its process dies, in the middle of storage calls. */
    CRASHED,
    /** Its storage calls take long. */
    STALLED
  }

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long TURN_NANOS = 200_000;
  private static final int RECORDS = 1_500;

  /** Every kind of harm is done at least so often. */
  private static final int AT_LEAST = 2;

  private static final Duration LONGEST_STALL = Duration.ofMillis(400);

  /** Guards the store and the oracle; taken after the lock of the group. */
  private final Object store = new Object();

  private final SplittableRandom random;
  private final Violations violations = new Violations();
  private final Oracle oracle = new Oracle(violations);
  private final DurableState durable = new DurableState(oracle);
  private final KafkaModel kafka;
  private final boolean stagingSurvives;
  private final List<Worker> workers = new ArrayList<>();
  private final Map<Disturbance, Integer> done = new EnumMap<>(Disturbance.class);
  private final AtomicInteger inTurn = new AtomicInteger();
  private final AtomicInteger overlaps = new AtomicInteger();
  private volatile boolean calm;

  ThreadedStress(long seed, boolean stagingSurvives) {
    this.random = new SplittableRandom(seed);
    this.stagingSurvives = stagingSurvives;
    List<PartitionLog> logs = new ArrayList<>();
    for (int partition = 0; partition < 3; partition++) {
      List<Slot> slots = new ArrayList<>();
      for (int i = 0; i < RECORDS; i++) {
        slots.add(random.nextInt(50) == 0 ? Slot.GAP : Slot.ACCEPTED);
      }
      PartitionLog log =
          new PartitionLog(
              new TopicPartition(Scenario.TOPIC, partition),
              slots,
              Scenario.Input.of(List.of(), 3, 1));
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
   * Runs until every kind of harm was done and then everything is published and committed.
   *
   * @param chaos how long harm is done, at least
   */
  Outcome run(Duration chaos) {
    long started = System.nanoTime();
    try {
      while (!finished() && violations.first() == null) {
        long elapsed = System.nanoTime() - started;
        calm = elapsed > chaos.toNanos() && enough();
        if (elapsed > LIMIT.toNanos()) {
          violations.raise("not finished within " + LIMIT);
        }
        produce();
        serve();
        if (!calm) {
          disturb(workers.get(random.nextInt(workers.size())));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    } finally {
      workers.forEach(Worker::end);
    }
    synchronized (store) {
      if (violations.first() == null) {
        for (PartitionLog log : kafka.logs()) {
          oracle.partition(log.topicPartition()).requireAllSettled();
        }
      }
      return new Outcome(violations.first(), done, oracle.commits(), overlaps.get());
    }
  }

  private boolean enough() {
    return done.size() == Disturbance.values().length
        && done.values().stream().allMatch(count -> count >= AT_LEAST);
  }

  private boolean finished() {
    synchronized (kafka) {
      for (PartitionLog log : kafka.logs()) {
        if (log.end() < log.capacity()
            || kafka.committed(log.topicPartition()) < log.readableEnd()) {
          return false;
        }
      }
      return calm;
    }
  }

  /** Records come bit by bit, so that there is something to write as long as harm is done. */
  private void produce() {
    synchronized (kafka) {
      for (PartitionLog log : kafka.logs()) {
        log.produce(calm ? RECORDS : 10);
      }
    }
  }

  /** Starts missing tasks, and assigns partitions without a holder. */
  private void serve() {
    workers.removeIf(worker -> worker.ended);
    while (workers.size() < 2) {
      workers.add(new Worker());
    }
    synchronized (kafka) {
      for (TopicPartition free : kafka.unheld()) {
        List<ConsumerModel> members = kafka.members();
        if (!members.isEmpty()) {
          kafka.grant(free, members.get(random.nextInt(members.size())));
        }
      }
    }
    if (calm) {
      workers.forEach(Worker::release);
    }
  }

  private void disturb(Worker worker) {
    Disturbance[] all = Disturbance.values();
    int choice = random.nextInt(5 * all.length);
    if (choice >= all.length) {
      if (choice < 2 * all.length) {
        worker.release();
      }
      return;
    }
    switch (all[choice]) {
      case EXPELLED -> kafka.expel(worker.consumer);
      case REBALANCED -> worker.consumer.askToRejoin();
      case FROZEN -> {
        worker.frozen = true;
        kafka.expel(worker.consumer);
      }
      case STOPPED -> worker.stopping = true;
      case CRASHED -> worker.crash();
      case STALLED -> worker.stalled = true;
    }
    done.merge(all[choice], 1, Integer::sum);
  }

  /** A worker with one task, driven by a thread. */
  private final class Worker {
    private final ConsumerModel consumer = new ConsumerModel(kafka, 40);
    private final FileSinkTask task;
    private final TaskContextModel context;
    private final WorkerModel model;
    private final SplittableRandom faults = random.split();
    private final Thread thread;
    private volatile boolean frozen;
    private volatile boolean stalled;
    private volatile boolean stopping;
    private volatile boolean dead;
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
              new SimulatedStorageProvider(storage, this::invoke),
              TaskEnvironments.system(),
              unused -> new SilentLogs());
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
        while (!stopping && !dead) {
          if (!frozen) {
            turn();
          }
          LockSupport.parkNanos(TURN_NANOS);
        }
      } catch (ConnectException e) {
        if (calm && !dead) {
          violations.raise("the task failed although there are no faults any more", e);
        }
      } catch (RuntimeException e) {
        if (!dead) {
          violations.raise("the task may only throw ConnectException", e);
        }
      } finally {
        close();
      }
    }

    private void turn() {
      while (consumer.hasCommitInFlight()) {
        consumer.answerCommit(true);
      }
      if (model.canProceed()) {
        overlaps.addAndGet(inTurn.getAndIncrement());
        try {
          model.proceed();
        } finally {
          inTurn.decrementAndGet();
        }
      }
    }

    private void close() {
      try {
        if (!dead) {
          model.closeAll();
        }
      } catch (ConnectException e) {
        // the worker logs it, and goes on stopping the task
        stopping = true;
      } finally {
        // of a dead process this ends the threads, which cannot reach the store any more
        task.stop();
        consumer.close();
        ended = true;
      }
    }

    void release() {
      frozen = false;
      stalled = false;
    }

    void crash() {
      synchronized (store) {
        dead = true;
      }
      consumer.close();
    }

    void end() {
      stopping = true;
      try {
        thread.join(TimeUnit.SECONDS.toMillis(20));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** A store that is slow and sometimes fails, before or after the call took effect. */
    private <T> T invoke(
        StorageCall call, boolean mutates, String subject, SimulatedStorage.Action<T> action)
        throws StorageException {
      int choice;
      long wait;
      synchronized (faults) {
        choice = calm ? 99 : faults.nextInt(100);
        wait = faults.nextLong(stalled ? LONGEST_STALL.toNanos() : 1_000_000);
      }
      LockSupport.parkNanos(wait);
      if (choice == 0) {
        throw StorageException.retriable("injected failure of " + call + " " + subject, null);
      }
      T result;
      synchronized (store) {
        if (dead) {
          throw new ProcessDied();
        }
        result = action.apply();
      }
      if (choice == 1) {
        throw StorageException.retriable("injected loss of the reply to " + call, null);
      }
      return result;
    }
  }
}
