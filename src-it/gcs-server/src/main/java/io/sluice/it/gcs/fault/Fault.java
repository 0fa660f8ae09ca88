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
package io.sluice.it.gcs.fault;

import io.sluice.it.gcs.call.Call;
import io.sluice.it.gcs.call.Operation;
import io.sluice.it.gcs.fault.Faults.Action;
import io.sluice.it.gcs.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A scripted fault. Safe for any thread. */
public final class Fault {
  private final Faults owner;
  private final Match match;
  private final Effect effect;
  private long matched;
  private long hits;
  private long ended;

  /**
   * Which calls meet a fault.
   *
   * @param skipped matching calls that pass first
   * @param times matching calls that meet it then
   */
  record Match(Set<Operation> operations, Predicate<String> name, long skipped, long times) {}

  Fault(Faults owner, Match match, Effect effect) {
    this.owner = owner;
    this.match = match;
    this.effect = effect;
  }

  /** Calls that met it so far. */
  public synchronized long hits() {
    return hits;
  }

  /**
   * Waits until as many calls have met it.
   *
   * @return whether they did in time
   */
  public synchronized boolean awaitHits(long count, Duration limit) throws InterruptedException {
    return await(() -> hits >= count, limit);
  }

  /**
   * Waits until no call that has met it is in progress.
   *
   * @return whether they ended in time
   */
  public synchronized boolean awaitEnd(Duration limit) throws InterruptedException {
    return await(() -> ended == hits, limit);
  }

  private synchronized boolean await(BooleanSupplier condition, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }

  /**
   * Releases the held calls, and executes the deferred ones.
   *
   * @return status codes of the deferred calls, in order
   */
  public List<Integer> release() throws IOException {
    return effect.release();
  }

  /** Removes the fault: held calls go on, and deferred calls are dropped. */
  public void remove() throws IOException {
    owner.remove(this);
    if (effect instanceof StallEffect) {
      effect.release();
    }
  }

  /** Whether the call is one that meets this fault; counts it. */
  synchronized boolean claims(Call call) {
    boolean matches =
        match.operations().contains(call.operation()) && match.name().test(call.object());
    if (!matches || hits == match.times()) {
      return false;
    }
    matched++;
    if (matched <= match.skipped()) {
      return false;
    }
    hits++;
    notifyAll();
    return true;
  }

  Response apply(Call call, Action action) throws IOException {
    try {
      return effect.apply(call, action);
    } finally {
      end();
    }
  }

  private synchronized void end() {
    ended++;
    notifyAll();
  }
}
