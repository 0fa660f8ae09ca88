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
package io.sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ledger.LedgerEntry.Kind;
import io.sluice.ledger.LedgerEntry.LogIdentity;
import io.sluice.storage.StagedId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PartitionStateTest {
  private final PendingFile decided = file(100, 199);

  private static PendingFile file(long first, long last) {
    return new PendingFile(
        "t/t+0+" + first + "+" + last + ".txt",
        OffsetSet.of(first, last),
        last - first + 1,
        100,
        new StagedId("t", 0, 7, new UUID(0, first)),
        "text",
        "none",
        null);
  }

  private static PartitionState state(long base, OffsetSet settled, List<PendingFile> pending) {
    return new PartitionState(
        new LedgerEntry(
            8,
            "owner",
            new UUID(0, 1),
            8,
            0,
            base,
            settled,
            pending,
            Kind.CLAIM,
            LogIdentity.UNKNOWN));
  }

  @Test
  void resumesBehindWhatResolvingSettled() {
    PartitionState state = state(100, OffsetSet.of(200, 249), List.of(decided));
    state.published(decided);

    state.resume();

    assertThat(state.base()).isEqualTo(250);
    assertThat(state.next()).isEqualTo(250);
  }

  @Test
  void whatIsRecordedIsTheBaseOfTheEntryThoughBaseMovedWhileItWasAppended() {
    PartitionState state = state(100, new OffsetSet(), List.of());
    state.resume();
    LedgerEntry entry = state.commitEntry(List.of(), "owner", new UUID(0, 2));
    state.reach(120);

    state.committed(entry, List.of());

    assertThat(state.base()).isEqualTo(120);
    assertThat(state.recordedBase()).isEqualTo(100);
  }

  @Test
  void resumesAtAFileThatIsStillPending() {
    PartitionState state = state(100, OffsetSet.of(200, 249), List.of(decided));

    state.resume();

    assertThat(state.base()).isEqualTo(100);
    assertThat(state.next()).isEqualTo(100);
  }

  @Test
  void resumesAtTheFirstOffsetThatIsNotSettled() {
    PartitionState state = state(50, OffsetSet.of(200, 249), List.of(decided));
    state.published(decided);

    state.resume();

    assertThat(state.base()).isEqualTo(50);
    assertThat(state.settled(249)).isTrue();
  }

  @Test
  void anUnknownBaseStaysUnknown() {
    PartitionState state = state(LedgerEntry.UNKNOWN_BASE, new OffsetSet(), List.of());

    state.resume();

    assertThat(state.base()).isEqualTo(LedgerEntry.UNKNOWN_BASE);
  }

  @Test
  void aGapIsDeclaredWithTheRecordBehindIt() {
    PartitionState state = state(100, new OffsetSet(), List.of());
    state.deliver(100);

    assertThat(state.deliver(103)).isEqualTo(101);
  }

  @Test
  void aGapThatFilesOwnIsNotDeclaredAgain() {
    PartitionState settled = state(98, OffsetSet.of(99, 99), List.of());
    settled.deliver(98);
    assertThat(settled.deliver(100)).isEqualTo(100);

    PartitionState pending = state(98, new OffsetSet(), List.of(file(99, 99)));
    pending.deliver(98);
    assertThat(pending.deliver(100)).isEqualTo(100);
  }

  @Test
  void baseFollowsWhatIsDeliveredAndNotHeld() {
    PartitionState state = state(100, new OffsetSet(), List.of());
    for (long offset = 100; offset < 110; offset++) {
      state.deliver(offset);
    }
    state.hold(105);

    state.advance();

    assertThat(state.base()).isEqualTo(105);
    assertThat(state.next()).isEqualTo(110);
  }

  @Test
  void baseStaysAtADecidedFileUntilItIsPublished() {
    PartitionState state = state(100, new OffsetSet(), List.of());
    PendingFile other = file(110, 119);
    for (long offset = 100; offset < 120; offset++) {
      state.deliver(offset);
    }
    state.hold(100);
    state.hold(110);
    List<PendingFile> files = List.of(file(100, 109), other);
    state.committed(state.commitEntry(files, "owner", new UUID(0, 2)), files);

    state.published(other);
    assertThat(state.base()).isEqualTo(100);
    assertThat(state.settled(115)).isTrue();

    state.published(files.get(0));
    assertThat(state.base()).isEqualTo(120);
    assertThat(state.settledRuns()).isZero();
  }

  @Test
  void aFileThatIsPublishedTwiceSettlesOnce() {
    PartitionState state = state(100, new OffsetSet(), List.of(decided));
    state.published(decided);
    state.deliver(200);
    state.hold(200);

    state.published(decided);
    state.advance();

    assertThat(state.base()).isEqualTo(200);
    assertThat(state.settledRuns()).isZero();
  }

  @Test
  void aFileThatIsNotPendingSettlesNothing() {
    PartitionState state = state(100, new OffsetSet(), List.of());

    state.published(decided);

    assertThat(state.settled(150)).isFalse();
  }

  @Test
  void aRejectedRecordHoldsBaseUntilItIsAcknowledged() {
    PartitionState state = state(100, new OffsetSet(), List.of());
    for (long offset = 100; offset < 104; offset++) {
      state.deliver(offset);
    }
    state.reject(101);
    state.reject(102);
    state.advance();
    assertThat(state.base()).isEqualTo(101);

    state.acknowledge(102);
    assertThat(state.base()).isEqualTo(101);
    assertThat(state.settled(102)).isTrue();

    state.acknowledge(103);
    assertThat(state.settled(103)).isFalse();

    state.acknowledge(101);
    assertThat(state.base()).isEqualTo(104);
  }

  @Test
  void skippedRecordsAreRememberedWhileSomethingHoldsBase() {
    PartitionState state = state(100, new OffsetSet(), List.of());
    state.deliver(100);
    state.hold(100);
    long undelivered = state.deliver(105);
    state.skip(undelivered, 105);
    undelivered = state.deliver(109);
    state.skip(undelivered, 109);

    assertThat(state.settled(104)).isFalse();
    assertThat(state.settled(105)).isTrue();
    // nothing was delivered between two skipped records, so one run takes both
    assertThat(state.settled(107)).isTrue();
    assertThat(state.settledRuns()).isEqualTo(1);
  }

  @Test
  void skippedRecordsCostNothingWhileNothingHoldsBase() {
    PartitionState state = state(100, new OffsetSet(), List.of());
    state.skip(state.deliver(100), 100);

    state.advance();

    assertThat(state.base()).isEqualTo(101);
    assertThat(state.settledRuns()).isZero();
  }

  @Test
  void thePositionMovesBaseWhereNothingWasDelivered() {
    PartitionState state = state(100, new OffsetSet(), List.of());

    state.reach(150);
    assertThat(state.base()).isEqualTo(150);

    state.reach(140);
    assertThat(state.next()).isEqualTo(150);
  }

  @Test
  void anUnknownBaseBeginsWithTheFirstRecordOrPosition() {
    PartitionState byRecord = state(LedgerEntry.UNKNOWN_BASE, new OffsetSet(), List.of());
    byRecord.deliver(7);
    assertThat(byRecord.base()).isEqualTo(7);

    PartitionState byPosition = state(LedgerEntry.UNKNOWN_BASE, new OffsetSet(), List.of());
    byPosition.reach(9);
    assertThat(byPosition.base()).isEqualTo(9);
    byPosition.startAt(3);
    assertThat(byPosition.base()).isEqualTo(9);
  }

  @Test
  void theNextEntryCarriesWhatIsNotYetPublished() {
    PartitionState state = state(100, OffsetSet.of(250, 259), List.of(decided));
    PendingFile next = file(200, 209);

    LedgerEntry entry = state.commitEntry(List.of(next), "owner", new UUID(0, 2));

    assertThat(entry.seq()).isEqualTo(9);
    assertThat(entry.epoch()).isEqualTo(8);
    assertThat(entry.kind()).isEqualTo(Kind.COMMIT);
    assertThat(entry.base()).isEqualTo(100);
    assertThat(entry.settled()).isEqualTo(OffsetSet.of(250, 259));
    assertThat(entry.pending()).containsExactly(decided, next);
  }

  @Test
  void anEntryIsASnapshotThatLaterEventsDoNotChange() {
    PartitionState state = state(100, new OffsetSet(), List.of(decided, file(300, 309)));
    LedgerEntry entry = state.commitEntry(List.of(), "owner", new UUID(0, 2));

    state.published(file(300, 309));

    assertThat(entry.settled().isEmpty()).isTrue();
    assertThat(entry.pending()).hasSize(2);
  }

  @Test
  void anEntryCountsOnceItWasVerified() {
    PartitionState state = state(100, new OffsetSet(), List.of());
    state.reach(150);
    LedgerEntry entry = state.commitEntry(List.of(), "owner", new UUID(0, 2));
    assertThat(state.recordedBase()).isEqualTo(100);

    state.committed(entry, List.of());

    assertThat(state.recordedBase()).isEqualTo(150);
    assertThat(state.commitEntry(List.of(), "owner", new UUID(0, 3)).seq()).isEqualTo(10);
  }

  @Test
  void aRejectedRecordOfADecidedFileHoldsBaseUntilItIsAcknowledged() {
    PendingFile file = LedgerFixture.file(0, 9);
    PartitionState state = rebuilding(file);
    state.reject(4);
    state.reach(10);

    state.published(file);

    assertThat(state.base()).isEqualTo(4);
    assertThat(state.settled(4)).isFalse();
    assertThat(state.settled(5)).isTrue();

    state.acknowledge(4);
    assertThat(state.base()).isEqualTo(10);
  }

  @Test
  void anAcknowledgedRecordOfADecidedFileIsSettledWithTheFile() {
    PendingFile file = LedgerFixture.file(0, 9);
    PartitionState state = rebuilding(file);
    state.reject(4);
    state.reach(10);

    state.acknowledge(4);

    assertThat(state.base()).isZero();
    // settled and pending stay disjoint
    assertThat(state.settled(4)).isFalse();

    state.published(file);
    assertThat(state.base()).isEqualTo(10);
  }

  private static PartitionState rebuilding(PendingFile file) {
    return state(0, new OffsetSet(), List.of(file));
  }
}
