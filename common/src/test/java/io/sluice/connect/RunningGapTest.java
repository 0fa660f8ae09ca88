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

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** Offsets that a running task does not see, with a client that can say why. */
class RunningGapTest {
  private static TaskRig rig(String onGap) {
    return new TaskRig(
        "roll.records", "3", "on.offset.gap", onGap, "kafka.bootstrap.servers", "broker:9092");
  }

  /** Retention deletes offsets 3 to 5 while the task runs and has read up to 2. */
  private static TaskRig withHole(String onGap) {
    TaskRig rig = rig(onGap).open(P0);
    rig.produce(P0, 0, 2);
    rig.poll();
    rig.produce(P0, 3, 8);
    rig.topics().expire(P0, 6);
    return rig;
  }

  @Test
  void recordsThatKafkaDeletedFailARunningTaskAndNameBothOffsets() {
    TaskRig rig = withHole("fail");

    assertThatThrownBy(() -> rig.poll().poll())
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Kafka deleted records of t-0 before they were stored")
        .hasMessageContaining("offset 3, the log starts at 6")
        .hasMessageContaining("on.offset.gap=skip");
    assertThat(rig.committed()).isEqualTo(3);
  }

  @Test
  void theNextTaskStillSeesTheHole() {
    TaskRig rig = withHole("fail");
    assertThatThrownBy(() -> rig.poll().poll()).isInstanceOf(ConnectException.class);
    rig.stop();

    TaskRig second = rig.another().openAt(P0, 3);

    assertThatThrownBy(() -> second.put(List.of())).hasMessageContaining("the log starts at 6");
  }

  @Test
  void deletedRecordsAreSkippedIfTheSettingSaysSo() {
    TaskRig rig = withHole("skip");
    rig.poll().poll();

    assertThat(rig.files()).isEqualTo(Map.of(name(0, 2), lines(0, 2), name(6, 8), lines(6, 8)));
    assertThat(rig.committed()).isEqualTo(9);
  }

  @Test
  void aPositionThatMovedWithoutARecordIsChecked() {
    TaskRig rig = withHole("fail");
    rig.topics().expire(P0, 9);
    rig.moveTo(P0, 9);

    assertThatThrownBy(
            () -> {
              rig.commit();
              rig.poll();
            })
        .hasMessageContaining("offset 3, the log starts at 9");
  }

  @Test
  void offsetsThatCompactionOrTransactionsTookAreNoHole() {
    TaskRig rig = rig("fail").open(P0);
    rig.produce(P0, 0, 2);
    rig.poll();
    rig.produce(P0, 6, 8);
    rig.poll().poll();
    rig.produce(P0, 12, 14);
    rig.passSeconds(6);

    assertThat(rig.files()).hasSize(3).containsEntry(name(12, 14), lines(12, 14));
    assertThat(rig.committed()).isEqualTo(15);
  }

  @Test
  void kafkaIsAskedOnceInAWhileHoweverManyGapsThereAre() {
    TaskRig rig = rig("fail").open(P0);
    int opened = rig.topics().asked();
    for (long offset = 0; offset < 100; offset += 2) {
      rig.produce(P0, offset, offset);
      rig.pass(100);
    }

    assertThat(rig.topics().asked() - opened).isBetween(1, 2);
  }

  @Test
  void baseWaitsForAnAnswer() {
    TaskRig rig = withHole("skip");
    rig.topics().failWith(new IOException("no broker"));
    rig.poll().poll();
    assertThat(rig.committed()).isEqualTo(3);

    rig.topics().failWith(null);
    rig.passSeconds(6);
    assertThat(rig.committed()).isEqualTo(9);
  }

  @Test
  void aFileThatGoesOnBehindAHoleDoesNotDeclareIt() {
    TaskRig rig =
        new TaskRig("roll.records", "4", "kafka.bootstrap.servers", "broker:9092").open(P0);
    rig.produce(P0, 0, 2);
    rig.poll();
    rig.produce(P0, 3, 8);
    rig.topics().expire(P0, 6);
    rig.topics().failWith(new IOException("no broker"));
    rig.poll().poll();
    assertThat(rig.files()).hasSize(1);
    assertThat(rig.committed()).isEqualTo(3);
    rig.stop();
    rig.topics().failWith(null);

    TaskRig second = rig.another("on.offset.gap", "fail").openAt(P0, 3);

    assertThatThrownBy(() -> second.put(List.of()))
        .hasMessageContaining("offset 3, the log starts at 6");
  }
}
