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

import io.sluice.LiveThreads;
import io.sluice.exec.TaskEnvironments;
import io.sluice.storage.MemoryStorage;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

/** A task that ends releases all resources of its worker. */
class TaskRestartsTest {
  @Test
  void noThreadRemainsAfterAHundredRestartsOfATask() throws Exception {
    MemoryStorage store = new MemoryStorage(true);
    for (int restart = 0; restart < 100; restart++) {
      FileSinkTask task =
          new FileSinkTask(
              TestStorageProvider.on(store.anotherProcess()), TaskEnvironments.system());
      task.initialize(new TestContext(null, Map.of()));
      task.start(
          Map.of(
              "name",
              "restarted",
              "format",
              "text",
              "roll.records",
              "1",
              "on.offset.gap",
              "skip",
              "on.topic.reset",
              "restart"));
      task.open(List.of(TaskRig.P0));
      task.put(List.of(TaskRig.record(restart)));
      task.preCommit(Map.of(TaskRig.P0, new OffsetAndMetadata(restart + 1)));
      task.close(List.of(TaskRig.P0));
      task.stop();
    }

    LiveThreads.awaitEnd("restarted-");
  }
}
