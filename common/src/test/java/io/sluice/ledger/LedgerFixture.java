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

import io.sluice.ledger.LedgerEntry.Kind;
import io.sluice.ledger.LedgerEntry.LogIdentity;
import io.sluice.storage.FaultInjectingStorage;
import io.sluice.storage.FaultPolicy;
import io.sluice.storage.MemoryStorage;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The ledger of {@code t-0} in memory, whose calls run at once on the calling thread. */
final class LedgerFixture {
  static final String DIRECTORY = "_sluice/connector/t/0";

  private final MemoryStorage store;
  private final Storage storage;
  private final AtomicLong nonces = new AtomicLong();
  private final CommitProtocol protocol;
  private long kept;

  LedgerFixture(boolean stagingSurvives, FaultPolicy faults) {
    this(new MemoryStorage(stagingSurvives), faults);
  }

  private LedgerFixture(MemoryStorage store, FaultPolicy faults) {
    this.store = store;
    this.storage = new FaultInjectingStorage(store, faults);
    this.protocol =
        new CommitProtocol(
            new LedgerPaths("_sluice", "connector"),
            "t",
            0,
            new DirectCalls(storage),
            new LedgerCleanup(entries -> kept += entries));
  }

  /** The steps on another partition. */
  CommitProtocol protocol(int partition, LedgerCleanup cleanup) {
    return new CommitProtocol(
        new LedgerPaths("_sluice", "connector"), "t", partition, new DirectCalls(storage), cleanup);
  }

  /** Old entries that remain because the store refuses to delete them. */
  long kept() {
    return kept;
  }

  /** Runs steps to their result, which must not be a failure. */
  <R> R run(Step<R> step) {
    Outcome<R> outcome = new DirectCalls(storage).run(step);
    if (outcome instanceof Outcome.Failed<R> failed) {
      throw new AssertionError(failed.failure().toString(), failed.failure().cause());
    }
    return ((Outcome.Value<R>) outcome).value();
  }

  /** Runs steps to a failure. */
  Failure failure(Step<?> step) {
    return failureOf(step);
  }

  private <R> Failure failureOf(Step<R> step) {
    Outcome<R> outcome = new DirectCalls(storage).run(step);
    if (outcome instanceof Outcome.Failed<R> failed) {
      return failed.failure();
    }
    throw new AssertionError("ended with " + outcome);
  }

  /** The store, without faults and without counting calls. */
  MemoryStorage store() {
    return store;
  }

  Storage storage() {
    return storage;
  }

  CommitProtocol protocol() {
    return protocol;
  }

  /** Another process on the same store. */
  LedgerFixture another(FaultPolicy faults) {
    return new LedgerFixture(store.anotherProcess(), faults);
  }

  UUID nonce() {
    return new UUID(1, nonces.incrementAndGet());
  }

  LedgerEntry commit(long seq) {
    return entry(seq, Kind.COMMIT, 0, new OffsetSet(), List.of());
  }

  LedgerEntry claim(long seq) {
    return entry(seq, Kind.CLAIM, 0, new OffsetSet(), List.of());
  }

  LedgerEntry entry(long seq, Kind kind, long base, OffsetSet settled, List<PendingFile> pending) {
    long epoch = kind == Kind.CLAIM ? seq : 1;
    return new LedgerEntry(
        seq, "owner", nonce(), epoch, 0, base, settled, pending, kind, LogIdentity.UNKNOWN);
  }

  /** Puts an entry into the store, as if it had been appended before. */
  LedgerEntry put(LedgerEntry entry) throws StorageException {
    put(entry.seq(), EntryCodec.encode(entry));
    return entry;
  }

  void put(long seq, byte[] content) throws StorageException {
    store.createIfAbsent(path(seq), content);
  }

  static String path(long seq) {
    return DIRECTORY + "/" + Entries.fileName(seq);
  }

  /** The numbers of the entries in the store, highest first. */
  List<Long> entries() throws StorageException {
    return store.list(DIRECTORY, Integer.MAX_VALUE).stream()
        .map(Entries::seq)
        .map(seq -> seq.orElse(-1))
        .toList();
  }

  LedgerEntry read(long seq) throws StorageException {
    byte[] content = store.read(path(seq), LedgerEntry.MAX_BYTES).orElseThrow();
    return EntryCodec.decode(content, "t", 0, path(seq));
  }

  /** A file of these offsets that was staged in epoch 1; see {@link #stage}. */
  static PendingFile file(long first, long last) {
    return new PendingFile(
        "topics/t/t+0+" + first + "+" + last + ".txt",
        OffsetSet.of(first, last),
        last - first + 1,
        100,
        new StagedId("t", 0, 1, new UUID(0, first)),
        "text",
        "none",
        null);
  }

  /** Stages and seals the bytes of a file. */
  PendingFile stage(PendingFile file) throws IOException {
    stage(file.staged(), file.name());
    return file;
  }

  void stage(StagedId id, String content) throws IOException {
    StagedFile staged = store.stage(id);
    staged.output().write(content.getBytes(StandardCharsets.UTF_8));
    staged.seal();
  }

  /** The published files, without the ledger. */
  List<String> published() {
    return store.files().keySet().stream().filter(name -> name.startsWith("topics/")).toList();
  }
}
