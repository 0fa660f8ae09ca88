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
package io.sluice.ledger;

import io.sluice.storage.Storage;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * How one partition reaches the store: each call is a piece of work of its own on the I/O pool, and
 * its result comes back to the partition's own thread.
 */
public interface StorageCalls {

  /**
   * Submits one call. The future completes on the partition's thread, or never if the partition was
   * abandoned meanwhile; an abandoned partition starts no call. It fails with the {@link
   * IOException} that the call threw.
   */
  <T> CompletableFuture<T> submit(Call<T> call);

  /**
   * Submits a call that nobody waits for.
   *
   * @param onFailure runs on the partition's thread
   */
  default void submitUnawaited(Action action, Consumer<Throwable> onFailure) {
    CompletableFuture<Void> result =
        submit(
            storage -> {
              action.run(storage);
              return null;
            });
    var unused =
        result.exceptionally(
            error -> {
              onFailure.accept(Failures.unwrap(error));
              return null;
            });
  }

  /** One blocking call without a result. */
  @FunctionalInterface
  interface Action {
    void run(Storage storage) throws IOException;
  }

  /** One blocking call. */
  @FunctionalInterface
  interface Call<T> {
    T run(Storage storage) throws IOException;
  }
}
