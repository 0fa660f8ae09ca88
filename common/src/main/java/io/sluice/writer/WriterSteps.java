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

import io.sluice.ledger.Failure;
import io.sluice.ledger.Step;
import java.util.function.Consumer;

/** How the parts of a writer continue after a storage call, and how they give up. */
interface WriterSteps {

  /** Gives up the partition; nothing of this writer runs afterwards. */
  void fail(Failure failure);

  /** Whether the writer has ended: it failed or was given up. */
  boolean ended();

  /** A record cannot be written; base is held until its report is acknowledged. */
  void rejected(RecordWriter.Rejected rejected);

  /** A batch waits no longer. */
  void batchWritten();

  /** The writer makes progress: base was recorded, files were decided or became visible. */
  void progressed();

  /**
   * Runs steps and continues with their result, on the writer's thread. If they fail, or if the
   * rest throws anything, the writer gives up.
   *
   * @param operation what is being done, for the message
   */
  default <T> void then(Step<T> steps, String operation, Consumer<T> next) {
    then(steps, operation, next, this::fail);
  }

  /** Like {@link #then(Step, String, Consumer)}, with an answer to a failure. */
  <T> void then(Step<T> steps, String operation, Consumer<T> next, Consumer<Failure> onFailure);
}
