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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs deletions and other work that nobody waits for on a few threads separate from the task's
 * other work. Work that hangs is interrupted and abandoned after {@code storage.timeout.ms}; the
 * task continues. Safe for any thread.
 */
public final class Cleaner {
  private static final Logger LOG = LoggerFactory.getLogger(Cleaner.class);

  private final Set<Piece> running = ConcurrentHashMap.newKeySet();
  private final WorkPool pool;
  private final int threads;
  private final CallMonitor monitor;

  /**
   * @param threads the size of the pool, and the most threads that are added to replace hanging
   *     ones
   */
  public Cleaner(WorkPool pool, int threads, CallMonitor monitor) {
    this.pool = pool;
    this.threads = threads;
    this.monitor = monitor;
  }

  private final class Piece implements Runnable, CallMonitor.Owner {
    private final Runnable work;
    private volatile boolean abandoned;

    private Piece(Runnable work) {
      this.work = work;
    }

    @Override
    public boolean abandoned() {
      return abandoned;
    }

    @Override
    public void run() {
      running.add(this);
      CallMonitor.Call call = monitor.begin(this, Pool.CLEANING);
      try {
        work.run();
      } catch (Throwable e) {
        LOG.warn("Cleaning up failed; the next opening of the partition repeats it", e);
      } finally {
        call.end();
        running.remove(this);
      }
    }
  }

  /** Queues a piece of work; never blocks. */
  public void submit(Runnable work) {
    pool.execute(new Piece(work));
  }

  /**
   * Abandons and interrupts the work that hangs.
   *
   * @param now milliseconds of the monitor's ticker
   */
  public void check(long now) {
    for (Piece piece : running) {
      if (!piece.abandoned && monitor.overdue(piece, now)) {
        piece.abandoned = true;
        monitor.interruptOverdue(piece, now);
        LOG.info("A call that cleans up did not return within storage.timeout.ms");
      }
    }
    pool.extraThreads(Math.min(threads, monitor.abandoned(Pool.CLEANING)));
  }

  /** Accepts no more work. The queued work still runs, then {@code last}. Does not wait. */
  public void shutdown(Runnable last) {
    pool.shutdown(last);
  }
}
