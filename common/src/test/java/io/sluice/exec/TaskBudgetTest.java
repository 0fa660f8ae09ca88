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
package io.sluice.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.exec.BudgetShare.Flush;
import io.sluice.exec.BudgetShare.Request;
import io.sluice.exec.BudgetShare.Roll;
import io.sluice.exec.FileReservation.Usage;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TaskBudgetTest {
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final UUID C = new UUID(0, 3);

  private long stagingExcess;
  private final TaskBudget budget =
      new TaskBudget(new TaskBudget.Limits(1000, 2, 2), () -> stagingExcess);
  private final Writer one = new Writer();
  private final Writer two = new Writer();

  private final class Writer {
    private int woken;
    private final BudgetShare share = budget.share(() -> woken++);

    FileReservation open(UUID id, long heap) {
      return open(id, new Usage(heap, 0, 0));
    }

    FileReservation open(UUID id, Usage usage) {
      FileReservation file = share.openFile(id);
      assertThat(file).as("room for %s", id).isNotNull();
      file.written(usage);
      return file;
    }

    List<Request> requests() {
      return share.takeRequests();
    }
  }

  @Test
  void aFileHoldsHeapAndASlotUntilItIsSealedAndStagedBytesUntilItIsPublished() {
    FileReservation file = one.open(A, new Usage(300, 0, 70));
    stagingExcess = 10;
    assertThat(budget.memoryUsed()).isEqualTo(300);
    assertThat(budget.openFiles()).isEqualTo(1);
    assertThat(budget.stagingFull()).isFalse();

    file.seal(new Usage(400, 0, 80));
    assertThat(budget.memoryUsed()).isEqualTo(400);
    assertThat(budget.memoryExcess()).isEqualTo(-1000);
    assertThat(budget.openFiles()).isEqualTo(1);
    assertThat(budget.stagingFull()).isTrue();

    file.sealed();
    assertThat(budget.memoryUsed()).isZero();
    assertThat(budget.openFiles()).isZero();
    assertThat(budget.stagingFull()).isTrue();

    file.release();
    assertThat(budget.stagingFull()).isFalse();
  }

  @Test
  void aReleasedFileFreesOnceWhateverFollows() {
    FileReservation file = one.open(A, 300);
    FileReservation other = two.open(B, 50);
    other.seal(new Usage(50, 0, 0));

    file.release();
    file.release();
    file.written(new Usage(500, 0, 500));
    file.seal(new Usage(500, 0, 500));
    file.sealed();

    assertThat(budget.memoryUsed()).isEqualTo(50);
    assertThat(budget.openFiles()).isEqualTo(1);
  }

  @Test
  void aClosedShareFreesEverythingWhereverItsFilesAre() {
    one.share.enqueue(40);
    one.open(A, 1);
    one.open(B, 2).seal(new Usage(2, 0, 9));
    one.share.openRebuild(C).written(new Usage(4, 0, 0));
    one.share.openFile(new UUID(0, 4));

    one.share.close();
    one.share.close();
    one.share.enqueue(40);
    one.share.dequeue(40);

    stagingExcess = 1;
    assertThat(budget.memoryUsed()).isZero();
    assertThat(budget.queuedBytes()).isZero();
    assertThat(budget.openFiles()).isZero();
    assertThat(budget.stagingFull()).isFalse();
    assertThat(budget.memoryExcess()).isEqualTo(-1000);
    assertThat(one.share.openFile(C)).isNull();
    // the files of the closed share do not count any more, so others may be opened
    two.open(A, 1);
    two.open(B, 1);
  }

  @Test
  void theFileThatTheTaskWroteLeastRecentlyMakesRoomForAnother() {
    FileReservation idle = one.open(A, 1);
    FileReservation busy = two.open(B, 1);
    busy.written(new Usage(2, 0, 0));

    assertThat(two.share.openFile(C)).isNull();

    assertThat(one.woken).isEqualTo(1);
    assertThat(one.requests()).containsExactly(new Roll(A));
    assertThat(two.requests()).isEmpty();
    idle.seal(new Usage(1, 0, 0));
    assertThat(two.woken).isZero();
    idle.sealed();
    assertThat(two.woken).isEqualTo(1);
    assertThat(two.share.openFile(C)).isNotNull();
  }

  @Test
  void aFreeFileGoesToWhomeverHasWaitedLongest() {
    FileReservation first = one.open(A, 1);
    one.open(B, 1);
    assertThat(two.share.openFile(C)).isNull();
    assertThat(one.share.openFile(C)).isNull();

    first.release();

    assertThat(one.share.openFile(C)).isNull();
    assertThat(two.share.openFile(C)).isNotNull();
  }

  @Test
  void aFileThatWasGrantedAndIsNotUsedGoesToTheNext() {
    FileReservation first = one.open(A, 1);
    one.open(B, 1);
    two.share.openFile(C);
    one.share.openFile(C);
    first.release();

    two.share.giveBack();

    assertThat(one.share.openFile(C)).isNotNull();
  }

  @Test
  void oneFileIsAskedForPerWriterThatWaits() {
    one.open(A, 1);
    one.open(B, 1);

    two.share.openFile(C);
    two.share.openFile(C);
    assertThat(one.requests()).containsExactly(new Roll(A));

    two.share.insist();
    assertThat(one.requests()).containsExactly(new Roll(B));
  }

  @Test
  void noFileIsOpenedWhileTooManyAreSealedExceptByAWriterThatSealsNone() {
    TaskBudget wide = new TaskBudget(new TaskBudget.Limits(1000, 100, 2), () -> 0);
    BudgetShare share = wide.share(() -> {});
    FileReservation first = share.openFile(A);
    first.seal(Usage.NONE);
    share.openFile(B).seal(Usage.NONE);

    assertThat(share.openFile(C)).isNull();
    assertThat(wide.share(() -> {}).openFile(C)).isNotNull();
    first.sealed();
    assertThat(share.openFile(C)).isNotNull();
  }

  @Test
  void filesThatAreWrittenAgainNeitherWaitNorKeepOthersWaiting() {
    for (int i = 10; i < 15; i++) {
      one.share.openRebuild(new UUID(0, i)).written(new Usage(400, 0, 0));
    }
    one.open(A, 1);
    one.open(B, 1);
    assertThat(one.share.openRebuild(C)).isNotNull();
    assertThat(budget.openFiles()).isEqualTo(8);

    one.share.enforce();

    assertThat(budget.memoryExcess()).isNegative();
    assertThat(one.requests()).isEmpty();
  }

  @Test
  void memoryIsFreedByFlushingBeforeAnyFileIsRolled() {
    one.open(A, new Usage(400, 400, 0));
    FileReservation second = two.open(B, new Usage(700, 300, 0));

    two.share.enforce();
    two.share.enforce();

    assertThat(one.requests()).containsExactly(new Flush(A));
    assertThat(two.requests()).isEmpty();
    assertThat(budget.memoryExcess()).isEqualTo(-300);

    second.written(new Usage(1500, 900, 0));
    two.share.enforce();
    assertThat(two.requests()).containsExactly(new Flush(B));
    second.flushed(new Usage(1400, 0, 0));
    two.share.enforce();
    // the flush freed too little: the least recently written file first, then this one
    assertThat(one.requests()).containsExactly(new Roll(A));
    assertThat(two.requests()).containsExactly(new Roll(B));
  }

  @Test
  void noFileIsRolledForRecordsThatWait() {
    one.open(A, 0);
    two.share.enqueue(5000);

    two.share.enforce();

    assertThat(one.requests()).isEmpty();
    assertThat(budget.memoryExcess()).isEqualTo(4000);
  }

  @Test
  void filesThatAreWrittenAgainAreFlushedAndNeverRolled() {
    FileReservation file = one.share.openRebuild(A);
    file.written(new Usage(1500, 200, 0));
    stagingExcess = 100;

    one.share.enforce();

    assertThat(one.requests()).containsExactly(new Flush(A));
    file.flushed(new Usage(1300, 0, 50));
    one.share.enforce();
    assertThat(one.requests()).isEmpty();
  }

  @Test
  void stagingAboveItsBudgetRollsNoMoreThanItMust() {
    FileReservation first = one.open(A, new Usage(0, 0, 100));
    two.open(B, new Usage(0, 0, 100));
    stagingExcess = 60;

    two.share.enforce();
    first.seal(new Usage(0, 0, 100));
    two.share.enforce();
    first.sealed();
    two.share.enforce();

    assertThat(one.requests()).containsExactly(new Roll(A));
    assertThat(two.requests()).isEmpty();
    stagingExcess = 160;
    two.share.enforce();
    assertThat(two.requests()).containsExactly(new Roll(B));
  }
}
