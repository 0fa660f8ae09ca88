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
 * @param callsPerPartition how many storage calls of one partition run at once
 * @param cleaner runs deletions and whatever else nobody waits for
 * @param monitor the calls in progress
 */
public record TaskThreads(
    WorkPool writers, WorkPool io, int callsPerPartition, Cleaner cleaner, CallMonitor monitor) {

  /**
   * Makes the pools of a task.
   *
   * @param name the beginning of the threads' names
   * @param writerThreads at least 1
   * @param ioThreads at least 1; a partition uses half of them, cleaning a quarter as many of its
   *     own
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
   * Has other threads stand in for those that hang or are blocked, and gives up cleaning that
   * hangs.
   *
   * @param now by the monitor's ticker
   */
  public void check(long now) {
    cleaner.check(now);
    // Slow calls get stand-ins only up to a bound: each may hold large buffers.
    int slow = Math.min(monitor.blocked(Pool.IO, now), 2 * callsPerPartition);
    io.extraThreads(monitor.abandoned(Pool.IO) + slow);
    writers.extraThreads(monitor.abandoned(Pool.WRITER) + monitor.blocked(Pool.WRITER, now));
  }

  /** How many threads hang in calls that were given up; cleaning does not count. */
  public int hanging() {
    return monitor.abandoned(Pool.IO) + monitor.abandoned(Pool.WRITER);
  }

  /** Takes no more work; what is queued still runs, then {@code last}. Does not wait. */
  public void shutdown(Runnable last) {
    writers.shutdown(() -> io.shutdown(() -> cleaner.shutdown(last)));
  }
}
