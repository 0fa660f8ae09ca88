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
package io.sluice.exec;

import io.sluice.exec.CallMonitor.Pool;
import io.sluice.exec.TaskEnvironment.PoolFactory;

/**
 * The threads of one task.
 *
 * @param writers runs mailboxes
 * @param io runs storage calls
 * @param callsPerPartition the most storage calls of one partition that run at once
 * @param cleaner runs deletions and other work that nobody waits for
 * @param monitor the calls in progress
 */
public record TaskThreads(
    WorkPool writers, WorkPool io, int callsPerPartition, Cleaner cleaner, CallMonitor monitor) {

  /**
   * Creates the pools of a task.
   *
   * @param name the prefix of the threads' names
   * @param writerThreads at least 1
   * @param ioThreads at least 1; a partition uses at most half of them, and cleaning has a quarter
   *     as many in a separate pool
   */
  public static TaskThreads create(
      PoolFactory pools, String name, int writerThreads, int ioThreads, CallMonitor monitor) {
    int cleaners = Math.max(1, ioThreads / 4);
    return new TaskThreads(
        pools.create(name + "-writer", writerThreads),
        pools.create(name + "-io", ioThreads),
        Math.max(1, ioThreads / 2),
        new Cleaner(pools.create(name + "-cleaning", cleaners), cleaners, monitor),
        monitor);
  }

  /**
   * Replaces the threads that hang or are blocked, and abandons cleaning that hangs.
   *
   * @param now milliseconds of the monitor's ticker
   */
  public void check(long now) {
    cleaner.check(now);
    // The threads of slow calls are replaced only up to a bound: each may hold large buffers.
    int slow = Math.min(monitor.blocked(Pool.IO, now), 2 * callsPerPartition);
    io.extraThreads(monitor.abandoned(Pool.IO) + slow);
    writers.extraThreads(monitor.abandoned(Pool.WRITER) + monitor.blocked(Pool.WRITER, now));
  }

  /** The number of threads that hang in abandoned calls, without those of cleaning. */
  public int hanging() {
    return monitor.abandoned(Pool.IO) + monitor.abandoned(Pool.WRITER);
  }

  /** Accepts no more work. The queued work still runs, then {@code last}. Does not wait. */
  public void shutdown(Runnable last) {
    writers.shutdown(() -> io.shutdown(() -> cleaner.shutdown(last)));
  }
}
