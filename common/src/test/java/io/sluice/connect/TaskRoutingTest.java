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

import static io.sluice.connect.PublishedFiles.name;
import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Records of several topics, and when a commit of offsets is requested. */
class TaskRoutingTest {

  @Test
  void aBatchIsCutWhereTheTopicChangesAndNotOnlyThePartition() {
    TopicPartition other = new TopicPartition("u", 0);
    TaskRig rig = new TaskRig("topics", "t,u", "roll.records", "1").open(P0, other);
    rig.produce(P0, 0, 0);
    rig.produce(other, 0, 0);

    rig.poll();

    assertThat(rig.files()).containsOnlyKeys(name(0, 0), name(other, 0, 0));
  }

  @Test
  void recordsOfARenamedTopicGoToThePartitionThatTheyCameFrom() {
    TaskRig rig = new TaskRig("roll.records", "2").open(P0);
    rig.produce(P0, 0, 1);
    List<SinkRecord> renamed = rig.topics().from(P0, 0).map(TaskRoutingTest::renamed).toList();

    rig.put(renamed);

    assertThat(rig.files())
        .containsOnlyKeys("topics/renamed/partition=0/t+0+0000000000+0000000001.txt");
  }

  private static SinkRecord renamed(SinkRecord record) {
    return record.newRecord(
        "renamed",
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        record.timestamp());
  }

  @Test
  void aCommitIsAskedForWhenSkippedRecordsMoveBase() {
    TaskRig rig = new TaskRig("null.values", "skip").open(P0);
    rig.poll();
    rig.commit();
    rig.pass(1000);
    rig.commit();
    int before = rig.context().commitRequests();
    rig.produce(P0, 0, null, null);
    rig.pass(1000);
    rig.pass(1000);

    assertThat(rig.context().commitRequests()).isGreaterThan(before);
  }

  @Test
  void aCommitIsAskedForNowAndThenThoughNothingIsDelivered() {
    TaskRig rig = new TaskRig().openAt(P0, 5);
    rig.poll();
    rig.commit();
    // until base is recorded as well
    rig.passSeconds(120);
    rig.commit();
    rig.passSeconds(2);
    int before = rig.context().commitRequests();

    rig.passSeconds(25);

    // behind a transaction marker only the position moves, which only preCommit receives
    assertThat(rig.context().commitRequests()).isBetween(before + 2, before + 3);
  }
}
