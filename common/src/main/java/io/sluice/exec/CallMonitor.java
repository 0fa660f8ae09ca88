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
 * Tracks the storage calls in progress of a task. The threads of calls that hang can then be
 * replaced, so that the partitions that share the pools continue. Safe for any thread.
 */
public final class CallMonitor {
  /** A thread that is blocked for longer does not count against its pool. */
  private static final long BLOCKED_MILLIS = 1000;

  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private final Ticker ticker;
  private final long timeoutMillis;

  public CallMonitor(Ticker ticker, long timeoutMillis) {
    this.ticker = ticker;
    this.timeoutMillis = timeoutMillis;
  }

  /** The owner of calls, such as a writer, which may be abandoned while one of them hangs. */
  @FunctionalInterface
  public interface Owner {
    boolean abandoned();
  }

  /** The pool whose thread makes a call. */
  public enum Pool {
    WRITER,
    IO,
    CLEANING
  }

  /** A call in progress. The thread that began it has to end it, even if the call throws. */
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
   * Whether a call of this owner has been in progress longer than the timeout.
   *
   * @param now milliseconds of the ticker
   */
  public boolean overdue(Owner owner, long now) {
    for (Call call : calls) {
      if (call.owner == owner && now - call.startedAt > timeoutMillis) {
        return true;
      }
    }
    return false;
  }

  /** Interrupts the overdue calls of an abandoned owner. */
  public void interruptOverdue(Owner owner, long now) {
    for (Call call : calls) {
      if (call.owner == owner && now - call.startedAt > timeoutMillis) {
        call.interrupt();
      }
    }
  }

  /**
   * The number of the pool's threads that are blocked in calls of owners that are not abandoned.
   */
  public int blocked(Pool pool, long now) {
    int count = 0;
    for (Call call : calls) {
      if (call.pool == pool && !call.owner.abandoned() && now - call.startedAt > BLOCKED_MILLIS) {
        count++;
      }
    }
    return count;
  }

  /** The number of the pool's threads that are in calls of abandoned owners. */
  public int abandoned(Pool pool) {
    int count = 0;
    for (Call call : calls) {
      if (call.pool == pool && call.owner.abandoned()) {
        count++;
      }
    }
    return count;
  }

  /** Whether the owner was abandoned and one of its calls has not returned yet. */
  public boolean stuck(Owner owner) {
    for (Call call : calls) {
      if (call.owner == owner) {
        return owner.abandoned();
      }
    }
    return false;
  }
}
