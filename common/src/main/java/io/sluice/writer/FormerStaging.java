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

import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import java.io.IOException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the writers of a partition staged that the task has lost. */
public final class FormerStaging {
  private static final Logger LOG = LoggerFactory.getLogger(FormerStaging.class);

  private FormerStaging() {}

  /**
   * Removes the staged files of a partition in the background, decided ones too, where staging does
   * not survive the process: no other task can read them. Elsewhere it does nothing, because the
   * next owner publishes them.
   *
   * @param epoch of the task's last writer of the partition; later files remain
   */
  public static void discard(TaskResources resources, TopicPartition partition, long epoch) {
    resources.threads().cleaner().submit(() -> remove(resources, partition, epoch));
  }

  private static void remove(TaskResources resources, TopicPartition partition, long epoch) {
    try {
      Storage storage = resources.storage().connected();
      if (storage.stagingSurvives()) {
        return;
      }
      for (StagedId id : storage.staged(partition.topic(), partition.partition())) {
        if (id.epoch() <= epoch) {
          storage.discard(id);
        }
      }
    } catch (IOException e) {
      LOG.debug("Staged files of {} remain until the task ends: {}", partition, e.getMessage());
    }
  }
}
