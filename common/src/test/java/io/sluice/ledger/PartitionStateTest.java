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
        "none");
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
}
