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
package io.sluice.writer;

import io.sluice.ledger.PendingFile;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** How the parts of a writer continue after a storage call, and how they give up. */
interface WriterSteps {

  /** Gives up the partition; nothing of this writer runs afterwards. */
  void fail(Failure failure);

  /** The writer makes progress: files were decided. */
  void progressed();

  /** The writer makes progress: a file became visible. */
  void published(PendingFile file);

  /**
   * Goes on with the result of a call, on the writer's thread. What the step throws is not lost in
   * the future: the writer gives up with it.
   *
   * @param operation what failed, for the message, if the call or the step fails
   */
  default <T> void then(CompletableFuture<T> call, String operation, Consumer<T> step) {
    then(call, operation, step, error -> fail(Failure.of(operation, error)));
  }

  /** Like {@link #then(CompletableFuture, String, Consumer)}, with an answer to a failed call. */
  default <T> void then(
      CompletableFuture<T> call, String operation, Consumer<T> step, Consumer<Throwable> onError) {
    var unused =
        call.whenComplete(
            (value, error) -> {
              try {
                if (error == null) {
                  step.accept(value);
                } else {
                  onError.accept(error);
                }
              } catch (RuntimeException e) {
                fail(Failure.of(operation, e));
              }
            });
  }
}
