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
package io.sluice.connect;

import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds out within a short time whether a connector could write to its store. */
final class StoreProbe {
  private static final long BUDGET_MILLIS = 15_000;

  private final Store store;
  private final TaskConfig config;

  StoreProbe(Store store, TaskConfig config) {
    this.store = store;
    // A store that gives up by itself knows the reason better.
    this.config = config.givingUpWithin(store, BUDGET_MILLIS);
  }

  /** What is wrong, in one sentence; empty if the store can be used. Returns within 15 s. */
  Optional<String> problem() {
    FutureTask<Void> probe =
        new FutureTask<>(
            () -> {
              probe();
              return null;
            });
    Thread thread = new Thread(probe, config.name() + "-probe");
    thread.setDaemon(true);
    thread.setContextClassLoader(StoreProbe.class.getClassLoader());
    thread.start();
    try {
      probe.get(BUDGET_MILLIS, TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (TimeoutException e) {
      thread.interrupt();
      return Optional.of(
          "The store did not answer within %d s: check its address and that the worker can reach it"
              .formatted(BUDGET_MILLIS / 1000));
    } catch (ExecutionException e) {
      return Optional.of(
          e.getCause().getMessage() == null ? e.getCause().toString() : e.getCause().getMessage());
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while asking the store");
    }
  }

  private void probe() throws StorageException {
    try (Storage storage = store.open(config.parsed(), config.ledgerPaths().staging())) {
      storage.probe(config.sink().layout().outputDir(), config.ledgerPaths().directory());
    }
  }
}
