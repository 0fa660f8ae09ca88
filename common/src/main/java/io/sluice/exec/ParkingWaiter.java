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

import io.sluice.exec.TaskEnvironment.Waiter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Parks the waiting thread; one thread may wait at a time. */
final class ParkingWaiter implements Waiter {
  private volatile Thread waiting;

  @Override
  public void await(BooleanSupplier condition, long millis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    waiting = Thread.currentThread();
    try {
      while (!condition.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
        long remaining = deadline - System.nanoTime();
        if (remaining <= 0) {
          return;
        }
        LockSupport.parkNanos(this, remaining);
      }
    } finally {
      waiting = null;
    }
  }

  @Override
  public void wake() {
    LockSupport.unpark(waiting);
  }
}
