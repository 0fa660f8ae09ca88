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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows which storage calls of a task are in progress, so that a call that hangs costs neither a
 * thread of the pools nor the partitions that share them. Safe for any thread.
 */
public final class CallMonitor {
  /** A thread that is blocked longer does not count against its pool. */
  private static final long BLOCKED_MILLIS = 1000;

  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private final Ticker ticker;
  private final long timeoutMillis;

  public CallMonitor(Ticker ticker, long timeoutMillis) {
    this.ticker = ticker;
    this.timeoutMillis = timeoutMillis;
  }

  /** Whoever makes calls, and may be given up while one of them hangs. */
  @FunctionalInterface
  public interface Owner {
    boolean abandoned();
  }

  /** Which threads a call keeps. */
  public enum Pool {
    WRITER,
    IO,
    CLEANING
  }

  /** A call in progress. Whoever began it has to end it, whatever the call throws. */
  public final class Call {
    private final Owner owner;
    private final Pool pool;
    private final long startedAt;
    private final Thread thread;
    private boolean ended;

    private Call(Owner owner, Pool pool) {
      this.owner = owner;
      this.pool = pool;
      this.startedAt = ticker.millis();
      this.thread = Thread.currentThread();
    }

    /** Ends the call, on the thread that began it. */
    public synchronized void end() {
      ended = true;
      calls.remove(this);
    }

    /** Interrupts the thread if it is still in this call. */
    private synchronized void interrupt() {
      if (!ended) {
        thread.interrupt();
      }
    }
  }

  public Call begin(Owner owner, Pool pool) {
    Call call = new Call(owner, pool);
    calls.add(call);
    return call;
  }

  /**
   * Whether a call of this writer has been in progress longer than the timeout.
   *
   * @param now by the ticker
   */
  public boolean overdue(Owner owner, long now) {
    for (Call call : calls) {
      if (call.owner == owner && now - call.startedAt > timeoutMillis) {
        return true;
      }
    }
    return false;
  }

  /** Interrupts the overdue calls of a writer that was given up. */
  public void interruptOverdue(Owner owner, long now) {
    for (Call call : calls) {
      if (call.owner == owner && now - call.startedAt > timeoutMillis) {
        call.interrupt();
      }
    }
  }

  /** How many threads of the pool are blocked in calls of writers that still work. */
  public int blocked(Pool pool, long now) {
    int count = 0;
    for (Call call : calls) {
      if (call.pool == pool && !call.owner.abandoned() && now - call.startedAt > BLOCKED_MILLIS) {
        count++;
      }
    }
    return count;
  }

  /** How many threads of the pool are in calls of writers that were given up. */
  public int abandoned(Pool pool) {
    int count = 0;
    for (Call call : calls) {
      if (call.pool == pool && call.owner.abandoned()) {
        count++;
      }
    }
    return count;
  }

  /** Whether the writer was given up and a call of it has still not returned. */
  public boolean stuck(Owner owner) {
    for (Call call : calls) {
      if (call.owner == owner) {
        return owner.abandoned();
      }
    }
    return false;
  }
}
