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
package io.sluice.engine;

import io.sluice.exec.TaskEnvironment.Waiter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The queue of events from writers to the task thread. Any thread posts events; they run in order
 * on the task thread, and the first error is kept until {@link #throwIfFatal}.
 */
final class TaskEvents {
  private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
  private final Waiter waiter;
  private ConnectException fatal;

  TaskEvents(Waiter waiter) {
    this.waiter = waiter;
  }

  /** Queues an event and wakes the task thread if it waits. */
  void post(Runnable event) {
    queue.add(event);
    wake();
  }

  /** Makes a waiting task thread check its condition again. */
  void wake() {
    waiter.wake();
  }

  /** Runs the queued events. Throws nothing. */
  void drain() {
    for (Runnable event = queue.poll(); event != null; event = queue.poll()) {
      run(event);
    }
  }

  /** Runs a step and keeps its error, which must not escape from the present callback. */
  void run(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      if (fatal == null) {
        fatal = asConnectException(e);
      }
    }
  }

  /**
   * Throws the first error of an event or step, if there was one.
   *
   * @throws ConnectException the first error
   */
  void throwIfFatal() {
    if (fatal != null) {
      throw fatal;
    }
  }

  private static ConnectException asConnectException(Throwable error) {
    return error instanceof ConnectException known
        ? known
        : new ConnectException("The task cannot go on: unexpected error: " + error, error);
  }
}
