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
 * Runs what nobody waits for, such as deletions, on a few threads apart from all other work of a
 * task. A piece that hangs is interrupted and given up after a while; the task goes on. Safe for
 * any thread.
 */
public final class Cleaner {
  private static final Logger LOG = LoggerFactory.getLogger(Cleaner.class);

  private final Set<Piece> running = ConcurrentHashMap.newKeySet();
  private final WorkPool pool;
  private final int threads;
  private final CallMonitor monitor;

  /**
   * @param threads of the pool; so many more stand in for threads that hang, at most
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
   * Gives up the pieces that hang.
   *
   * @param now by the monitor's ticker
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

  /** Takes no more work; what is queued still runs, then {@code last}. Does not wait. */
  public void shutdown(Runnable last) {
    pool.shutdown(last);
  }
}
