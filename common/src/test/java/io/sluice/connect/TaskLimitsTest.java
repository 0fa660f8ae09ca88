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

import static io.sluice.connect.TaskRig.P0;
import static io.sluice.connect.TaskRig.P1;
import static io.sluice.connect.TaskRig.name;
import static io.sluice.connect.TaskRig.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.Fault;
import io.sluice.storage.MemoryStorage;
import io.sluice.storage.StorageCall.Operation;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Offsets that are told to Kafka, metrics, memory and back-pressure. */
class TaskLimitsTest {
  private static final String KIB_100 = "x".repeat(100 * 1024);

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
  void nothingIsToldOfAPartitionThatIsNotOpen() {
    TaskRig rig = new TaskRig("roll.records", "3");
    rig.freeze();
    rig.openAt(P0, 7);

    assertThat(rig.preCommit()).isEmpty();
  }

  @Test
  void nothingIsToldBetweenASeekAndTheRecordsAfterIt() {
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
                (record, error) -> CompletableFuture.completedFuture(null),
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
  void aThousandPathsStayWithinTheMemoryLimit() {
    int limit = 4 << 20;
    TaskRig rig =
        new TaskRig(
                "directory.template",
                "{key}",
                "max.open.files",
                "100000",
                "memory.limit.bytes",
                String.valueOf(limit))
            .open(P0);
    String value = "z".repeat(2_000);
    int records = 5_000;
    for (int offset = 0; offset < records; offset++) {
      rig.produce(P0, offset, "path" + offset % 1_000, value);
    }
    long highest = 0;
    for (int round = 0; round < records / 100 + 50; round++) {
      // without a tick: the writer itself keeps the limit
      rig.poll(100);
      highest = Math.max(highest, rig.context().metric("memory-used"));
    }

    assertThat(highest).isGreaterThan(limit / 4).isLessThanOrEqualTo(limit + 100 * 2_400);
    assertThat(rig.files()).isNotEmpty();
    // the files that were written least recently went first, so base follows
    assertThat(rig.committed()).isGreaterThan(0);
    rig.stop();
    TaskRig next = rig.another("roll.records", "1").openAt(P0, 0);
    for (int round = 0; round < records / 100 + 50; round++) {
      next.poll(100);
      next.clock().advance(100);
    }
    assertThat(next.values()).hasSize(records);
    assertThat(next.committed()).isEqualTo(records);
  }

  @Test
  void whereAWriteFreesMemoryManyPathsStayOpen() {
    int limit = 4 << 20;
    TaskRig rig =
        new TaskRig(
                new MemoryStorage(false),
                null,
                "directory.template",
                "{key}",
                "format",
                "json",
                "roll.idle.ms",
                "1000",
                "max.open.files",
                "100000",
                "memory.limit.bytes",
                String.valueOf(limit))
            .open(P0);
    String value = "z".repeat(2_000);
    int paths = 1_000;
    int records = 5 * paths;
    for (int offset = 0; offset < records; offset++) {
      rig.produce(P0, offset, "path" + offset % paths, value);
    }
    long highest = 0;
    for (int round = 0; round < records / 100 + 50; round++) {
      rig.poll(100);
      highest = Math.max(highest, rig.context().metric("memory-used"));
    }

    assertThat(highest).isGreaterThan(limit / 4).isLessThanOrEqualTo(limit + 100 * 2_400);
    assertThat(rig.context().metric("files-open")).isEqualTo(paths);
    assertThat(rig.files()).isEmpty();
    rig.passSeconds(5);
    assertThat(rig.files()).hasSize(paths);
    assertThat(rig.values()).hasSize(records);
    assertThat(rig.committed()).isEqualTo(records);
  }

  @Test
  void aFullMailboxPausesItsPartitionAndResumesItAtHalf() {
    TaskRig rig = new TaskRig("memory.limit.bytes", String.valueOf(2 << 20)).open(P0, P1);
    rig.freeze();
    // each of the two partitions may hold half a mebibyte
    for (int offset = 0; offset < 4; offset++) {
      rig.produce(P0, offset, null, KIB_100);
      rig.poll();
    }
    assertThat(rig.context().paused(P0)).isFalse();
    rig.produce(P0, 4, null, KIB_100);
    rig.produce(P0, 5, null, KIB_100);
    rig.poll();

    assertThat(rig.context().paused(P0)).isTrue();
    assertThat(rig.context().paused(P1)).isFalse();
    assertThat(rig.context().timeout()).isEqualTo(10);
    assertThat(rig.context().metric("mailbox-bytes")).isGreaterThan(600 * 1024);

    rig.thaw();
    rig.poll();
    assertThat(rig.context().paused(P0)).isFalse();
    assertThat(rig.context().timeout()).isEqualTo(1000);
    assertThat(rig.context().metric("mailbox-bytes")).isZero();
  }

  @Test
  void aTaskAboveItsLimitPausesTheFullestPartitionThatStillRuns() {
    TaskRig rig = new TaskRig("memory.limit.bytes", String.valueOf(1 << 20)).open(P0, P1);
    rig.freeze();
    rig.produce(P1, 0, null, KIB_100);
    for (int offset = 0; offset < 12; offset++) {
      rig.produce(P0, offset, null, KIB_100);
    }

    rig.poll();
    assertThat(rig.context().paused(P0)).isTrue();
    assertThat(rig.context().paused(P1)).isTrue();

    rig.thaw();
    rig.poll();
    assertThat(rig.context().paused(P0)).isFalse();
    assertThat(rig.context().paused(P1)).isFalse();
  }

  @Test
  void memoryIsGivenBackByAWriterThatFailed() {
    TaskRig rig = new TaskRig().open(P0);
    rig.script().then(Operation.STAGE, new Fault.FailBefore(true));
    rig.produce(P0, 0, null, KIB_100);
    rig.poll();

    assertThat(rig.context().metric("memory-used")).isZero();
    assertThat(rig.context().metric("mailbox-bytes")).isZero();
    assertThat(rig.context().metric("files-open")).isZero();
  }

  @Test
  void memoryIsGivenBackWhenAPartitionIsClosed() {
    TaskRig rig = new TaskRig().open(P0);
    rig.freeze();
    rig.produce(P0, 0, null, KIB_100);
    rig.poll();
    assertThat(rig.context().metric("mailbox-bytes")).isPositive();

    rig.close(P0);
    rig.thaw();

    assertThat(rig.context().metric("mailbox-bytes")).isZero();
    assertThat(rig.context().metric("memory-used")).isZero();
  }

  @Test
  void stagingAboveItsBudgetPublishesTheLeastRecentlyWrittenFiles() {
    TaskRig rig =
        new TaskRig(new MemoryStorage(false, 350 * 1024), null, "directory.template", "{key}")
            .open(P0);
    for (int offset = 0; offset < 5; offset++) {
      rig.produce(P0, offset, "path" + offset, KIB_100);
      rig.poll();
    }

    // four files of 100 KiB are too many, so the first goes with the fourth, the second with the
    // fifth
    assertThat(rig.files().keySet())
        .extracting(name -> name.split("/")[1])
        .containsExactly("path0", "path1");
    assertThat(rig.context().metric("files-open")).isEqualTo(3);
    assertThat(rig.committed()).isEqualTo(2);
  }

  @Test
  void aFileThatIsLargerThanTheStagingBudgetIsRolledWhenItReachesIt() {
    TaskRig rig = new TaskRig(new MemoryStorage(false, 350 * 1024), null).open(P0);
    for (int offset = 0; offset < 20; offset++) {
      rig.produce(P0, offset, null, KIB_100);
    }
    for (int round = 0; round < 25; round++) {
      rig.poll(1);
    }

    assertThat(rig.files())
        .containsOnlyKeys(name(0, 3), name(4, 7), name(8, 11), name(12, 15), name(16, 19));
    assertThat(rig.committed()).isEqualTo(20);
  }

  @Test
  void allPartitionsArePausedWhileThereIsNoRoomToStage() {
    TaskRig rig = new TaskRig(new MemoryStorage(false, 350 * 1024), null).open(P0, P1);
    rig.script().then(Operation.PUBLISH, new Fault.FailBefore(true), new Fault.FailBefore(true));
    for (int offset = 0; offset < 4; offset++) {
      rig.produce(P0, offset, null, KIB_100);
    }
    rig.poll();
    assertThat(rig.files()).isEmpty();
    rig.produce(P1, 0, null, "little");

    rig.poll();
    assertThat(rig.context().paused(P0)).isTrue();
    assertThat(rig.context().paused(P1)).isTrue();
    assertThat(rig.context().timeout()).isEqualTo(10);

    rig.passSeconds(10);
    assertThat(rig.files()).hasSize(1);
    assertThat(rig.context().paused(P0)).isFalse();
    assertThat(rig.context().paused(P1)).isFalse();
    // the file of the other partition was not sealed for what was leaving anyway
    assertThat(rig.context().metric("files-open")).isEqualTo(1);
  }

  @Test
  void filesThatAreWrittenAgainGoOnWhereTheyNeedMoreRoomThanThereIs() {
    TaskRig rig =
        new TaskRig(
                new MemoryStorage(false, 150 * 1024),
                null,
                "directory.template",
                "{key}",
                "roll.records",
                "2")
            .open(P0);
    Fault lost = new Fault.FailBefore(true);
    rig.script().then(Operation.PUBLISH, lost, lost);
    rig.produce(P0, 0, "a", KIB_100);
    rig.produce(P0, 1, "b", KIB_100);
    rig.produce(P0, 2, "b", "end");
    rig.produce(P0, 3, "a", "end");
    rig.poll();
    assertThat(rig.files()).isEmpty();

    TaskRig next = rig.another().openAt(P0, 0);
    for (int round = 0; round < 8; round++) {
      next.poll(1);
      next.clock().advance(100);
    }

    assertThat(next.files()).hasSize(2);
    assertThat(next.committed()).isEqualTo(4);
  }

  @Test
  void recordsWithAStructureWeighWhatTheyHoldBeforeAnyIsWritten() {
    TaskRig rig = new TaskRig("format", "json").open(P0);
    rig.freeze();
    for (int offset = 0; offset < 10; offset++) {
      rig.produce(P0, offset, Map.of("id", KIB_100), Map.of("text", KIB_100));
    }

    rig.poll();
    assertThat(rig.context().metric("mailbox-bytes")).isGreaterThan(20 * 100 * 1024);
  }

  @Test
  void filesThatAreWrittenAgainStayWithinTheMemoryLimit() {
    Schema schema = SchemaBuilder.struct().field("text", Schema.STRING_SCHEMA).build();
    TaskRig first =
        new TaskRig(
                new MemoryStorage(false),
                null,
                "format",
                "parquet",
                "parquet.row.group.bytes",
                Integer.toString(8 << 20),
                "roll.records",
                "60",
                "memory.limit.bytes",
                Integer.toString(1 << 20))
            .open(P0);
    first.script().then(Operation.PUBLISH, new Fault.FailBefore(true));
    for (long offset = 0; offset < 60; offset++) {
      Struct value = new Struct(schema).put("text", offset + KIB_100);
      first.produce(new SinkRecord("t", 0, null, null, schema, value, offset));
    }
    first.poll();
    assertThat(first.files()).isEmpty();

    TaskRig second = first.another().openAt(P0, 0);
    long highest = 0;
    for (int i = 0; i < 60; i++) {
      second.poll(1);
      highest = Math.max(highest, second.context().metric("memory-used"));
    }
    assertThat(highest).isBetween(1L << 19, 3L << 19);
    assertThat(second.files()).hasSize(1);
    assertThat(second.committed()).isEqualTo(60);
    assertThat(second.context().metric("memory-used")).isZero();
  }

  @Test
  void aFileThatWaitsToBePublishedCountsOnceAgainstTheStagingBudget() {
    TaskRig rig =
        new TaskRig(new MemoryStorage(false, 350 * 1024), null, "directory.template", "{key}")
            .open(P0);
    rig.script().then(Operation.PUBLISH, new Fault.FailBefore(true));
    for (int offset = 0; offset < 4; offset++) {
      rig.produce(P0, offset, "path" + offset, KIB_100);
    }
    rig.poll();
    rig.poll();
    rig.pass(100);
    rig.pass(100);

    // one file is to leave, which will do: the ticks have sealed no other
    assertThat(rig.files()).isEmpty();
    assertThat(rig.context().metric("files-open")).isEqualTo(3);

    rig.passSeconds(2);
    assertThat(rig.files()).hasSize(1);
    assertThat(rig.context().metric("files-open")).isEqualTo(3);
  }

  @Test
  void ledgerEntriesThatMayNotBeDeletedAreCountedAndNotTriedAgain() {
    TaskRig rig = new TaskRig("roll.records", "1").open(P0, P1);
    Fault refused = new Fault.FailBefore(false);
    rig.script().then(Operation.DELETE, refused, refused);
    for (int offset = 0; offset < 10; offset++) {
      rig.produce(P0, offset, offset);
      rig.produce(P1, offset, offset);
      rig.poll();
    }

    assertThat(rig.committed()).isEqualTo(10);
    // both partitions had begun with it when the first was refused
    assertThat(rig.script().calls())
        .filteredOn(call -> call.operation() == Operation.DELETE)
        .hasSize(2);
    // of a claim and ten commits in each of two partitions all but three
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
