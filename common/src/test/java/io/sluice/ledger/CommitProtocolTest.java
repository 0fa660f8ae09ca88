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
import static io.sluice.storage.StorageCall.Operation.LIST;
import static io.sluice.storage.StorageCall.Operation.READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ledger.LedgerEntry.Kind;
import io.sluice.storage.Fault;
import io.sluice.storage.FaultPolicy;
import io.sluice.storage.StorageCall;
import io.sluice.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitProtocolTest extends CommitProtocolFixture {
  @Nested
  class Names {
    @Test
    void countDownSoThatTheHighestEntrySortsFirst() {
      assertThat(Entries.fileName(1)).isEqualTo("09223372036854775806.json");
      assertThat(Entries.fileName(2)).isLessThan(Entries.fileName(1));
      assertThat(Entries.fileName(1_000_000)).isLessThan(Entries.fileName(999_999));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 999_999, Long.MAX_VALUE})
    void giveTheNumberBack(long seq) {
      assertThat(Entries.seq(Entries.fileName(seq))).hasValue(seq);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "readme.txt",
          "09223372036854775807.json",
          "-9223372036854775807.json",
          "99999999999999999999.json",
          "0922337203685477580x.json",
          "09223372036854775806.tmp1",
          "09223372036854775806.json.tmp"
        })
    void ofOtherFilesHaveNoNumber(String name) {
      assertThat(Entries.seq(name)).isEmpty();
    }
  }

  @Nested
  class Appending {
    @Test
    void takesOneCallToCreateAndOneToVerify() throws Exception {
      append(ledger.commit(1));

      assertThat(calls()).containsExactly(CREATE, LIST);
      assertThat(ledger.entries()).containsExactly(1L);
    }

    @Test
    void costsOneDeletionMoreWhereThereIsSomethingToCollect() {
      for (long seq = 1; seq <= 20; seq++) {
        append(ledger.commit(seq));
      }
      int before = calls().size();

      append(ledger.commit(21));

      assertThat(calls().subList(before, calls().size())).containsExactly(CREATE, LIST, DELETE);
    }

    @Test
    void sendsTheSameBytesAgainAfterALostReplyAndKnowsItself() throws Exception {
      script.then(CREATE, LOST_REPLY);
      LedgerEntry entry = ledger.commit(1);

      assertThat(append(entry)).isEqualTo(entry);

      assertThat(calls()).containsExactly(CREATE, CREATE, READ, LIST);
      assertThat(ledger.read(1)).isEqualTo(entry);
    }

    @Test
    void sendsTheSameBytesAgainAfterALostCall() throws Exception {
      script.then(CREATE, LOST_CALL, LOST_CALL, LOST_CALL, LOST_CALL);
      LedgerEntry entry = ledger.commit(1);

      assertThat(append(entry)).isEqualTo(entry);

      assertThat(ledger.read(1)).isEqualTo(entry);
    }

    @Test
    void thatStaysUnknownIsAFailureOfTheStoreAndNotAFence() throws Exception {
      script.then(CREATE, LOST_REPLY, LOST_CALL, LOST_CALL, LOST_CALL, LOST_CALL);
      LedgerEntry entry = ledger.commit(1);

      assertThat(refused(entry))
          .isInstanceOfSatisfying(
              Failure.Unknown.class,
              unknown -> {
                assertThat(unknown.message())
                    .contains("whether ledger entry 1 was appended", "injected, not applied");
                assertThat(unknown.cause()).isInstanceOf(StorageException.class);
              });

      assertThat(calls()).containsExactly(CREATE, CREATE, CREATE, CREATE, CREATE);
      assertThat(ledger.read(1)).isEqualTo(entry);
    }

    @Test
    void ofWhichACreateIsAppliedLateChangesNothingMore() throws Exception {
      List<Runnable> late = new ArrayList<>();
      script.then(CREATE, new Fault.ApplyLater(late::add));
      LedgerEntry entry = ledger.commit(1);

      assertThat(append(entry)).isEqualTo(entry);
      late.forEach(Runnable::run);

      assertThat(ledger.read(1)).isEqualTo(entry);
      assertThat(ledger.entries()).containsExactly(1L);
    }

    @Test
    void readsATakenPlaceAgainWhenReadingFails() {
      script.then(CREATE, LOST_REPLY).then(READ, LOST_CALL);

      append(ledger.commit(1));

      assertThat(calls()).containsExactly(CREATE, CREATE, READ, CREATE, READ, LIST);
    }

    @Test
    void isFencedByAnotherEntryInItsPlaceAndTouchesNothing() throws Exception {
      LedgerEntry foreign = ledger.put(ledger.commit(1));

      assertThat(refused(ledger.commit(1))).isEqualTo(fencedAt(1, foreign));

      assertThat(calls()).containsExactly(CREATE, READ);
      assertThat(ledger.read(1)).isEqualTo(foreign);
    }

    @Test
    void isVoidInAPlaceThatWasCollectedBelowAHigherEntry() throws Exception {
      for (long seq = 7; seq <= 8; seq++) {
        ledger.put(ledger.commit(seq));
      }
      LedgerEntry highest = ledger.put(ledger.commit(9));

      assertThat(refused(ledger.commit(2))).isEqualTo(fencedAt(2, highest));

      assertThat(calls()).containsExactly(CREATE, LIST, READ);
      assertThat(ledger.entries()).containsExactly(9L, 8L, 7L, 2L);
    }

    @Test
    void isVerifiedAgainWhenListingFails() {
      script.then(LIST, LOST_CALL, LOST_CALL, LOST_CALL, LOST_CALL);

      append(ledger.commit(1));
    }

    @Test
    void whoseFencingEntryCannotBeReadIsFencedAllTheSame() throws Exception {
      ledger.put(ledger.commit(9));
      script.then(READ, LOST_CALL);

      assertThat(refused(ledger.commit(2)))
          .isInstanceOfSatisfying(
              Failure.Fenced.class,
              fenced -> assertThat(fenced.evidence()).isEqualTo(new Failure.Evidence(9, null)));
    }

    @Test
    void thatCannotBeVerifiedIsAFailureOfTheStoreAndNotAFence() {
      script.then(LIST, LOST_CALL, LOST_CALL, LOST_CALL, LOST_CALL, LOST_CALL);

      assertThat(refused(ledger.commit(1)))
          .isInstanceOfSatisfying(
              Failure.Unknown.class,
              unknown ->
                  assertThat(unknown.message()).contains("whether ledger entry 1 is the highest"));

      assertThat(calls()).containsExactly(CREATE, LIST, LIST, LIST, LIST, LIST);
    }

    @Test
    void thatHasVanishedWhenItIsVerifiedStopsTheTask() {
      FaultPolicy deleting =
          call -> {
            if (call.operation() == LIST) {
              deleteQuietly(LedgerFixture.path(1));
            }
            return new Fault.None();
          };
      LedgerFixture other = ledger.another(deleting);

      assertThat(other.failure(other.protocol().append(ledger.commit(1))))
          .isInstanceOfSatisfying(
              Failure.Fatal.class,
              fatal ->
                  assertThat(fatal.message()).contains("somebody deletes", LedgerFixture.path(1)));
    }

    /** The entry may have been ours, and another owner may have replaced it. */
    @Test
    void whoseTakenPlaceIsEmptyWhenItIsReadIsNeverTakenForOurs() {
      script.then(CREATE, LOST_REPLY);
      FaultPolicy deleting =
          call -> {
            if (call.operation() == READ) {
              deleteQuietly(LedgerFixture.path(1));
            } else if (call.operation() == LIST) {
              putQuietly(ledger.commit(1));
            }
            return script.decide(call);
          };
      LedgerFixture other = ledger.another(deleting);

      assertThat(other.failure(other.protocol().append(ledger.commit(1))))
          .isInstanceOf(Failure.Unknown.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATE", "LIST"})
    void failsAtOnceWithTheStoresRefusal(StorageCall.Operation operation) throws Exception {
      script.then(operation, new Fault.FailBefore(false));

      assertThat(refused(ledger.commit(1)))
          .isInstanceOf(Failure.Fatal.class)
          .satisfies(failure -> assertThat(failure.cause()).isInstanceOf(StorageException.class));

      assertThat(calls()).containsOnlyOnce(operation);
    }

    @Test
    void refusesAnEntryThatIsTooLarge() {
      List<PendingFile> files = new ArrayList<>();
      for (int i = 0; i < 8_000; i++) {
        files.add(LedgerFixture.file(i, i));
      }
      LedgerEntry entry = ledger.entry(1, Kind.COMMIT, 0, new OffsetSet(), files);

      assertThat(refused(entry))
          .isInstanceOfSatisfying(
              Failure.Fatal.class,
              fatal -> assertThat(fatal.message()).contains("t-0", "ledger.span.records"));
      assertThat(calls()).isEmpty();
    }
  }

  @Nested
  class ReadingTheHighest {
    @Test
    void findsNothingInAnEmptyLedger() {
      assertThat(ledger.run(ledger.protocol().highest())).isEmpty();
      assertThat(calls()).containsExactly(LIST);
    }

    @Test
    void takesTwoCallsHoweverLongTheHistory() throws Exception {
      for (long seq = 1; seq <= 500; seq++) {
        ledger.put(ledger.commit(seq));
      }

      assertThat(ledger.run(ledger.protocol().highest()).orElseThrow().seq()).isEqualTo(500);
      assertThat(calls()).containsExactly(LIST, READ);
    }

    @Test
    void startsAgainWhenTheEntryWasCollectedMeanwhile() throws Exception {
      ledger.put(ledger.commit(1));
      List<StorageCall.Operation> seen = new ArrayList<>();
      FaultPolicy collecting =
          call -> {
            seen.add(call.operation());
            if (seen.equals(List.of(LIST, READ))) {
              deleteQuietly(LedgerFixture.path(1));
              putQuietly(ledger.commit(5));
            }
            return new Fault.None();
          };

      LedgerFixture other = ledger.another(collecting);
      LedgerEntry highest = other.run(other.protocol().highest()).orElseThrow();

      assertThat(highest.seq()).isEqualTo(5);
      assertThat(seen).containsExactly(LIST, READ, LIST, READ);
    }

    @Test
    void looksPastAFewForeignFiles() throws Exception {
      ledger.put(ledger.commit(3));
      ledger.store().createIfAbsent(LedgerFixture.DIRECTORY + "/.hidden", new byte[1]);
      ledger.store().createIfAbsent(LedgerFixture.DIRECTORY + "/readme.txt", new byte[1]);

      assertThat(ledger.run(ledger.protocol().highest()).orElseThrow().seq()).isEqualTo(3);
    }

    @Test
    void refusesALedgerThatForeignFilesHide() throws Exception {
      ledger.put(ledger.commit(3));
      for (int i = 0; i < 8; i++) {
        ledger.store().createIfAbsent(LedgerFixture.DIRECTORY + "/!" + i, new byte[1]);
      }

      assertThat(ledger.failure(ledger.protocol().highest()))
          .isInstanceOfSatisfying(
              Failure.Fatal.class,
              fatal ->
                  assertThat(fatal.message())
                      .contains("Foreign files such as !0 are in", "move them away"));
    }

    @Test
    void refusesADamagedEntryAndNamesIt() throws Exception {
      ledger.put(1, "{".getBytes(StandardCharsets.UTF_8));

      assertThat(ledger.failure(ledger.protocol().highest()))
          .isInstanceOfSatisfying(
              Failure.Fatal.class,
              fatal -> assertThat(fatal.message()).contains(LedgerFixture.path(1)));
    }
  }
}
