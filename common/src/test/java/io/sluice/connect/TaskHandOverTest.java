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
import static io.sluice.connect.TaskRig.P1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.StorageCall;
import io.sluice.storage.StorageCall.Operation;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** Partitions that are opened, closed, and passed from task to task. */
class TaskHandOverTest {
  @Test
  void aTaskThatDiesLosesAndDoublesNothing() {
    TaskRig first = new TaskRig("roll.records", "3").open(P0);
    first.produce(P0, 0, 6);
    first.poll();

    TaskRig second = first.another().openAt(P0, 0);
    second.produce(P0, 7, 8);
    second.poll();
    second.poll();

    assertThat(second.files()).containsOnlyKeys(name(0, 2), name(3, 5), name(6, 8));
    assertThat(second.values()).containsExactlyElementsOf(valuesOf(0, 8));
    assertThat(second.store().allStaged()).isEmpty();
    assertThat(second.committed()).isEqualTo(9);
  }

  @Test
  void theLedgerOverrulesTheOffsetThatKafkaKnows() {
    TaskRig first = new TaskRig("roll.records", "3").open(P0);
    first.produce(P0, 0, 5);
    first.poll();
    first.stop();

    TaskRig second = first.another().openAt(P0, 2);

    assertThat(second.context().takeSeeks()).containsExactly(Map.entry(P0, 6L));
  }

  @Test
  void closingByDiscardDropsOpenFilesAndTheirRecordsAreReadAgain() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.produce(P0, 0, 4);
    rig.poll();

    rig.close(P0);
    assertThat(rig.files()).containsOnlyKeys(name(0, 2));
    assertThat(rig.store().allStaged()).isEmpty();

    rig.openAt(P0, 3);
    rig.produce(P0, 5, 5);
    rig.poll();
    assertThat(rig.files()).containsOnlyKeys(name(0, 2), name(3, 5));
  }

  @Test
  void closingByCommitPublishesOpenFiles() {
    TaskRig rig = new TaskRig("roll.records", "3", "close.policy", "commit").open(P0, P1);
    rig.produce(P0, 0, 4);
    rig.produce(P1, 0, 0);
    rig.poll();

    rig.close(P0, P1);

    assertThat(rig.files()).containsOnlyKeys(name(0, 2), name(3, 4), name(P1, 0, 0));
    assertThat(rig.another().openAt(P0, 0).context().takeSeeks()).containsEntry(P0, 5L);
  }

  @Test
  void closingByCommitEndsThoughTheStoreFails() {
    TaskRig rig = new TaskRig("close.policy", "commit").open(P0);
    rig.produce(P0, 0, 4);
    rig.poll();
    rig.script().then(Operation.SEAL, FAILS);

    rig.close(P0);

    assertThat(rig.files()).isEmpty();
    rig.openAt(P0, 0);
    rig.poll();
    rig.poll();
    rig.close(P0);
    assertThat(rig.values()).containsExactlyElementsOf(valuesOf(0, 4));
  }

  @Test
  void theNextOwnerPublishesADecidedFileWhenTheCloseTimesOut() {
    TaskRig rig = new TaskRig("close.policy", "commit").open(P0);
    rig.produce(P0, 0, 4);
    rig.poll();
    rig.script().then(Operation.PUBLISH, FAILS);

    rig.close(P0);
    assertThat(rig.files()).isEmpty();

    TaskRig next = rig.another().openAt(P0, 0);
    assertThat(next.files()).isEqualTo(Map.of(name(0, 4), lines(0, 4)));
    assertThat(next.context().takeSeeks()).containsEntry(P0, 5L);
  }

  @Test
  void partitionsThatComeBackGoOnWhereTheyWere() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.produce(P0, 0, 6);
    rig.poll();
    rig.close(P0);

    rig.open(P0, P1);
    rig.produce(P0, 7, 9);
    rig.produce(P1, 0, 2);
    rig.poll();

    assertThat(rig.files()).containsOnlyKeys(name(0, 2), name(3, 5), name(6, 8), name(P1, 0, 2));
    assertThat(rig.commit().get(P0).offset()).isEqualTo(9);
    assertThat(rig.commit().get(P1).offset()).isEqualTo(3);
  }

  @Test
  void aTaskThatWasFrozenPublishesNothingWhenItComesBack() {
    TaskRig frozen = new TaskRig("roll.records", "3").open(P0);
    frozen.produce(P0, 0, 1);
    frozen.poll();
    TaskRig owner = frozen.another().openAt(P0, 0);
    owner.produce(P0, 2, 2);
    owner.poll();
    assertThat(owner.files()).containsOnlyKeys(name(0, 2));
    int before = frozen.script().calls().size();

    // the third record of the frozen task completes a file that it must not publish
    frozen.poll();

    assertThat(owner.values()).containsExactlyElementsOf(valuesOf(0, 2));
    assertThat(frozen.script().calls().subList(before, frozen.script().calls().size()))
        .extracting(StorageCall::operation)
        .doesNotContain(Operation.PUBLISH, Operation.DISCARD, Operation.DELETE);
    frozen.poll();
    assertThat(frozen.context().paused(P0)).isTrue();
    assertThat(frozen.preCommit()).isEmpty();
  }

  @Test
  void aFencedTaskThatKeepsThePartitionSeeksToTheBaseOfTheOther() {
    TaskRig fenced = new TaskRig("roll.records", "3").open(P0);
    fenced.produce(P0, 0, 1);
    fenced.poll();
    TaskRig other = fenced.another().openAt(P0, 0);
    other.produce(P0, 2, 2);
    other.poll();
    other.stop();

    fenced.produce(P0, 3, 5);
    fenced.passSeconds(6);

    assertThat(fenced.files()).containsOnlyKeys(name(0, 2), name(3, 5));
    assertThat(fenced.values()).containsExactlyElementsOf(valuesOf(0, 5));
    assertThat(fenced.context().metric("reopens")).isEqualTo(1);
  }

  @Test
  void twoTasksOnOneLedgerWriteEachRecordOnceUntilOneOfThemGivesUp() {
    TaskRig one = new TaskRig("roll.records", "3").open(P0);
    TaskRig two = one.another("roll.records", "2").openAt(P0, 0);
    one.produce(P0, 0, 5_999);

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 4_000; i++) {
                one.clock().advance(250);
                one.poll(2);
                two.poll(2);
              }
            })
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("two connectors share one ledger")
        .hasMessageContaining("ledger.id");
    assertThat(one.values()).isNotEmpty();
    assertThat(one.values()).containsExactlyElementsOf(valuesOf(0, one.values().size() - 1));
  }

  @Test
  void theFailureOfAFormerWriterDoesNotReachTheNext() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.script().then(Operation.STAGE, FAILS);
    rig.produce(P0, 0, 2);
    // the writer fails, and the task thread has not noticed yet
    rig.poll();

    rig.lose(P0);
    rig.openAt(P0, 0);
    rig.poll();

    assertThat(rig.context().metric("reopens")).isZero();
    assertThat(rig.files()).containsOnlyKeys(name(0, 2));
  }

  @Test
  void aStoppedTaskClosesItsPools() {
    TaskRig rig = new TaskRig().open(P0);
    rig.produce(P0, 0, 4);
    rig.poll();

    rig.stop();

    assertThat(rig.pools()).hasSize(3).allSatisfy(pool -> assertThat(pool.isShutDown()).isTrue());
    assertThat(rig.store().allStaged()).isEmpty();
  }
}
