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
import static io.sluice.connect.PublishedFiles.valuesOf;
import static io.sluice.connect.TaskRig.FAILS;
import static io.sluice.connect.TaskRig.P0;
import static io.sluice.connect.TaskRig.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.StorageCall.Operation;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** Records that are delivered again, topics that begin anew, and files that are written again. */
class TaskReplayTest {
  @Test
  void recordsThatArriveWhileAPartitionOpensAreReadAgain() {
    TaskRig rig = new TaskRig("roll.records", "3");
    rig.produce(P0, 5, 7);
    rig.freeze();
    rig.openAt(P0, 5);
    assertThat(rig.context().paused(P0)).isTrue();
    rig.put(List.of(record(5), record(6)));

    rig.thaw();
    rig.moveTo(P0, 7);
    rig.poll();
    rig.poll();

    assertThat(rig.files()).containsOnlyKeys(name(5, 7));
    assertThat(rig.committed()).isEqualTo(8);
  }

  @Test
  void recordsBetweenAFenceAndTheSeekAreDropped() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.produce(P0, 0, 2);
    rig.script().then(Operation.STAGE, FAILS);
    rig.poll();
    rig.clock().advance(600);
    rig.put(List.of(record(3)));
    rig.clock().advance(600);
    rig.put(List.of(record(4)));
    rig.put(List.of(record(5)));

    rig.poll();

    assertThat(rig.files()).containsOnlyKeys(name(0, 2));
    assertThat(rig.values()).containsExactlyElementsOf(valuesOf(0, 2));
  }

  @Test
  void aBatchThatIsDeliveredTwiceIsWrittenOnce() {
    TaskRig rig = new TaskRig("roll.records", "4").open(P0);

    rig.put(List.of(record(0), record(1)));
    rig.put(List.of(record(0), record(1), record(2)));
    rig.put(List.of(record(2), record(3)));

    assertThat(rig.files()).isEqualTo(Map.of(name(0, 3), lines(0, 3)));
  }

  @Test
  void aTopicThatBeginsAnewFailsTheTask() {
    TaskRig first =
        new TaskRig(
                "roll.records", "3", "on.topic.reset", "fail", "kafka.bootstrap.servers", "kafka:1")
            .open(P0);
    first.produce(P0, 0, 5);
    first.poll();
    first.stop();
    TaskRig second = first.another().openAt(P0, 6);
    second.context().takeSeeks();
    second.put(List.of());

    second.put(List.of(record(0)));

    assertThatThrownBy(() -> second.put(List.of()))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("the ledger is at offset 6, Kafka delivers 0")
        .hasMessageContaining("on.topic.reset=restart");
  }

  @Test
  void aTopicThatBeginsAnewIsStoredBesideTheFormerOneIfTheSettingSaysSo() {
    TaskRig first = new TaskRig("roll.records", "3", "on.topic.reset", "restart").open(P0);
    first.produce(P0, 0, 5);
    first.poll();
    first.stop();
    TaskRig second = first.another().openAt(P0, 6);
    second.context().takeSeeks();
    second.moveTo(P0, 0);
    second.put(List.of());

    second.passSeconds(6);

    assertThat(second.files())
        .containsOnlyKeys(
            name(0, 2),
            name(3, 5),
            name(0, 2).replace(".txt", "+g1.txt"),
            name(3, 5).replace(".txt", "+g1.txt"));
    assertThat(second.committed()).isEqualTo(6);
  }

  @Test
  void aGapIsNoReset() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.produce(P0, 0, 2);
    rig.poll();
    rig.stop();
    TaskRig next = rig.another().openAt(P0, 0);
    next.produce(P0, 10, 12);

    next.poll();

    assertThat(next.files()).containsOnlyKeys(name(0, 2), name(10, 12));
    assertThat(next.committed()).isEqualTo(13);
  }

  @Test
  void aFileWhoseBytesDiedIsWrittenAgainAsItWasWhateverTheSettingsAreNow() {
    TaskRig first = TaskRig.withMortalStaging("roll.records", "3").open(P0);
    for (int i = 0; i < 3; i++) {
      first.script().then(Operation.PUBLISH, FAILS);
    }
    first.produce(P0, 0, 7);
    first.poll();
    assertThat(first.files()).isEmpty();

    TaskRig second = first.another("format", "json", "roll.records", "2").openAt(P0, 0);
    second.poll();

    assertThat(second.files())
        .containsEntry(name(0, 2), lines(0, 2))
        .containsEntry(name(3, 5), lines(3, 5))
        .containsEntry(name(6, 7).replace(".txt", ".json"), "\"v6\"\n\"v7\"\n");
    assertThat(second.committed()).isEqualTo(8);
  }

  @Test
  void aFileIsWrittenAgainWithoutTheOffsetsThatVanished() {
    TaskRig first = TaskRig.withMortalStaging("roll.records", "3").open(P0);
    first.script().then(Operation.PUBLISH, FAILS);
    first.produce(P0, 0, 2);
    first.poll();

    TaskRig second = first.another().openAt(P0, 0);
    second.put(List.of(record(0), record(2)));

    assertThat(second.files()).isEqualTo(Map.of(name(0, 2), "v0\nv2\n"));
  }
}
