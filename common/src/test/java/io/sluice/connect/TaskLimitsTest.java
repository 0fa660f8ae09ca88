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
import static io.sluice.connect.TaskRig.FAILS;
import static io.sluice.connect.TaskRig.P0;
import static io.sluice.connect.TaskRig.P1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.StorageCall.Operation;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** The limits of a task for memory and for staged bytes. */
class TaskLimitsTest {
  private static final String KIB_100 = "x".repeat(100 * 1024);

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
      // without a tick, since the writer keeps the limit
      rig.poll(100);
      highest = Math.max(highest, rig.context().metric("memory-used"));
    }

    assertThat(highest).isGreaterThan(limit / 4).isLessThanOrEqualTo(limit + 100 * 2_400);
    assertThat(rig.files()).isNotEmpty();
    // the least recently written files were published first, so base advances
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
        TaskRig.withMortalStaging(
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
  void stagingAboveItsBudgetPublishesTheLeastRecentlyWrittenFiles() {
    TaskRig rig = TaskRig.withStagingLimit(350 * 1024, "directory.template", "{key}").open(P0);
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
    TaskRig rig = TaskRig.withStagingLimit(350 * 1024).open(P0);
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
    TaskRig rig = TaskRig.withStagingLimit(350 * 1024).open(P0, P1);
    rig.script().then(Operation.PUBLISH, FAILS, FAILS);
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
    // the file of the other partition was not sealed, since a sealed file was about to free its
    // room
    assertThat(rig.context().metric("files-open")).isEqualTo(1);
  }

  @Test
  void filesThatAreWrittenAgainGoOnWhereTheyNeedMoreRoomThanThereIs() {
    TaskRig rig =
        TaskRig.withStagingLimit(150 * 1024, "directory.template", "{key}", "roll.records", "2")
            .open(P0);
    rig.script().then(Operation.PUBLISH, FAILS, FAILS);
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
  void filesThatAreWrittenAgainStayWithinTheMemoryLimit() {
    Schema schema = SchemaBuilder.struct().field("text", Schema.STRING_SCHEMA).build();
    TaskRig first =
        TaskRig.withMortalStaging(
                "format",
                "parquet",
                "parquet.row.group.bytes",
                Integer.toString(8 << 20),
                "roll.records",
                "60",
                "memory.limit.bytes",
                Integer.toString(1 << 20))
            .open(P0);
    first.script().then(Operation.PUBLISH, FAILS);
    for (long offset = 0; offset < 60; offset++) {
      Struct value = new Struct(schema).put("text", offset + KIB_100);
      first.produce(offset, schema, value);
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
    TaskRig rig = TaskRig.withStagingLimit(350 * 1024, "directory.template", "{key}").open(P0);
    rig.script().then(Operation.PUBLISH, FAILS);
    for (int offset = 0; offset < 4; offset++) {
      rig.produce(P0, offset, "path" + offset, KIB_100);
    }
    rig.poll();
    rig.poll();
    rig.pass(100);
    rig.pass(100);

    // one file waits to be published, which frees enough room: the ticks have sealed no other
    assertThat(rig.files()).isEmpty();
    assertThat(rig.context().metric("files-open")).isEqualTo(3);

    rig.passSeconds(2);
    assertThat(rig.files()).hasSize(1);
    assertThat(rig.context().metric("files-open")).isEqualTo(3);
  }
}
