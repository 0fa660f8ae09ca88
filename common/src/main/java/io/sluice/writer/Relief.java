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

import io.sluice.exec.TaskMemory;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Keeps the open files of a writer within the memory and the staging room of the task, at the cost
 * of the least recently written ones. Confined to the writer.
 */
final class Relief {
  /** Part of the memory limit that is freed beyond the excess, so that it is not done often. */
  private static final int SPARE_PART = 8;

  private final OpenFiles files;
  private final Rebuilds rebuilds;
  private final Staging staging;
  private final TaskMemory memory;
  private final StagingRoom room;
  private final Consumer<OpenFile> roll;

  /**
   * @param rebuilds can be relieved, but not completed before their last record
   * @param roll completes a file and takes it out of the open ones
   */
  Relief(
      OpenFiles files,
      Rebuilds rebuilds,
      Staging staging,
      TaskResources resources,
      Consumer<OpenFile> roll) {
    this.files = files;
    this.rebuilds = rebuilds;
    this.staging = staging;
    this.memory = resources.memory();
    this.room = resources.room();
    this.roll = roll;
  }

  /**
   * Frees what is above the limits.
   *
   * @throws IOException if a file failed; the writer is of no use any more
   */
  void shed() throws IOException {
    shedMemory();
    shedStaging();
  }

  private void shedMemory() throws IOException {
    if (memory.used() > memory.limit()) {
      for (OpenFile file : rebuilds.open()) {
        staging.relieveRebuild(file);
      }
    }
    long excess = memory.excess();
    if (excess > 0) {
      excess -= relieve(excess + memory.limit() / SPARE_PART);
    }
    while (excess > 0 && !files.isEmpty()) {
      OpenFile file = files.leastRecentlyWritten().orElseThrow();
      excess -= file.accountedBytes();
      roll.accept(file);
    }
  }

  /** Publishes files as long as more is staged than the store allows. */
  private void shedStaging() {
    long excess = room.remainingExcess();
    while (excess > 0 && !files.isEmpty()) {
      OpenFile file = files.leastRecentlyWritten().orElseThrow();
      excess -= file.size();
      roll.accept(file);
    }
  }

  /**
   * Writes what files hold in memory, where that frees it.
   *
   * @param wanted bytes to free
   * @return bytes freed
   */
  private long relieve(long wanted) throws IOException {
    long freed = 0;
    for (OpenFile file : files.view()) {
      if (freed >= wanted) {
        break;
      }
      if (file.accountedBytes() > 0) {
        freed += staging.relieve(file);
      }
    }
    return freed;
  }
}
