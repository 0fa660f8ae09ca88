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
import io.sluice.ledger.LedgerPolicy.Missing;
import io.sluice.ledger.LogSource.LogRange;
import io.sluice.ledger.PartitionOpener.Identity;
import io.sluice.ledger.PartitionOpener.Opened;
import io.sluice.storage.FaultScript;
import io.sluice.storage.StorageCall;
import io.sluice.storage.StorageException;
import java.util.List;
import java.util.Optional;

/** Openings of one partition, on a ledger in memory and with a log that a test describes. */
abstract class PartitionOpenerFixture {
  static final LedgerPolicy STRICT = new LedgerPolicy(Missing.FAIL, false, false);
  static final LogIdentity LOG = new LogIdentity("cluster", "topic-1");

  final FaultScript script = new FaultScript();
  LedgerFixture ledger = new LedgerFixture(true, script);
  LedgerPolicy policy = STRICT;
  Optional<LogRange> log = Optional.empty();

  PartitionOpener opener() {
    return new PartitionOpener(
        ledger.protocol(),
        "t-0",
        policy,
        new Identity("opener", ledger::nonce),
        (topic, partition) -> log);
  }

  Opened open() {
    return ledger.run(opener().open());
  }

  Failure failure() {
    return ledger.failure(opener().open());
  }

  void stops(String... sentence) {
    assertThat(failure())
        .isInstanceOfSatisfying(
            Failure.Fatal.class, fatal -> assertThat(fatal.message()).contains(sentence));
  }

  List<StorageCall.Operation> calls() {
    return script.calls().stream().map(StorageCall::operation).toList();
  }

  void ledgerIsAt(long base) throws StorageException {
    ledgerIsAt(base, new OffsetSet(), List.of());
  }

  void ledgerIsAt(long base, OffsetSet settled, List<PendingFile> pending) throws StorageException {
    ledger.put(ledger.claim(1));
    ledger.put(ledger.entry(2, Kind.COMMIT, base, settled, pending));
  }
}
