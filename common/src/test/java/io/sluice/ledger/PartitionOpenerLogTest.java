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
import static io.sluice.storage.StorageCall.Operation.LIST;
import static io.sluice.storage.StorageCall.Operation.READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ledger.LedgerEntry.Kind;
import io.sluice.ledger.LedgerEntry.LogIdentity;
import io.sluice.ledger.LedgerPolicy.Missing;
import io.sluice.ledger.LogSource.LogRange;
import io.sluice.ledger.PartitionOpener.Identity;
import io.sluice.ledger.PartitionOpener.Opened;
import io.sluice.storage.StorageCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Openings that compare the ledger with the log in Kafka. */
class PartitionOpenerLogTest extends PartitionOpenerFixture {
  /** A former owner that is not fenced yet may record a base above an end that was read before. */
  @Test
  void theLogIsDescribedAfterTheVerifiedClaim() throws Exception {
    ledgerIsAt(50);
    List<List<StorageCall.Operation>> before = new ArrayList<>();
    PartitionOpener opener =
        new PartitionOpener(
            ledger.protocol(),
            "t-0",
            policy,
            new Identity("opener", ledger::nonce),
            (topic, partition) -> {
              before.add(calls());
              return Optional.of(new LogRange(LOG, 0, 60));
            });

    ledger.run(opener.open());
    ledger.run(opener.rewind(OptionalLong.of(7)));

    assertThat(before).hasSize(2);
    assertThat(before.get(0)).startsWith(LIST, READ, CREATE, LIST);
    assertThat(before.get(1).subList(before.get(0).size(), before.get(1).size()))
        .startsWith(LIST, READ, CREATE, LIST);
  }

  @Test
  void aLogThatCannotBeAskedFailsTheOpening() {
    PartitionOpener opener =
        new PartitionOpener(
            ledger.protocol(),
            "t-0",
            policy,
            new Identity("opener", ledger::nonce),
            (topic, partition) -> {
              throw new IOException("no broker");
            });

    assertThat(ledger.failure(opener.open()))
        .isInstanceOfSatisfying(
            Failure.Retriable.class,
            retriable -> assertThat(retriable.message()).contains("no broker"));
  }

  @Nested
  class HeldAgainstTheLog {
    @Test
    void goesOnWhereTheLogStillHoldsBase() throws Exception {
      ledgerIsAt(50);
      log = Optional.of(new LogRange(LOG, 50, 50));

      Opened opened = open();

      assertThat(opened.seekTo()).isEqualTo(50);
      assertThat(opened.state().commitEntry(List.of(), "o", ledger.nonce()).log()).isEqualTo(LOG);
    }

    @Test
    void refusesToSkipRecordsThatKafkaDeleted() throws Exception {
      ledgerIsAt(50);
      log = Optional.of(new LogRange(LOG, 51, 90));

      stops("the ledger is at offset 50, the log starts at 51", "on.offset.gap=skip");
    }

    @Test
    void skipsThemIfTheSettingSaysSo() throws Exception {
      policy = new LedgerPolicy(Missing.FAIL, true, false);
      ledgerIsAt(50);
      log = Optional.of(new LogRange(LOG, 70, 90));

      Opened opened = open();

      assertThat(opened.seekTo()).isEqualTo(70);
      assertThat(opened.state().base()).isEqualTo(70);
    }

    @Test
    void missesNothingThatIsSettledAlready() throws Exception {
      ledgerIsAt(50, OffsetSet.of(55, 69), List.of(ledger.stage(LedgerFixture.file(50, 54))));
      log = Optional.of(new LogRange(LOG, 65, 90));

      assertThat(open().seekTo()).isEqualTo(70);
    }

    @Test
    void missesNothingThatARebuildDeclares() throws Exception {
      ledger = new LedgerFixture(false, script);
      ledgerIsAt(50, new OffsetSet(), List.of(LedgerFixture.file(50, 69)));
      log = Optional.of(new LogRange(LOG, 60, 90));

      Opened opened = open();

      assertThat(opened.seekTo()).isEqualTo(60);
      assertThat(opened.state().base()).isEqualTo(50);
      assertThat(opened.rebuilds()).hasSize(1);
    }

    @Test
    void refusesATopicThatWasCreatedAgain() throws Exception {
      ledger.put(
          new LedgerEntry(
              1, "o", ledger.nonce(), 1, 0, 50, new OffsetSet(), List.of(), Kind.CLAIM, LOG));
      log = Optional.of(new LogRange(new LogIdentity("cluster", "topic-2"), 0, 90));

      stops("the topic was recreated", "on.topic.reset=restart");
      // the next opening still has to see the difference
      assertThat(ledger.read(2).log()).isEqualTo(LOG);
    }

    @Test
    void beginsOneGenerationForATopicThatWasCreatedAgainHoweverOftenItIsOpened() throws Exception {
      policy = new LedgerPolicy(Missing.FAIL, false, true);
      ledger.put(
          new LedgerEntry(
              1, "o", ledger.nonce(), 1, 0, 50, new OffsetSet(), List.of(), Kind.CLAIM, LOG));
      log = Optional.of(new LogRange(new LogIdentity("cluster", "topic-2"), 0, 90));

      assertThat(open().state().generation()).isEqualTo(1);
      assertThat(open().state().generation()).isEqualTo(1);
      assertThat(open().seekTo()).isZero();
    }

    @Test
    void refusesALogThatEndsBeforeTheLedger() throws Exception {
      ledgerIsAt(50);
      log = Optional.of(new LogRange(LOG, 0, 49));

      stops("the ledger is at offset 50, the log ends at 49 and starts at 0");
    }

    @Test
    void beginsANewGenerationIfTheSettingSaysSo() throws Exception {
      policy = new LedgerPolicy(Missing.FAIL, false, true);
      ledgerIsAt(50, OffsetSet.of(60, 69), List.of());
      log = Optional.of(new LogRange(LOG, 5, 49));

      Opened opened = open();

      assertThat(opened.seekTo()).isEqualTo(5);
      assertThat(opened.state().generation()).isEqualTo(1);
      assertThat(opened.state().settled(65)).isFalse();
      LedgerEntry admin = ledger.read(4);
      assertThat(admin.kind()).isEqualTo(Kind.ADMIN);
      assertThat(admin.epoch()).isEqualTo(3);
      assertThat(admin.base()).isEqualTo(5);
      assertThat(admin.log()).isEqualTo(LOG);
    }
  }

  @Nested
  class Rewinding {
    private Opened rewind(OptionalLong base) {
      return ledger.run(opener().rewind(base));
    }

    @Test
    void publishesWhatIsDecidedAndBeginsANewGeneration() throws Exception {
      PendingFile file = ledger.stage(LedgerFixture.file(50, 59));
      ledgerIsAt(50, OffsetSet.of(60, 69), List.of(file));

      Opened opened = rewind(OptionalLong.of(20));

      assertThat(ledger.published()).containsExactly(file.name());
      assertThat(opened.seekTo()).isEqualTo(20);
      LedgerEntry entry = ledger.read(4);
      assertThat(entry.kind()).isEqualTo(Kind.ADMIN);
      assertThat(entry.generation()).isEqualTo(1);
      assertThat(entry.base()).isEqualTo(20);
      assertThat(entry.settled().isEmpty()).isTrue();
      assertThat(entry.pending()).isEmpty();
    }

    @Test
    void givesUpFilesThatWouldHaveToBeRebuilt() throws Exception {
      ledger = new LedgerFixture(false, script);
      ledgerIsAt(50, new OffsetSet(), List.of(LedgerFixture.file(50, 59)));

      Opened opened = rewind(OptionalLong.of(20));

      assertThat(opened.rebuilds()).isEmpty();
      assertThat(opened.state().pending()).isEmpty();
    }

    @Test
    void forgetsWhereThePartitionWas() throws Exception {
      ledgerIsAt(50);

      assertThat(rewind(OptionalLong.empty()).seekTo()).isEqualTo(LedgerEntry.UNKNOWN_BASE);
      assertThat(ledger.read(4).base()).isEqualTo(LedgerEntry.UNKNOWN_BASE);
    }

    @Test
    void countsGenerationsOn() throws Exception {
      ledgerIsAt(50);
      rewind(OptionalLong.of(20));

      assertThat(rewind(OptionalLong.of(0)).state().generation()).isEqualTo(2);
      assertThat(open().state().generation()).isEqualTo(2);
    }
  }
}
