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
import static io.sluice.connect.PublishedFiles.valuesOf;
import static io.sluice.connect.TaskRig.P0;
import static io.sluice.connect.TaskRig.P1;
import static io.sluice.connect.TaskRig.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.MemoryStorage;
import io.sluice.storage.StorageCall.Operation;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

/** The offsets that a task reports to Kafka, and what it counts. */
class TaskOffsetsTest {
  @Test
  void theMetadataNamesTheEpochSoThatAnEqualOffsetIsCommittedAfterASeek() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.produce(P0, 0, 2);
    rig.poll();
    assertThat(rig.commit()).containsEntry(P0, new OffsetAndMetadata(3, "sluice 1"));

    TaskRig next = rig.another().openAt(P0, 3);
    next.poll();
    assertThat(next.commit()).containsEntry(P0, new OffsetAndMetadata(3, "sluice 3"));
  }

  @Test
  void noOffsetIsReportedForAPartitionThatIsNotOpen() {
    TaskRig rig = new TaskRig("roll.records", "3");
    rig.freeze();
    rig.openAt(P0, 7);

    assertThat(rig.preCommit()).isEmpty();
  }

  @Test
  void noOffsetIsReportedBetweenASeekAndTheRecordsAfterIt() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.produce(P0, 0, 5);
    rig.poll();
    rig.stop();
    TaskRig next = rig.another().openAt(P0, 0);

    // the position is still the one before the seek
    assertThat(next.preCommit()).isEmpty();
    next.poll();
    assertThat(next.committed()).isEqualTo(6);
  }

  @Test
  void thePositionMovesBaseBehindRecordsThatNeverArrive() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.produce(P0, 0, 2);
    rig.poll();

    rig.moveTo(P0, 50);
    assertThat(rig.committed()).isEqualTo(50);
  }

  @Test
  void thePositionDoesNotPassAnOpenFile() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.produce(P0, 0, 3);
    rig.poll();

    rig.moveTo(P0, 50);
    assertThat(rig.committed()).isEqualTo(3);
  }

  @Test
  void aPartitionWithoutRecordsReportsItsPosition() {
    TaskRig rig = new TaskRig().openAt(P0, 42);
    rig.poll();

    assertThat(rig.committed()).isEqualTo(42);
  }

  @Test
  void skippedRecordsAreSettled() {
    TaskRig rig = new TaskRig().open(P0);
    rig.produce(P0, 0, null, null);
    rig.produce(P0, 1, null, null);
    rig.poll();

    assertThat(rig.committed()).isEqualTo(2);
    assertThat(rig.files()).isEmpty();
  }

  @Test
  void aPartitionThatOnlySkipsRecordsItsBaseNowAndThen() {
    TaskRig rig = new TaskRig("ledger.checkpoint.ms", "60000").open(P0);
    rig.produce(P0, 0, null, null);
    rig.poll();
    rig.pass(61_000);

    TaskRig next = rig.another().openAt(P0, 0);
    assertThat(next.context().takeSeeks()).containsEntry(P0, 1L);
  }

  @Test
  void baseThatMovedFarIsRecordedAtOnce() {
    TaskRig rig = new TaskRig().open(P0);
    rig.produce(P0, 0, null, null);
    rig.poll();
    rig.moveTo(P0, 200_000);
    rig.commit();
    rig.pass(200);

    TaskRig next = rig.another().openAt(P0, 0);
    assertThat(next.context().takeSeeks()).containsEntry(P0, 200_000L);
  }

  @Test
  void aCommitIsAskedForSoonAfterAFileBecameVisible() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.poll();
    rig.commit();
    int before = rig.context().commitRequests();
    rig.produce(P0, 0, 2);
    rig.pass(1000);
    rig.pass(1000);

    assertThat(rig.context().commitRequests()).isGreaterThan(before);
  }

  @Test
  void whatComesInIsWrittenSkippedOrRejected() {
    TaskRig rig =
        new TaskRig(
                new MemoryStorage(true),
                new CollectedReports(),
                "roll.records",
                "5",
                "record.max.bytes",
                "20")
            .open(P0);
    for (long offset = 0; offset < 100; offset++) {
      Object value = offset % 10 == 3 ? null : offset % 10 == 7 ? "y".repeat(30) : "v" + offset;
      rig.produce(P0, offset, null, value);
    }
    rig.poll();
    rig.poll();

    assertThat(rig.context().metric("records-written")).isEqualTo(80);
    assertThat(rig.context().metric("records-skipped")).isEqualTo(10);
    assertThat(rig.context().metric("records-rejected")).isEqualTo(10);
    assertThat(rig.context().metric("files-published")).isEqualTo(16);
    assertThat(rig.context().metric("bytes-written"))
        .isEqualTo(rig.files().values().stream().mapToLong(String::length).sum());
    assertThat(rig.context().metric("memory-used")).isZero();
    assertThat(rig.context().metric("files-open")).isZero();
    assertThat(rig.committed()).isEqualTo(100);
  }

  @Test
  void ledgerEntriesThatMayNotBeDeletedAreCountedAndNotTriedAgain() {
    TaskRig rig = new TaskRig("roll.records", "1").open(P0, P1);
    rig.script().then(Operation.DELETE, REFUSED, REFUSED);
    for (int offset = 0; offset < 10; offset++) {
      rig.produce(P0, offset, offset);
      rig.produce(P1, offset, offset);
      rig.poll();
    }

    assertThat(rig.committed()).isEqualTo(10);
    // both partitions had begun to delete when the first was refused
    assertThat(rig.script().calls())
        .filteredOn(call -> call.operation() == Operation.DELETE)
        .hasSize(2);
    // a claim and ten commits in each of two partitions, without the newest three of each
    assertThat(rig.context().metric("ledger-entries-kept")).isEqualTo(16);
  }

  @Test
  void recordsOfOthersAreIgnored() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.produce(P0, 0, 2);
    rig.poll();
    rig.close(P0);
    rig.produce(P0, 3, 5);

    rig.poll();

    assertThat(rig.files()).containsOnlyKeys(name(0, 2));
    assertThat(rig.values()).containsExactlyElementsOf(valuesOf(0, 2));
  }
}
