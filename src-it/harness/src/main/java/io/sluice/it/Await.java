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
package io.sluice.it;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions of other processes by polling. */
public final class Await {
  private static final long PERIOD_NANOS = Duration.ofMillis(25).toNanos();

  private Await() {}

  /** A condition to poll; an exception counts as "not yet". */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Returns once the condition holds.
   *
   * @param what completes the sentence "… did not happen within …"
   * @throws IllegalStateException if it does not hold in time, with the last failure as its cause,
   *     or at once if the condition throws {@link Hopeless}
   */
  public static void until(String what, Duration limit, Condition condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Exception failure = null;
      try {
        if (condition.holds()) {
          return;
        }
      } catch (Hopeless e) {
        throw e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        failure = e;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted while waiting: " + what);
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new IllegalStateException(
            "did not happen within " + limit.toMillis() + " ms: " + what, failure);
      }
      LockSupport.parkNanos(PERIOD_NANOS);
    }
  }

  /** The awaited condition can no longer come true. */
  public static final class Hopeless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message why it cannot happen any more
     */
    public Hopeless(String message) {
      super(message);
    }
  }
}
