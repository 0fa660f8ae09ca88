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

import static io.sluice.storage.StorageCall.Operation.CREATE;
import static io.sluice.storage.StorageCall.Operation.DELETE;
import static io.sluice.storage.StorageCall.Operation.DISCARD;
import static io.sluice.storage.StorageCall.Operation.LIST;
import static io.sluice.storage.StorageCall.Operation.PUBLISH;
import static io.sluice.storage.StorageCall.Operation.STAGED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ledger.CommitProtocol.Resolution;
import io.sluice.storage.Fault;
import io.sluice.storage.StagedId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the protocol publishes and deletes. */
class CommitProtocolFilesTest extends CommitProtocolFixture {
  @Nested
  class Collecting {
    @Test
    void keepsTheNewestThree() throws Exception {
      for (long seq = 1; seq <= 10; seq++) {
        append(ledger.commit(seq));
      }

      assertThat(ledger.entries()).containsExactly(10L, 9L, 8L);
    }

    @Test
    void removesAtMostOneWithAClaim() throws Exception {
      for (long seq = 1; seq <= 9; seq++) {
        ledger.put(ledger.commit(seq));
      }

      append(ledger.claim(10));

      assertThat(calls()).containsExactly(CREATE, LIST, DELETE);
      assertThat(ledger.entries()).hasSize(9).contains(10L, 9L, 8L);
    }

    @Test
    void catchesUpWithTheCommitsThatFollow() throws Exception {
      for (long seq = 1; seq <= 30; seq++) {
        ledger.put(ledger.commit(seq));
      }

      for (long seq = 31; seq <= 40; seq++) {
        append(ledger.commit(seq));
      }

      assertThat(ledger.entries()).containsExactly(40L, 39L, 38L);
    }

    @Test
    void happensOnlyAfterTheEntryWasVerified() throws Exception {
      for (long seq = 1; seq <= 5; seq++) {
        ledger.put(ledger.commit(seq));
      }
      script.then(LIST, LOST_CALL, LOST_CALL, LOST_CALL, LOST_CALL, LOST_CALL);

      refused(ledger.commit(6));

      assertThat(calls()).doesNotContain(DELETE);
      assertThat(ledger.entries()).hasSize(6);
    }

    @Test
    void goesOnAfterADeletionThatFailed() throws Exception {
      for (long seq = 1; seq <= 3; seq++) {
        append(ledger.commit(seq));
      }
      script.then(DELETE, LOST_CALL);

      append(ledger.commit(4));
      append(ledger.commit(5));

      assertThat(ledger.entries()).containsExactly(5L, 4L, 3L);
    }

    @Test
    void endsWhereDeletingIsNotPermitted() throws Exception {
      script.then(DELETE, new Fault.FailBefore(false));

      for (long seq = 1; seq <= 9; seq++) {
        append(ledger.commit(seq));
      }

      assertThat(calls()).containsOnlyOnce(DELETE);
      assertThat(ledger.entries()).hasSize(9);
      assertThat(ledger.kept()).isEqualTo(6);
    }

    @Test
    void endsForAllPartitionsOfATask() throws Exception {
      List<Long> kept = new ArrayList<>();
      LedgerCleanup cleanup = new LedgerCleanup(kept::add);
      script.then(DELETE, new Fault.FailBefore(false));
      for (int partition = 0; partition < 3; partition++) {
        CommitProtocol protocol = ledger.protocol(partition, cleanup);
        for (long seq = 1; seq <= 4; seq++) {
          ledger.run(protocol.append(ledger.commit(seq)));
        }
      }

      assertThat(calls()).containsOnlyOnce(DELETE);
      assertThat(kept.stream().mapToLong(Long::longValue).sum()).isEqualTo(3);
    }

    @Test
    void isTriedAgainNowAndThenAfterARefusal() throws Exception {
      script.then(DELETE, new Fault.FailBefore(false));
      for (long seq = 1; seq <= LedgerCleanup.SKIPPED + 4; seq++) {
        append(ledger.commit(seq));
      }
      assertThat(calls()).containsOnlyOnce(DELETE);

      append(ledger.commit(LedgerCleanup.SKIPPED + 5));

      assertThat(calls().stream().filter(DELETE::equals).count()).isGreaterThan(1);
    }

    @Test
    void keepsNothingWhereDeletingIsPermitted() throws Exception {
      for (long seq = 1; seq <= 9; seq++) {
        append(ledger.commit(seq));
      }

      assertThat(ledger.kept()).isZero();
    }
  }

  @Nested
  class Publishing {
    private final PendingFile file = LedgerFixture.file(0, 9);

    @Test
    void bringsAStagedFileToItsName() throws Exception {
      ledger.stage(file);

      assertThat(ledger.run(ledger.protocol().publish(file, 0))).isEqualTo(Resolution.PUBLISHED);

      assertThat(ledger.published()).containsExactly(file.name());
    }

    @Test
    void mayBeRepeated() throws Exception {
      ledger.stage(file);
      script.then(PUBLISH, LOST_REPLY);

      assertThat(ledger.failure(ledger.protocol().publish(file, 0)))
          .isInstanceOf(Failure.Retriable.class);
      assertThat(ledger.run(ledger.protocol().publish(file, 0))).isEqualTo(Resolution.PUBLISHED);
    }

    @Test
    void reportsThatSurvivingBytesAreLost() {
      assertThat(ledger.run(ledger.protocol().publish(file, 0))).isEqualTo(Resolution.LOST);
    }

    @Test
    void reportsThatMortalBytesHaveToBeWrittenAgain() throws Exception {
      LedgerFixture mortal = new LedgerFixture(false, script);
      mortal.stage(file);

      LedgerFixture other = mortal.another(script);
      assertThat(other.run(other.protocol().publish(file, 0))).isEqualTo(Resolution.REBUILD);
    }

    @Test
    void findsBytesThatWereStagedAgainInALaterEpoch() throws Exception {
      LedgerFixture mortal = new LedgerFixture(false, script);
      mortal.stage(file.staged().withEpoch(4), "again");

      assertThat(mortal.run(mortal.protocol().publish(file, 0))).isEqualTo(Resolution.REBUILD);
      assertThat(mortal.run(mortal.protocol().publish(file, 4, 0))).isEqualTo(Resolution.PUBLISHED);
    }
  }

  @Nested
  class Sweeping {
    private StagedId staged(long epoch, long number) throws Exception {
      StagedId id = new StagedId("t", 0, epoch, new UUID(9, number));
      ledger.stage(id, "x");
      return id;
    }

    @Test
    void removesLowerEpochsExceptWhatIsDecided() throws Exception {
      staged(1, 1);
      StagedId decided = staged(2, 2);
      StagedId own = staged(3, 3);
      StagedId successors = staged(4, 4);

      ledger.run(ledger.protocol().sweep(3, Set.of(decided)));

      assertThat(ledger.store().allStaged()).containsExactly(decided, own, successors);
    }

    @Test
    void removesAFileThatWasStagedAgainUnderALowerEpoch() throws Exception {
      StagedId decided = staged(1, 1);
      StagedId again = decided.withEpoch(2);
      ledger.stage(again, "rebuilt");

      ledger.run(ledger.protocol().sweep(3, Set.of(decided)));

      assertThat(ledger.store().allStaged()).containsExactly(decided);
    }

    @Test
    void doesNotChangeOtherPartitions() throws Exception {
      StagedId other = new StagedId("t", 1, 1, new UUID(9, 1));
      ledger.stage(other, "x");

      ledger.run(ledger.protocol().sweep(3, Set.of()));

      assertThat(ledger.store().allStaged()).containsExactly(other);
    }

    @Test
    void thatCannotRemoveAFileRemovesTheOthers() throws Exception {
      staged(1, 1);
      staged(1, 2);
      script.then(DISCARD, LOST_CALL);

      ledger.run(ledger.protocol().sweep(3, Set.of()));

      assertThat(calls()).containsExactly(STAGED, DISCARD, DISCARD);
      assertThat(ledger.store().allStaged()).hasSize(1);
    }
  }
}
