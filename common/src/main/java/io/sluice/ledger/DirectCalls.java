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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes each call immediately, on the calling thread. */
public record DirectCalls(Storage storage) implements StorageCalls {
  @Override
  public <T> void submit(Lane lane, Call<T> call, Consumer<Outcome<T>> reply) {
    reply.accept(StorageCalls.run(call, storage));
  }

  @Override
  public void clean(Action action, Consumer<Failure> onFailure) {
    StorageCalls.perform(action, storage).ifPresent(onFailure);
  }

  /** Runs steps to their end. Blocks. */
  public <R> Outcome<R> run(Step<R> step) {
    List<Outcome<R>> ended = new ArrayList<>(1);
    StepDriver.run(this, step, ended::add);
    return ended.get(0);
  }
}
