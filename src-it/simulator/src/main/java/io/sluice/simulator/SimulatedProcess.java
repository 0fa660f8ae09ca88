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
import io.sluice.connect.TopicLogs;
import io.sluice.exec.TaskEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * One worker process with one task of the connector. It can be frozen, die in the middle of a
 * storage call, or have work that goes on after the task has ended.
 */
final class SimulatedProcess {

  private final Simulation simulation;
  private final int number;
  private final Map<String, String> configs;
  private final ConsumerModel consumer;
  private final TaskContextModel context;
  private final ReporterModel reporter;
  private final WorkerModel worker;
  private final SimulatedStorageProvider store;
  private final TopicLogs logs;
  private final FileSinkTask task;
  private final List<SimulatedPool> pools = new ArrayList<>();
  private final List<Stalled> stalled = new ArrayList<>();
  private SimulatedPool running;
  private boolean taskThreadBusy;
  private boolean stopAsked;
  private boolean ended;
  private boolean dead;
  private boolean frozen;
  private boolean woken;
  private boolean altering;

  SimulatedProcess(
      Simulation simulation, int number, Map<String, String> configs, boolean reports) {
    this.simulation = simulation;
    this.number = number;
    this.configs = configs;
    consumer = new ConsumerModel(simulation.kafka(), simulation.scenario().maxPollRecords());
    reporter = reports ? simulation.reporter() : null;
    context = new TaskContextModel(consumer, configs, reporter, simulation.violations());
    SplittableRandom random = new SplittableRandom(simulation.random().nextLong());
    TaskEnvironment environment =
        new TaskEnvironment(
            simulation.clock().time(), random, this::createPool, new TaskThreadWaiter());
    FaultyCalls calls = new FaultyCalls(simulation, this);
    SimulatedStorage storage =
        new SimulatedStorage(
            simulation.durable(), simulation.scenario().stagingSurvives(), calls, random);
    store = new SimulatedStorageProvider(storage, calls);
    logs =
        simulation.scenario().input().described()
            ? new ModelLogs(simulation.kafka(), calls)
            : new SilentLogs();
    task = new FileSinkTask(store, environment, config -> logs);
    worker =
        new WorkerModel(
            task,
            consumer,
            context,
            reporter,
            simulation.clock()::ticks,
            simulation::batchLimit,
            simulation.trace(),
            simulation.violations());
  }

  int number() {
    return number;
  }

  boolean dead() {
    return dead;
  }

  /** Whether the task has been stopped or has failed; work of its pools may go on. */
  boolean ended() {
    return ended;
  }

  boolean frozen() {
    return frozen;
  }

  ConsumerModel consumer() {
    return consumer;
  }

  TaskContextModel context() {
    return context;
  }

  ReporterModel reporter() {
    return reporter;
  }

  WorkerModel worker() {
    return worker;
  }

  List<SimulatedPool> pools() {
    return pools;
  }

  List<Stalled> stalled() {
    return stalled;
  }

  /** Whether the task thread can be given a turn. */
  boolean taskThreadRunnable() {
    return !dead && !ended && !frozen && !taskThreadBusy && (stopAsked || worker.canProceed());
  }

  /**
   * Whether stalled work may go on; a waiting thread also needs a change or the end of its wait.
   */
  boolean mayResume(Stalled place) {
    return !place.waiting() || woken || simulation.clock().ticks() >= place.until();
  }

  /** The next time at which the clock triggers work of this process; {@code MAX_VALUE} for none. */
  long deadline() {
    if (dead || frozen) {
      return Long.MAX_VALUE;
    }
    long deadline = Long.MAX_VALUE;
    for (Stalled place : stalled) {
      if (place.waiting()) {
        deadline = Math.min(deadline, place.until());
      }
    }
    return ended || taskThreadBusy ? deadline : Math.min(deadline, worker.deadline());
  }

  void freeze() {
    frozen = true;
  }

  void thaw() {
    frozen = false;
  }

  /** Asks for a graceful stop. */
  void askToStop() {
    stopAsked = true;
  }

  boolean stopAsked() {
    return stopAsked;
  }

  /** {@code kill -9}. */
  void kill() {
    if (!dead) {
      dead = true;
      consumer.close();
    }
  }

  void start() {
    onTaskThread(() -> worker.start(configs));
  }

  /**
   * Alters offsets instead of running a task, as a worker does while the connector is stopped.
   *
   * @param done runs once the connector has agreed
   */
  void alter(Map<TopicPartition, Long> offsets, Runnable done) {
    consumer.close();
    ended = true;
    altering = true;
    createPool("offsets", 1)
        .execute(
            () -> {
              try {
                if (new SimulatedConnector(store, logs).alterOffsets(configs, offsets)) {
                  done.run();
                }
              } catch (ConnectException e) {
                simulation.trace().add("p%d offsets not altered: %s", number, e.getMessage());
              }
              altering = false;
            });
  }

  /** Whether the connector still has to be kept stopped, because its offsets are being altered. */
  boolean altering() {
    return altering && !dead;
  }

  /** Gives the task thread a turn. */
  void turn() {
    if (stopAsked) {
      onTaskThread(this::shutDown);
    } else {
      onTaskThread(worker::proceed);
    }
  }

  /** Runs one queued piece of work. */
  void run(SimulatedPool pool, int index) {
    running = pool;
    try {
      pool.run(index);
    } catch (ProcessDied e) {
      requireDead();
    } catch (Violation e) {
      // kept by the collector
      return;
    } catch (RuntimeException | Error e) {
      throw simulation.violations().raise("work of pool " + pool.name() + " threw", e);
    } finally {
      running = null;
    }
  }

  /** Resumes stalled work; the last action of a step. */
  void resume(Stalled place) {
    running = place.pool();
    simulation.hands().resume(place);
  }

  private SimulatedPool createPool(String name, int threads) {
    SimulatedPool pool = new SimulatedPool(this, name, threads);
    pools.add(pool);
    return pool;
  }

  private void onTaskThread(Runnable action) {
    taskThreadBusy = true;
    context.taskThread(Thread.currentThread());
    running = null;
    try {
      action.run();
    } catch (ProcessDied e) {
      requireDead();
    } catch (ConnectException e) {
      if (e.getCause() instanceof ProcessDied) {
        requireDead();
      } else {
        fail(e);
      }
    } catch (Violation e) {
      // kept by the collector
      return;
    } catch (RuntimeException | Error e) {
      throw simulation.violations().raise("the task may only throw ConnectException", e);
    } finally {
      context.taskThread(null);
      taskThreadBusy = false;
    }
  }

  private void fail(ConnectException error) {
    stopAsked = true;
    simulation.taskFailed(this, error);
    try {
      shutDown();
    } catch (ProcessDied e) {
      requireDead();
    } catch (ConnectException e) {
      // The task waits for its store when it stops, and the process may die meanwhile.
      if (!(e.getCause() instanceof ProcessDied)) {
        throw e;
      }
      requireDead();
    }
  }

  /** Ends the task, as the worker does when a task is stopped or has failed. */
  private void shutDown() {
    try {
      worker.closeAll();
    } catch (ConnectException e) {
      if (!dead) {
        simulation.trace().add("p%d closing failed: %s", number, e);
      }
    } finally {
      if (!dead) {
        task.stop();
        ended = true;
        consumer.close();
      }
    }
  }

  private void requireDead() {
    if (!dead && !simulation.hands().over()) {
      throw new IllegalStateException("only a dead process unwinds");
    }
  }

  /** Runs everything else while the task thread waits. */
  private final class TaskThreadWaiter implements TaskEnvironment.Waiter {
    @Override
    public void await(BooleanSupplier condition, long millis) {
      long until = simulation.clock().ticks() + millis;
      while (!condition.getAsBoolean() && simulation.clock().ticks() < until) {
        woken = false;
        park(Stalled.waiting(until));
      }
    }

    @Override
    public void wake() {
      woken = true;
    }
  }

  /** The pool whose work runs now; null on the task thread. */
  SimulatedPool running() {
    return running;
  }

  /**
   * Stalls until the scheduler resumes it.
   *
   * @return whether it was interrupted meanwhile
   */
  boolean park(Stalled place) {
    SimulatedPool pool = running;
    stalled.add(place);
    simulation.hands().park(place);
    stalled.remove(place);
    running = pool;
    boolean interrupted = Thread.interrupted();
    if (dead || simulation.hands().over()) {
      throw new ProcessDied();
    }
    return interrupted;
  }
}
