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
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes one partition's storage calls: each runs separately, and its outcome is passed to the
 * partition's thread.
 */
public interface StorageCalls {

  /**
   * Submits one call.
   *
   * @param reply receives the outcome on the partition's thread, even if the call threw an error;
   *     never runs if the partition was abandoned meanwhile. An abandoned partition starts no call.
   */
  <T> void submit(Lane lane, Call<T> call, Consumer<Outcome<T>> reply);

  /**
   * Submits a call that deletes something nobody needs. Nobody waits for it, and it delays no other
   * call.
   *
   * @param onFailure runs on the partition's thread
   */
  void clean(Action action, Consumer<Failure> onFailure);

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

  /** Makes a call on this thread; empty if it succeeded. Throws nothing, like {@link #run}. */
  static Optional<Failure> perform(Action action, Storage storage) {
    try {
      action.run(storage);
      return Optional.empty();
    } catch (Throwable e) {
      return Optional.of(Failure.of(e));
    }
  }

  /**
   * Makes a call on this thread. Throws nothing: an {@link Error} is returned as a failure, too.
   */
  static <T> Outcome<T> run(Call<T> call, Storage storage) {
    try {
      return new Outcome.Value<>(call.run(storage));
    } catch (Throwable e) {
      return new Outcome.Failed<>(Failure.of(e));
    }
  }
}
