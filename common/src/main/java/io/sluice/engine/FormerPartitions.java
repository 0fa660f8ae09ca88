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
package io.sluice.engine;

import io.sluice.writer.FormerStaging;
import io.sluice.writer.TaskResources;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Has the staged files removed of partitions that the task has lost for longer than a rebalance:
 * when a writer ends, its decided files remain, because the task may get the partition back and
 * publish them. For the task thread.
 */
final class FormerPartitions {
  /** Longer than a rebalance takes that gives a partition back to the same task. */
  private static final long KEPT_MILLIS = 30_000;

  private static final long PRESENT = Long.MAX_VALUE;

  private final TaskResources resources;
  private final Map<TopicPartition, Tenancy> former = new HashMap<>();

  FormerPartitions(TaskResources resources) {
    this.resources = resources;
  }

  /**
   * The task's last time with a partition.
   *
   * @param epoch of the last writer that opened it; files of later epochs belong to another time
   * @param end milliseconds of the task's ticker, or {@link #PRESENT}
   */
  private record Tenancy(long epoch, long end) {}

  /** Takes note that the task has the partition again, perhaps for too short a time to open it. */
  void opened(TopicPartition partition) {
    former.computeIfPresent(partition, (key, tenancy) -> new Tenancy(tenancy.epoch(), PRESENT));
  }

  /**
   * Takes note that the task has lost a partition.
   *
   * @param epoch of its last writer; 0 if that did not open it
   */
  void closed(TopicPartition partition, long epoch) {
    Tenancy before = former.get(partition);
    long last = before == null ? epoch : Math.max(before.epoch(), epoch);
    former.put(partition, new Tenancy(last, resources.ticks()));
  }

  /** Removes, in the background, what the partitions staged that did not come back in time. */
  void sweep() {
    if (former.isEmpty()) {
      return;
    }
    long now = resources.ticks();
    Iterator<Map.Entry<TopicPartition, Tenancy>> each = former.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<TopicPartition, Tenancy> partition = each.next();
      if (now - partition.getValue().end() >= KEPT_MILLIS) {
        FormerStaging.discard(resources, partition.getKey(), partition.getValue().epoch());
        each.remove();
      }
    }
  }
}
