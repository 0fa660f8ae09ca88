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

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What a writer has been given and has not finished, in order: it stops in the middle of a batch
 * when the task has no room for another file, and goes on there. Confined to its writer.
 */
final class Backlog {
  private final Queue<Work> waiting = new ArrayDeque<>();

  /** One delivery. */
  @FunctionalInterface
  interface Work {
    /**
     * Goes on with it.
     *
     * @return whether it is finished; if not, the writer is woken when it can go on
     */
    boolean proceed() throws IOException;
  }

  void add(Work work) {
    waiting.add(work);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Does what can be done, in order. */
  void proceed() throws IOException {
    while (!waiting.isEmpty() && waiting.peek().proceed()) {
      waiting.remove();
    }
  }
}
