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
import static io.sluice.connect.TaskRig.FAILS;
import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.ForwardingStorage;
import io.sluice.storage.StorageCall.Operation;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A decided file whose staged bytes were removed although staging survives workers, and whose
 * records Kafka still has.
 */
class LostStagingTest {

  /** A task that has decided a file which cannot be published, and whose bytes are then lost. */
  private static TaskRig lost() {
    TaskRig rig = new TaskRig("roll.records", "4").open(P0);
    rig.script().then(Operation.PUBLISH, FAILS);
    rig.produce(P0, 0, 5);
    rig.poll();
    rig.loseStagedFiles();
    return rig;
  }

  private static FileSinkConnector connector(TaskRig rig) {
    return new FileSinkConnector(
        TestStorageProvider.on(new ForwardingStorage(rig.store().anotherProcess())),
        FileSinkTask.class,
        new TestTopics()::client) {};
  }

  @Test
  void theMessageNamesBothWaysOut() {
    TaskRig second = lost().another().openAt(P0, 0);

    assertThatThrownBy(second::poll)
        .hasMessageContaining(name(0, 3) + " (t-0 offsets 0..3) is neither staged nor published")
        .hasMessageContaining("on.missing.file=rewrite")
        .hasMessageContaining("on.missing.file=moved");
  }

  @Test
  void theRecordsAreWrittenAgainFromKafka() {
    TaskRig second = lost().another("on.missing.file", "rewrite").openAt(P0, 0);
    second.poll();
    second.produce(P0, 6, 7);
    second.poll();

    assertThat(second.files()).isEqualTo(Map.of(name(0, 3), lines(0, 3), name(4, 7), lines(4, 7)));
    assertThat(second.committed()).isEqualTo(8);
  }

  @Test
  void theRecordsAreWrittenAgainByTheTaskThatRunsAsWell() {
    TaskRig rig = new TaskRig("roll.records", "4", "on.missing.file", "rewrite").open(P0);
    rig.script().then(Operation.PUBLISH, FAILS);
    rig.produce(P0, 0, 5);
    rig.poll();
    rig.loseStagedFiles();
    rig.passSeconds(5);

    assertThat(rig.files()).isEqualTo(Map.of(name(0, 3), lines(0, 3)));
    assertThat(rig.committed()).isEqualTo(4);
  }

  @Test
  void offsetsCanBeAlteredAndTheFileIsGivenUp() {
    TaskRig first = lost();
    first.stop();

    assertThat(connector(first).alterOffsets(first.settings(), Map.of(P0, 0L))).isTrue();

    TaskRig second = first.another().openAt(P0, 0);
    second.poll();
    assertThat(second.files().keySet()).containsExactly(name(0, 3).replace(".txt", "+g1.txt"));
    assertThat(second.files().values()).containsExactly(lines(0, 3));
  }
}
