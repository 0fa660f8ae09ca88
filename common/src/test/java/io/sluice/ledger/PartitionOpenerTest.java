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
import static io.sluice.storage.StorageCall.Operation.DISCARD;
import static io.sluice.storage.StorageCall.Operation.LIST;
import static io.sluice.storage.StorageCall.Operation.PUBLISH;
import static io.sluice.storage.StorageCall.Operation.READ;
import static io.sluice.storage.StorageCall.Operation.STAGED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ledger.LedgerEntry.Kind;
import io.sluice.ledger.LedgerPolicy.Missing;
import io.sluice.ledger.LogSource.LogRange;
import io.sluice.ledger.PartitionOpener.Identity;
import io.sluice.ledger.PartitionOpener.Opened;
import io.sluice.storage.Fault;
import io.sluice.storage.FaultPolicy;
import io.sluice.storage.StagedId;
import io.sluice.storage.StorageCall;
import io.sluice.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionOpenerTest extends PartitionOpenerFixture {
  @Nested
  class WithoutALedger {
    @Test
    void claimsThePartitionAndGoesOnWhereKafkaIs() throws Exception {
      Opened opened = open();

      assertThat(opened.seekTo()).isEqualTo(LedgerEntry.UNKNOWN_BASE);
      assertThat(opened.state().epoch()).isEqualTo(1);
      assertThat(ledger.read(1).kind()).isEqualTo(Kind.CLAIM);
      assertThat(calls()).containsExactly(LIST, CREATE, LIST, STAGED);
    }

    @Test
    void recordsWhichLogItIs() throws Exception {
      log = Optional.of(new LogRange(LOG, 0, 10));

      Opened opened = open();

      opened.state().startAt(3);
      assertThat(opened.state().commitEntry(List.of(), "o", ledger.nonce()).log()).isEqualTo(LOG);
    }
  }

  @Nested
  class WithoutFaults {
    @Test
    void goesOnAtBaseInANewEpoch() throws Exception {
      ledgerIsAt(50, OffsetSet.of(60, 69), List.of());

      Opened opened = open();

      assertThat(opened.seekTo()).isEqualTo(50);
      assertThat(opened.state().base()).isEqualTo(50);
      assertThat(opened.state().next()).isEqualTo(50);
      assertThat(opened.state().epoch()).isEqualTo(3);
      assertThat(opened.state().settled(65)).isTrue();
    }

    @Test
    void claimsWithASnapshotOfTheHighestEntry() throws Exception {
      PendingFile pending = ledger.stage(LedgerFixture.file(50, 59));
      ledgerIsAt(50, OffsetSet.of(60, 69), List.of(pending));

      open();

      LedgerEntry claim = ledger.read(3);
      assertThat(claim.kind()).isEqualTo(Kind.CLAIM);
      assertThat(claim.epoch()).isEqualTo(3);
      assertThat(claim.owner()).isEqualTo("opener");
      assertThat(claim.base()).isEqualTo(50);
      assertThat(claim.settled()).isEqualTo(OffsetSet.of(60, 69));
      assertThat(claim.pending()).containsExactly(pending);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 300})
    void takesAtMostSixCallsWhateverTheHistory(int history) throws Exception {
      ledgerIsAt(50);
      for (long seq = 3; seq <= history; seq++) {
        ledger.put(ledger.entry(seq, Kind.COMMIT, 50, new OffsetSet(), List.of()));
      }

      open();

      assertThat(calls()).hasSizeLessThanOrEqualTo(6).startsWith(LIST, READ, CREATE, LIST);
    }

    @Test
    void takesOneCallMoreForEachPendingFile() throws Exception {
      List<PendingFile> pending = new ArrayList<>();
      for (long first = 0; first < 50; first += 10) {
        pending.add(ledger.stage(LedgerFixture.file(first, first + 9)));
      }
      ledgerIsAt(0, new OffsetSet(), pending);

      open();

      assertThat(calls())
          .containsExactly(
              LIST, READ, CREATE, LIST, PUBLISH, PUBLISH, PUBLISH, PUBLISH, PUBLISH, STAGED);
    }
  }

  @Nested
  class DecidedFiles {
    private final PendingFile file = LedgerFixture.file(50, 59);

    /** A worker died between the entry and its renames. */
    @Test
    void thatAreCompletelyStagedArePublishedAndPassed() throws Exception {
      List<PendingFile> pending = new ArrayList<>();
      for (long first = 0; first < 50; first += 10) {
        pending.add(ledger.stage(LedgerFixture.file(first, first + 9)));
      }
      ledgerIsAt(0, new OffsetSet(), pending);

      Opened opened = open();

      assertThat(ledger.published())
          .containsExactlyInAnyOrderElementsOf(pending.stream().map(PendingFile::name).toList());
      assertThat(opened.seekTo()).isEqualTo(50);
      assertThat(opened.state().pending()).isEmpty();
      assertThat(opened.rebuilds()).isEmpty();
    }

    @Test
    void thatArePublishedAlreadyCountAsSuch() throws Exception {
      ledger.stage(file);
      ledgerIsAt(50, new OffsetSet(), List.of(file));
      ledger.run(ledger.protocol().publish(file, 0));

      assertThat(open().seekTo()).isEqualTo(60);
    }

    /** Files that were moved away after an entry without them are ignored. */
    @Test
    void thatALaterEntrySettledAreNeverLookedFor() throws Exception {
      ledger.stage(new StagedId("t", 0, 1, new UUID(7, 7)), "was open when the worker died");
      ledgerIsAt(60);

      Opened opened = open();

      assertThat(opened.seekTo()).isEqualTo(60);
      assertThat(ledger.published()).isEmpty();
      assertThat(ledger.store().allStaged()).isEmpty();
      assertThat(calls()).doesNotContain(PUBLISH);
    }

    @Test
    void thatAreNowhereStopTheTask() throws Exception {
      ledgerIsAt(50, new OffsetSet(), List.of(file));

      stops(
          file.name() + " (t-0 offsets 50..59) is neither staged nor published",
          "on.missing.file=rewrite",
          "on.missing.file=moved");
    }

    @Test
    void thatAreNowhereCountAsMovedIfFilesAreMoved() throws Exception {
      policy = new LedgerPolicy(Missing.MOVED, false, false);
      ledgerIsAt(50, new OffsetSet(), List.of(file));

      Opened opened = open();

      assertThat(opened.seekTo()).isEqualTo(60);
      assertThat(ledger.published()).isEmpty();
    }

    @Test
    void whoseNameAForeignFileHasStopTheTask() throws Exception {
      ledger.stage(file);
      ledger.store().createIfAbsent(file.name(), "foreign".getBytes(StandardCharsets.UTF_8));
      ledgerIsAt(50, new OffsetSet(), List.of(file));

      stops("there is a file of this name already");
      assertThat(
              new String(ledger.store().files().get(file.name()).content(), StandardCharsets.UTF_8))
          .isEqualTo("foreign");
      assertThat(ledger.store().allStaged()).containsExactly(file.staged());
    }

    @Test
    void whoseBytesDiedAreRebuiltFromTheirFirstOffset() throws Exception {
      ledger = new LedgerFixture(false, script);
      ledgerIsAt(50, OffsetSet.of(60, 69), List.of(file));

      Opened opened = open();

      assertThat(opened.rebuilds()).containsExactly(file);
      assertThat(opened.state().pending()).containsExactly(file);
      assertThat(opened.seekTo()).isEqualTo(50);
    }

    @Test
    void thatWereUploadedAreNotRebuilt() throws Exception {
      ledger = new LedgerFixture(false, script);
      ledger.stage(file);
      ledger.run(ledger.protocol().publish(file, 0));
      ledgerIsAt(50, new OffsetSet(), List.of(file));

      Opened opened = open();

      assertThat(opened.rebuilds()).isEmpty();
      assertThat(opened.seekTo()).isEqualTo(60);
    }

    @Test
    void thatCannotBePublishedNowFailTheOpening() throws Exception {
      ledger.stage(file);
      ledgerIsAt(50, new OffsetSet(), List.of(file));
      script.then(PUBLISH, new Fault.FailBefore(true));

      assertThat(failure()).isInstanceOf(Failure.Retriable.class);
      assertThat(ledger.store().allStaged()).containsExactly(file.staged());

      assertThat(open().seekTo()).isEqualTo(60);
    }
  }

  @Nested
  class StagedFiles {
    @Test
    void ofEarlierEpochsAreRemovedAndThoseOfLaterOnesAreNot() throws Exception {
      ledger.stage(new StagedId("t", 0, 1, new UUID(7, 1)), "x");
      ledger.stage(new StagedId("t", 0, 2, new UUID(7, 2)), "x");
      StagedId successors = new StagedId("t", 0, 4, new UUID(7, 4));
      ledger.stage(successors, "x");
      ledgerIsAt(50);

      open();

      assertThat(ledger.store().allStaged()).containsExactly(successors);
    }

    @Test
    void thatCannotBeListedFailTheOpening() throws Exception {
      ledgerIsAt(50);
      script.then(STAGED, new Fault.FailBefore(true));

      assertThat(failure()).isInstanceOf(Failure.Retriable.class);
    }
  }

  @Nested
  class Fenced {
    /** Another task claims between the listing and the claim of this one. */
    private LedgerFixture overtaken() {
      List<StorageCall> creates = new ArrayList<>();
      FaultPolicy overtaking =
          call -> {
            if (call.operation() == CREATE && creates.isEmpty()) {
              creates.add(call);
              putQuietly(ledger.claim(3));
            }
            script.decide(call);
            return new Fault.None();
          };
      return ledger.another(overtaking);
    }

    @Test
    void actsOnNothingThatItRead() throws Exception {
      PendingFile file = ledger.stage(LedgerFixture.file(50, 59));
      StagedId remaining = new StagedId("t", 0, 1, new UUID(7, 1));
      ledger.stage(remaining, "x");
      ledgerIsAt(50, new OffsetSet(), List.of(file));
      ledger = overtaken();

      assertThat(failure())
          .isInstanceOfSatisfying(
              Failure.Fenced.class,
              fenced -> assertThat(fenced.evidence()).isEqualTo(new Failure.Evidence(3, "owner")));

      assertThat(calls()).doesNotContain(PUBLISH, STAGED, DISCARD);
      assertThat(ledger.store().allStaged()).containsExactly(file.staged(), remaining);
      assertThat(ledger.published()).isEmpty();
    }

    @Test
    void readsTheLedgerAgainWhenItIsOpenedAgain() throws Exception {
      ledgerIsAt(50);
      ledger = overtaken();
      assertThat(failure()).isInstanceOf(Failure.Fenced.class);

      assertThat(open().state().epoch()).isEqualTo(4);
    }

    private void putQuietly(LedgerEntry entry) {
      try {
        ledger.put(entry);
      } catch (StorageException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void aClaimIsVerifiedBeforeAnythingIsPublishedOrRemoved() throws Exception {
    PendingFile file = ledger.stage(LedgerFixture.file(50, 59));
    ledger.stage(new StagedId("t", 0, 1, new UUID(7, 1)), "x");
    ledgerIsAt(50, new OffsetSet(), List.of(file));

    open();

    assertThat(calls()).containsExactly(LIST, READ, CREATE, LIST, PUBLISH, STAGED, DISCARD);
  }

  @Test
  void anEntryOfANewerVersionStopsTheTaskUntouched() throws Exception {
    ledger.put(1, "{\"version\":2}".getBytes(StandardCharsets.UTF_8));

    stops("written by a newer Sluice");
    assertThat(calls()).containsExactly(LIST, READ);
  }

  @Test
  void anErrorInAContinuationIsAFailureAndNotLost() {
    PartitionOpener opener =
        new PartitionOpener(
            ledger.protocol(),
            "t-0",
            policy,
            new Identity(
                "opener",
                () -> {
                  throw new StackOverflowError("deep");
                }),
            (topic, partition) -> log);

    assertThat(ledger.failure(opener.open()))
        .isInstanceOfSatisfying(
            Failure.Fatal.class,
            fatal -> assertThat(fatal.cause()).isInstanceOf(StackOverflowError.class));
  }
}
