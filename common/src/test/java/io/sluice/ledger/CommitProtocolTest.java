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
import static io.sluice.storage.StorageCall.Operation.READ;
import static io.sluice.storage.StorageCall.Operation.STAGED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ledger.CommitProtocol.Resolution;
import io.sluice.ledger.LedgerEntry.Kind;
import io.sluice.storage.Fault;
import io.sluice.storage.FaultPolicy;
import io.sluice.storage.FaultScript;
import io.sluice.storage.StagedId;
import io.sluice.storage.StorageCall;
import io.sluice.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitProtocolTest {
  private static final Fault LOST_CALL = new Fault.FailBefore(true);
  private static final Fault LOST_REPLY = new Fault.FailAfter(true);

  private final FaultScript script = new FaultScript();
  private final LedgerFixture ledger = new LedgerFixture(true, script);

  private LedgerEntry append(LedgerEntry entry) {
    return ledger.run(ledger.protocol().append(entry));
  }

  private Failure refused(LedgerEntry entry) {
    return ledger.failure(ledger.protocol().append(entry));
  }

  private static Failure fencedAt(long seq, LedgerEntry by) {
    Failure.Evidence evidence = new Failure.Evidence(by.seq(), by.owner());
    return new Failure.Fenced(
        "fenced at ledger entry %d by ledger entry %d of owner".formatted(seq, by.seq()), evidence);
  }

  private List<StorageCall.Operation> calls() {
    return script.calls().stream().map(StorageCall::operation).toList();
  }

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

  private void deleteQuietly(String path) {
    try {
      ledger.store().delete(path);
    } catch (StorageException e) {
      throw new AssertionError(e);
    }
  }

  private void putQuietly(LedgerEntry entry) {
    try {
      ledger.put(entry);
    } catch (StorageException e) {
      throw new AssertionError(e);
    }
  }
}
