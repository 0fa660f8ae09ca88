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

/** How the parts of a writer continue after a storage call, and how they fail. */
interface WriterSteps {

  /** Fails and ends the writer; none of its steps runs afterwards. */
  void fail(Failure failure);

  /** Whether the writer has failed or was abandoned. */
  boolean ended();

  /** Reports a record that cannot be written; base waits until the report is acknowledged. */
  void rejected(RecordWriter.Rejected rejected);

  /** Reports that a batch was written and no longer waits. */
  void batchWritten();

  /** Reports progress: base was recorded, or files were decided or published. */
  void progressed();

  /**
   * Runs steps, then passes their result to {@code next} on the writer's thread. The writer fails
   * if the steps fail or {@code next} throws.
   *
   * @param operation the operation's name in failure messages
   */
  default <T> void then(Step<T> steps, String operation, Consumer<T> next) {
    then(steps, operation, next, this::fail);
  }

  /**
   * Like {@link #then(Step, String, Consumer)}, but passes a failure of the steps to {@code
   * onFailure}.
   */
  <T> void then(Step<T> steps, String operation, Consumer<T> next, Consumer<Failure> onFailure);
}
