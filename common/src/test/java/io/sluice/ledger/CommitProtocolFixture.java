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

import io.sluice.storage.Fault;
import io.sluice.storage.FaultScript;
import io.sluice.storage.StorageCall;
import io.sluice.storage.StorageException;
import java.util.List;

/** The steps of the protocol on a ledger in memory whose calls follow a script of faults. */
abstract class CommitProtocolFixture {
  static final Fault LOST_CALL = new Fault.FailBefore(true);
  static final Fault LOST_REPLY = new Fault.FailAfter(true);

  final FaultScript script = new FaultScript();
  final LedgerFixture ledger = new LedgerFixture(true, script);

  LedgerEntry append(LedgerEntry entry) {
    return ledger.run(ledger.protocol().append(entry));
  }

  Failure refused(LedgerEntry entry) {
    return ledger.failure(ledger.protocol().append(entry));
  }

  static Failure fencedAt(long seq, LedgerEntry by) {
    Failure.Evidence evidence = new Failure.Evidence(by.seq(), by.owner());
    return new Failure.Fenced(
        "fenced at ledger entry %d by ledger entry %d of owner".formatted(seq, by.seq()), evidence);
  }

  List<StorageCall.Operation> calls() {
    return script.calls().stream().map(StorageCall::operation).toList();
  }

  void deleteQuietly(String path) {
    try {
      ledger.store().delete(path);
    } catch (StorageException e) {
      throw new AssertionError(e);
    }
  }

  void putQuietly(LedgerEntry entry) {
    try {
      ledger.put(entry);
    } catch (StorageException e) {
      throw new AssertionError(e);
    }
  }
}
