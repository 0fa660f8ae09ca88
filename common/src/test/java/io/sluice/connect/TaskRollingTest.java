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
import static io.sluice.connect.TaskRig.P0;
import static io.sluice.connect.TaskRig.P1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.StorageCall;
import java.util.List;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** When files roll, and which records they contain. */
class TaskRollingTest {

  @Test
  void aFileIsPublishedWithItsLastRecordAndTheRestStaysInvisible() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.produce(P0, 0, 6);

    rig.poll();

    assertThat(rig.files()).hasSize(2);
    assertThat(rig.files())
        .containsEntry(name(0, 2), lines(0, 2))
        .containsEntry(name(3, 5), lines(3, 5));
    assertThat(rig.committed()).isEqualTo(6);
  }

  @Test
  void aHundredRecordsMakeTenFilesOfTenAndNothingStaysStaged() {
    TaskRig rig = new TaskRig("roll.records", "10").open(P0);
    rig.produce(P0, 0, 99);

    while (rig.committed() < 100) {
      rig.poll(7);
    }

    assertThat(rig.files()).hasSize(10);
    assertThat(rig.files().values()).allSatisfy(file -> assertThat(file.lines()).hasSize(10));
    assertThat(rig.values()).containsExactlyElementsOf(valuesOf(0, 99));
    assertThat(rig.store().allStaged()).isEmpty();
  }

  @Test
  void aFileRollsAtItsSizeSeparatorsCounted() {
    TaskRig rig = new TaskRig("roll.bytes", "9").open(P0);
    rig.produce(P0, 0, 5);

    rig.poll();

    assertThat(rig.files()).containsOnlyKeys(name(0, 2), name(3, 5));
  }

  @Test
  void anotherDirectoryRollsNoFile() {
    TaskRig rig =
        new TaskRig("directory.template", "{timestamp:HH_mm/10m}", "roll.interval.ms", "600000")
            .open(P0);
    long ten = rig.clock().millis();
    long minute = 60_000;
    long offset = 0;
    for (long at : new long[] {0, -2, 9, -5, 10}) {
      rig.produce(
          new SinkRecord(
              "t",
              0,
              null,
              null,
              null,
              "m" + at,
              offset++,
              ten + at * minute,
              TimestampType.CREATE_TIME));
    }

    rig.poll();
    assertThat(rig.files()).isEmpty();
    rig.pass(600_000);

    assertThat(rig.files()).hasSize(3);
    assertThat(rig.files())
        .containsEntry("topics/09_50/t+0+0000000001+0000000003.txt", "m-2\nm-5\n")
        .containsEntry("topics/10_00/t+0+0000000000+0000000002.txt", "m0\nm9\n")
        .containsEntry("topics/10_10/t+0+0000000004+0000000004.txt", "m10\n");
    assertThat(rig.committed()).isEqualTo(5);
  }

  @Test
  void aFileIsPublishedAtItsAgeWithoutTraffic() {
    TaskRig rig = new TaskRig("roll.interval.ms", "1000").open(P0);
    rig.produce(P0, 0, 2);
    rig.poll();

    rig.pass(999);
    assertThat(rig.files()).isEmpty();
    rig.pass(201);

    assertThat(rig.files()).containsOnlyKeys(name(0, 2));
    assertThat(rig.committed()).isEqualTo(3);
  }

  @Test
  void ageCountsFromTheOpeningOfAFileAndNotFromItsLastRecord() {
    TaskRig rig = new TaskRig("roll.interval.ms", "1000").open(P0);
    rig.produce(P0, 0, 0);
    rig.poll();
    rig.produce(P0, 1, 1);
    rig.pass(900);

    rig.pass(200);

    assertThat(rig.files()).containsOnlyKeys(name(0, 1));
  }

  @Test
  void anIdleFileIsPublishedAndTheNextRecordsMakeAnother() {
    TaskRig rig = new TaskRig("roll.idle.ms", "1000").open(P0);
    rig.produce(P0, 0, 4);
    rig.poll();
    rig.pass(1100);
    rig.produce(P0, 5, 9);
    rig.poll();
    rig.pass(1100);

    assertThat(rig.files()).containsOnlyKeys(name(0, 4), name(5, 9));
    assertThat(rig.store().allStaged()).isEmpty();
  }

  @Test
  void trafficKeepsAFileFromBeingIdle() {
    TaskRig rig = new TaskRig("roll.idle.ms", "1000").open(P0);
    for (long offset = 0; offset < 5; offset++) {
      rig.produce(P0, offset, offset);
      rig.pass(900);
    }

    assertThat(rig.files()).isEmpty();
  }

  @Test
  void rollingGoesOnWhileThePartitionIsPaused() {
    TaskRig rig = new TaskRig("roll.interval.ms", "1000").open(P0);
    rig.produce(P0, 0, 2);
    rig.poll();
    rig.context().pause(P0);

    rig.put(List.of());
    rig.clock().advance(1200);
    rig.put(List.of());

    assertThat(rig.files()).containsOnlyKeys(name(0, 2));
  }

  @Test
  void twoDirectoriesInOneBatchMakeTwoFilesThoughOneRollsOnTheWay() {
    TaskRig rig = new TaskRig("directory.template", "{key}", "roll.records", "2").open(P0);
    for (long offset = 0; offset < 5; offset++) {
      rig.produce(P0, offset, offset == 3 ? "b" : "a", "v" + offset);
    }

    rig.poll();

    assertThat(rig.files())
        .containsOnlyKeys(
            "topics/a/t+0+0000000000+0000000001.txt", "topics/a/t+0+0000000002+0000000004.txt");
    // the first two are settled, the third file waits for its second record
    assertThat(rig.committed()).isEqualTo(3);

    rig.produce(P0, 5, "b", "v5");
    rig.poll();
    assertThat(rig.values()).containsExactlyInAnyOrderElementsOf(valuesOf(0, 5));
    assertThat(rig.committed()).isEqualTo(6);
  }

  @Test
  void offsetsOfOtherFilesAreNotDeclaredByAFileThatSkipsThem() {
    TaskRig rig = new TaskRig("directory.template", "{key}", "roll.records", "2").open(P0);
    rig.produce(P0, 0, "a", "v0");
    rig.produce(P0, 1, "b", "v1");
    rig.produce(P0, 2, "a", "v2");

    rig.poll();

    assertThat(rig.values()).containsExactly("v0", "v2");
    assertThat(rig.committed()).isEqualTo(1);
  }

  @Test
  void theLeastRecentlyWrittenFileMakesRoomForAnother() {
    TaskRig rig = new TaskRig("directory.template", "{key}", "max.open.files", "2").open(P0);
    rig.produce(P0, 0, "a", "v0");
    rig.produce(P0, 1, "b", "v1");
    rig.produce(P0, 2, "a", "v2");
    rig.produce(P0, 3, "c", "v3");

    rig.poll();

    assertThat(rig.files()).containsOnlyKeys("topics/b/t+0+0000000001+0000000001.txt");
    assertThat(rig.context().metric("files-open")).isEqualTo(2);
  }

  @Test
  void aFileThatHoldsBaseTooLongIsPublished() {
    TaskRig rig = new TaskRig("directory.template", "{key}", "ledger.span.ms", "5000").open(P0);
    rig.produce(P0, 0, "rare", "v0");
    rig.poll();
    rig.pass(4000);
    rig.produce(P0, 1, "later", "v1");
    rig.pass(900);
    assertThat(rig.files()).isEmpty();

    rig.pass(200);

    assertThat(rig.files()).containsOnlyKeys("topics/rare/t+0+0000000000+0000000000.txt");
    assertThat(rig.committed()).isEqualTo(1);
  }

  @Test
  void aFileThatHoldsTooManyOffsetsIsPublished() {
    TaskRig rig =
        new TaskRig("directory.template", "{key}", "ledger.span.records", "1000").open(P0);
    rig.produce(P0, 0, "rare", "v0");
    for (long offset = 1; offset < 1001; offset++) {
      rig.produce(P0, offset, "often", "v" + offset);
    }
    rig.poll();
    rig.pass(100);

    assertThat(rig.files()).containsOnlyKeys("topics/rare/t+0+0000000000+0000000000.txt");
  }

  @Test
  void aPathMayDependOnTheWallClock() {
    TaskRig rig =
        new TaskRig(
                "directory.template",
                "{timestamp:HH_mm}",
                "timestamp.source",
                "wallclock",
                "roll.records",
                "2")
            .open(P0);
    rig.produce(P0, 0, 0);
    rig.poll();
    rig.produce(P0, 1, 2);
    rig.pass(60_000);
    rig.produce(P0, 3, 3);
    rig.pass(60_000);

    // dropped in its first minute, delivered again in a later one
    TaskRig second = rig.another();
    rig.stop();
    second.openAt(P0, rig.committed());
    second.poll();
    second.produce(P0, 4, 8);
    second.poll();

    assertThat(rig.values()).doesNotHaveDuplicates();
    assertThat(rig.values()).containsAll(valuesOf(0, 7));
  }

  @Test
  void partitionsRollSeparately() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0, P1);
    rig.produce(P0, 0, 3);
    rig.produce(P1, 0, 1);

    rig.poll();

    assertThat(rig.files()).containsOnlyKeys(name(0, 2));
    assertThat(rig.commit().get(P0).offset()).isEqualTo(3);
    assertThat(rig.commit().get(P1).offset()).isZero();
  }

  @Test
  void aCommitTakesTwoCallsForEachFileAndThreeMore() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.produce(P0, 0, 14);
    rig.poll();
    rig.produce(P0, 15, 17);
    int before = rig.script().calls().size();

    rig.poll();

    assertThat(rig.script().calls().subList(before, rig.script().calls().size()))
        .extracting(StorageCall::operation)
        .containsExactly(
            StorageCall.Operation.STAGE,
            StorageCall.Operation.WRITE,
            StorageCall.Operation.SEAL,
            StorageCall.Operation.CREATE,
            StorageCall.Operation.LIST,
            StorageCall.Operation.PUBLISH,
            StorageCall.Operation.DELETE);
  }
}
