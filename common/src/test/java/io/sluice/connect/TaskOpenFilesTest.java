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

import static io.sluice.connect.TaskRig.FAILS;
import static io.sluice.connect.TaskRig.P0;
import static io.sluice.connect.TaskRig.P1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.MemoryStorage;
import io.sluice.storage.StorageCall;
import io.sluice.storage.StorageCall.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The number of files that are open at the store, and that each of them is closed in the end. */
class TaskOpenFilesTest {

  private static TaskRig rig(String... settings) {
    return new TaskRig(settings);
  }

  /** The most files that were open at the store at once. */
  private static int mostOpen(List<StorageCall> calls) {
    Set<String> open = new HashSet<>();
    int most = 0;
    for (StorageCall call : calls) {
      switch (call.operation()) {
        case STAGE -> open.add(call.path());
        case SEAL, ABANDON -> open.remove(call.path());
        default -> {}
      }
      most = Math.max(most, open.size());
    }
    return most;
  }

  /** Staged files whose handle was neither sealed successfully nor abandoned. */
  private static Set<String> leaked(List<StorageCall> calls, int failedSeals) {
    Set<String> open = new HashSet<>();
    int failures = failedSeals;
    for (StorageCall call : calls) {
      switch (call.operation()) {
        case STAGE -> open.add(call.path());
        case SEAL -> {
          if (failures > 0) {
            failures--;
          } else {
            open.remove(call.path());
          }
        }
        case ABANDON -> open.remove(call.path());
        default -> {}
      }
    }
    return open;
  }

  @Test
  void idleFilesOfOnePartitionMakeRoomForAnotherThatAlternatesBetweenTwoPaths() {
    TaskRig rig = rig("directory.template", "{key}", "max.open.files", "4").open(P0, P1);
    for (int offset = 0; offset < 4; offset++) {
      rig.produce(P1, offset, "idle" + offset, "v");
    }
    rig.poll();
    for (int offset = 0; offset < 1000; offset++) {
      rig.produce(P0, offset, "busy" + offset % 2, "v" + offset);
    }

    for (int i = 0; i < 100; i++) {
      rig.poll(10);
    }

    assertThat(rig.files().keySet())
        .extracting(name -> name.split("/")[1])
        .containsExactly("idle0", "idle1");
    assertThat(rig.context().metric("files-open")).isEqualTo(4);
  }

  @Test
  void sealingBacklogStaysWithinTheLimitOfOpenFiles() {
    TaskRig rig =
        rig("directory.template", "{key}", "max.open.files", "2", "roll.idle.ms", "3000").open(P0);
    for (int offset = 0; offset < 500; offset++) {
      rig.produce(P0, offset, "b" + offset % 5, Integer.toString(offset));
    }
    rig.poll();
    rig.passSeconds(5);

    List<StorageCall> calls = rig.script().calls();
    assertThat(mostOpen(calls)).isEqualTo(2);
    assertThat(rig.values()).hasSize(500).doesNotHaveDuplicates();
    assertThat(rig.committed()).isEqualTo(500);
    // the first files are visible while later ones are written
    List<Operation> operations = calls.stream().map(StorageCall::operation).toList();
    assertThat(operations.indexOf(Operation.PUBLISH))
        .isLessThan(operations.lastIndexOf(Operation.STAGE) / 10);
    assertThat(rig.context().metric("files-open")).isZero();
  }

  @Test
  void sealingBacklogOfOneRecordFilesIsBounded() {
    TaskRig rig = rig("roll.records", "1").open(P0);
    rig.produce(P0, 0, 999);
    rig.poll();

    assertThat(mostOpen(rig.script().calls())).isBetween(2, 17);
    assertThat(rig.values()).hasSize(1000);
    assertThat(rig.committed()).isEqualTo(1000);
  }

  @Test
  void aWriterWithoutRoomStopsInItsBatchAndTheConsumerIsPaused() {
    TaskRig rig =
        rig(
                "directory.template",
                "{key}",
                "max.open.files",
                "1",
                "memory.limit.bytes",
                Integer.toString(1 << 20))
            .open(P0, P1);
    rig.produce(P1, 0, "p1", "first");
    rig.poll();
    // the only file is to be sealed, and the I/O pool is frozen
    rig.freeze();
    String value = "x".repeat(100 * 1024);
    for (int offset = 0; offset < 6; offset++) {
      rig.produce(P0, offset, "p0", value);
    }
    rig.poll();
    runWriters(rig);

    assertThat(rig.calls(Operation.STAGE)).isEqualTo(1);
    assertThat(rig.context().metric("mailbox-bytes")).isGreaterThan(6 * 100 * 1024);
    rig.poll();
    assertThat(rig.context().paused(P0)).isTrue();
    // no offset is committed for a record that is not written
    rig.preCommit();
    runWriters(rig);
    assertThat(rig.preCommit().get(P0).offset()).isZero();

    rig.thaw();
    rig.poll();
    assertThat(rig.context().paused(P0)).isFalse();
    assertThat(rig.context().metric("mailbox-bytes")).isZero();
    assertThat(mostOpen(rig.script().calls())).isEqualTo(1);
    assertThat(rig.files()).hasSize(1);
    assertThat(rig.committed()).isZero();
  }

  private static void runWriters(TaskRig rig) {
    rig.pools().stream()
        .filter(pool -> pool.name().endsWith("writer"))
        .forEach(
            pool -> {
              while (pool.runOne()) {
                continue;
              }
            });
  }

  @Test
  void aCloseThatCommitsWritesWhatWaitedForRoom() {
    TaskRig rig =
        rig("directory.template", "{key}", "max.open.files", "1", "close.policy", "commit")
            .open(P0);
    rig.freeze();
    for (int offset = 0; offset < 20; offset++) {
      rig.produce(P0, offset, "k" + offset % 3, "v" + offset);
    }
    rig.poll();
    runWriters(rig);
    rig.thaw();
    rig.close(P0);

    assertThat(rig.values()).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void filesThatAreWrittenAgainNeedNoRoomAmongTheOpenOnes() {
    TaskRig first =
        TaskRig.withMortalStaging(
                "directory.template", "{key}", "max.open.files", "4", "roll.records", "3")
            .open(P0);
    first.script().then(Operation.PUBLISH, FAILS, FAILS, FAILS);
    for (int offset = 0; offset < 9; offset++) {
      first.produce(P0, offset, "k" + offset % 3, "v" + offset);
    }
    first.poll();
    assertThat(first.files()).isEmpty();

    TaskRig second = first.another("max.open.files", "1").openAt(P0, 0);
    second.produce(P0, 9, "other", "v9");
    second.poll();
    second.poll();

    assertThat(second.files()).hasSize(3);
    assertThat(second.committed()).isEqualTo(9);
    assertThat(second.context().metric("files-open")).isEqualTo(1);
  }

  @Test
  void aFailedSealClosesEveryFileWhereverItWas() {
    for (boolean survives : List.of(true, false)) {
      TaskRig rig =
          new TaskRig(
                  new MemoryStorage(survives),
                  null,
                  "directory.template",
                  "{key}",
                  "io.threads",
                  "2",
                  "roll.interval.ms",
                  "60000")
              .open(P0);
      rig.script().then(Operation.SEAL, FAILS);
      for (int offset = 0; offset < 20; offset++) {
        rig.produce(P0, offset, "k" + offset, "v" + offset);
      }
      rig.poll();
      assertThat(rig.context().metric("files-open")).isEqualTo(20);
      // all are to be sealed at once, and the first fails while the others wait
      rig.freeze();
      rig.pass(60_000);
      rig.thaw();

      assertThat(leaked(rig.script().calls(), 1)).as("survives %s", survives).isEmpty();
      assertThat(rig.context().metric("files-open")).isZero();
      assertThat(rig.context().metric("memory-used")).isZero();
    }
  }

  @Test
  void aFileWhoseWriterEndsWhileItIsSealedIsFreedByTheThreadThatSealsIt() {
    TaskRig rig = TaskRig.withMortalStaging("roll.records", "2").open(P0);
    rig.script().then(Operation.SEAL, new During(() -> rig.task().close(List.of(P0)), true));
    rig.produce(P0, 0, 1);
    rig.poll();

    assertThat(rig.calls(Operation.ABANDON)).isEqualTo(1);
    assertThat(rig.context().metric("files-open")).isZero();
    assertThat(rig.files()).isEmpty();
  }

  @Test
  void aFileThatIsStagedWhenItsWriterEndsIsFreedAndNoOtherIsStaged() {
    TaskRig rig = rig("directory.template", "{key}").open(P0);
    rig.script().then(Operation.STAGE, new During(() -> rig.task().close(List.of(P0)), true));
    for (int offset = 0; offset < 50; offset++) {
      rig.produce(P0, offset, "k" + offset, "v" + offset);
    }
    rig.poll();

    assertThat(rig.calls(Operation.STAGE)).isEqualTo(1);
    assertThat(leaked(rig.script().calls(), 0)).isEmpty();
    assertThat(rig.context().metric("files-open")).isZero();
  }

  @Test
  void aWriterThatIsGivenUpWithinAWriteStagesNothingMore() {
    TaskRig rig = rig("directory.template", "{key}", "roll.records", "1").open(P0);
    rig.script().then(Operation.SEAL, new During(() -> rig.task().close(List.of(P0)), true));
    for (int offset = 0; offset < 50; offset++) {
      rig.produce(P0, offset, "k" + offset, "v" + offset);
    }
    rig.poll();
    long staged = rig.calls(Operation.STAGE);

    rig.run();
    assertThat(staged).isLessThan(20);
    assertThat(rig.calls(Operation.STAGE)).isEqualTo(staged);
    assertThat(leaked(rig.script().calls(), 0)).isEmpty();
  }
}
