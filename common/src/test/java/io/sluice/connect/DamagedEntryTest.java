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

import static io.sluice.connect.PublishedFiles.lines;
import static io.sluice.connect.PublishedFiles.name;
import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.ForwardingStorage;
import io.sluice.storage.StorageException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task on a ledger whose highest entry is damaged. */
class DamagedEntryTest {
  private static final String DIRECTORY = "topics/_sluice/connector/t/0";

  /**
   * A task that has published two files, and whose last entry is truncated to a number of bytes.
   */
  private static TaskRig damaged(int length) throws StorageException {
    TaskRig rig = new TaskRig("roll.records", "2").open(P0);
    rig.produce(P0, 0, 1);
    rig.poll();
    rig.produce(P0, 2, 3);
    rig.poll();
    rig.stop();
    String path = highest(rig);
    byte[] content = rig.store().read(path, 1 << 20).orElseThrow();
    rig.store().delete(path);
    rig.store().createIfAbsent(path, Arrays.copyOf(content, length));
    return rig;
  }

  private static String highest(TaskRig rig) throws StorageException {
    return DIRECTORY + "/" + rig.store().list(DIRECTORY, 1).get(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100})
  void theTaskFailsAndNamesTheRemedy(int length) throws Exception {
    TaskRig first = damaged(length);
    TaskRig second = first.another().openAt(P0, 0);

    assertThatThrownBy(second::poll)
        .hasMessageContaining("The ledger entry " + highest(first) + " is damaged")
        .hasMessageContaining("alter the partition's offset through Connect's REST API");
    assertThat(first.files()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100})
  void theRemedyStoresEachRecordOnce(int length) throws Exception {
    TaskRig first = damaged(length);
    first.store().delete(highest(first));
    FileSinkConnector connector =
        new FileSinkConnector(
            TestStorageProvider.on(new ForwardingStorage(first.store().anotherProcess())),
            FileSinkTask.class,
            new TestTopics()::client) {};
    assertThat(connector.alterOffsets(first.settings(), Map.of(P0, 4L))).isTrue();

    TaskRig second = first.another().openAt(P0, 4);
    second.produce(P0, 4, 5);
    second.poll();

    assertThat(second.files())
        .isEqualTo(
            Map.of(
                name(0, 1), lines(0, 1),
                name(2, 3), lines(2, 3),
                name(4, 5).replace(".txt", "+g1.txt"), lines(4, 5)));
  }
}
