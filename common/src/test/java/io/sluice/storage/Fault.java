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
package io.sluice.storage;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** What happens to one storage call. */
public interface Fault {

  /** A storage call that is ready to be made. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws StorageException;
  }

  /** Applies the fault to a call; what it returns or throws is the caller's answer. */
  <T> T apply(StorageCall call, Action<T> action) throws StorageException;

  /** The call is made and answered. */
  record None() implements Fault {
    @Override
    public <T> T apply(StorageCall call, Action<T> action) throws StorageException {
      return action.run();
    }
  }

  /** The call fails and is not applied. */
  record FailBefore(boolean retriable) implements Fault {
    @Override
    public <T> T apply(StorageCall call, Action<T> action) throws StorageException {
      throw failure(call, "injected, not applied", retriable);
    }
  }

  /** The call is applied, and its reply is lost. */
  record FailAfter(boolean retriable) implements Fault {
    @Override
    public <T> T apply(StorageCall call, Action<T> action) throws StorageException {
      action.run();
      throw failure(call, "injected, applied", retriable);
    }
  }

  /**
   * The call fails, and is applied when the task that the consumer received runs; the late result
   * is dropped.
   */
  record ApplyLater(Consumer<Runnable> later) implements Fault {
    @Override
    public <T> T apply(StorageCall call, Action<T> action) throws StorageException {
      later.accept(
          () -> {
            try {
              action.run();
            } catch (StorageException e) {
              // No caller waits for the answer any more.
              return;
            }
          });
      throw failure(call, "injected, applied later", true);
    }
  }

  /** The call waits for the gate, and fails unapplied when it is interrupted there. */
  record HoldBefore(CountDownLatch gate) implements Fault {
    @Override
    public <T> T apply(StorageCall call, Action<T> action) throws StorageException {
      await(call, gate);
      return action.run();
    }
  }

  /** The call is applied; its reply waits for the gate, and is lost when interrupted there. */
  record HoldAfter(CountDownLatch gate) implements Fault {
    @Override
    public <T> T apply(StorageCall call, Action<T> action) throws StorageException {
      T result = action.run();
      await(call, gate);
      return result;
    }
  }

  /** The call is applied after a while. */
  record Delay(Duration duration) implements Fault {
    @Override
    public <T> T apply(StorageCall call, Action<T> action) throws StorageException {
      try {
        Thread.sleep(duration.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failure(call, "interrupted while delayed", true);
      }
      return action.run();
    }
  }

  private static void await(StorageCall call, CountDownLatch gate) throws StorageException {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(call, "interrupted while held", true);
    }
  }

  private static StorageException failure(StorageCall call, String reason, boolean retriable) {
    String message = call.operation() + " " + call.path() + ": " + reason;
    return retriable
        ? StorageException.retriable(message, null)
        : StorageException.fatal(message, null);
  }
}
