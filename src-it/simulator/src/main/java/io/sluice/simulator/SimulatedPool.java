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
package io.sluice.simulator;

import io.sluice.exec.WorkPool;
import java.util.ArrayList;
import java.util.List;

/** A pool whose work waits until the scheduler runs it; as many run at once as it has threads. */
final class SimulatedPool implements WorkPool {
  private final SimulatedProcess process;
  private final String name;
  private final int threads;
  private final List<Runnable> queue = new ArrayList<>();
  private int extraThreads;
  private int busy;
  private Runnable last;
  private boolean shutDown;

  SimulatedPool(SimulatedProcess process, String name, int threads) {
    this.process = process;
    this.name = name;
    this.threads = threads;
  }

  @Override
  public void execute(Runnable work) {
    if (!shutDown && !process.dead()) {
      queue.add(work);
    }
  }

  @Override
  public void extraThreads(int count) {
    extraThreads = count;
  }

  @Override
  public void shutdown(Runnable afterwards) {
    shutDown = true;
    last = afterwards;
  }

  String name() {
    return name;
  }

  /** How many pieces of work the scheduler may choose from. */
  int runnable() {
    if (shutDown) {
      // the threads that are blocked are not needed any more
      return queue.isEmpty() && last != null ? 1 : queue.size();
    }
    return busy < threads + extraThreads ? queue.size() : 0;
  }

  /** Runs one piece of work, which may stall. */
  void run(int index) {
    Runnable work;
    if (queue.isEmpty()) {
      work = last;
      last = null;
    } else {
      work = queue.remove(index);
    }
    busy++;
    try {
      work.run();
    } finally {
      busy--;
    }
  }
}
