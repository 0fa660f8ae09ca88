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

import io.sluice.exec.WorkPool;
import java.util.ArrayDeque;
import java.util.Queue;

/** A pool whose work waits until a test runs it. */
final class ManualPool implements WorkPool {
  private final String name;
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private int extraThreads;
  private boolean shutDown;

  ManualPool(String name) {
    this.name = name;
  }

  @Override
  public void execute(Runnable work) {
    if (!shutDown) {
      queue.add(work);
    }
  }

  @Override
  public void extraThreads(int count) {
    extraThreads = count;
  }

  @Override
  public void shutdown(Runnable last) {
    execute(last);
    shutDown = true;
  }

  String name() {
    return name;
  }

  int extraThreads() {
    return extraThreads;
  }

  boolean isShutDown() {
    return shutDown;
  }

  /** How many pieces of work wait. */
  int waiting() {
    return queue.size();
  }

  /** Runs the oldest piece of work; false if there is none. */
  boolean runOne() {
    Runnable work = queue.poll();
    if (work == null) {
      return false;
    }
    work.run();
    return true;
  }
}
