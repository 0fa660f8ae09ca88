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

import io.sluice.storage.CreateOutcome;
import io.sluice.storage.StorageException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries of one partition's ledger. Their names sort in descending order, so that a listing
 * with a small limit finds the highest, however long the history. An entry is valid once it was
 * seen to be the highest after it was appended. Create-if-absent is not a fence: where old entries
 * are deleted, an owner frozen for long enough could recreate an entry that had been deleted.
 */
final class Entries {
  private static final Logger LOG = LoggerFactory.getLogger(Entries.class);

  /** The most retries of a step whose outcome is unknown. */
  private static final int RETRIES = 4;

  /** Names read per listing: the entries that are kept, and some that were not deleted before. */
  static final int LISTED = 8;

  /** The number of highest entries that are never deleted. */
  private static final int KEPT = 3;

  private static final String SUFFIX = ".json";

  private final LedgerPaths paths;
  private final String topic;
  private final int partition;
  private final StorageCalls calls;
  private final LedgerCleanup cleanup;

  /**
   * @param cleanup shared by the partitions of a task
   */
  Entries(
      LedgerPaths paths, String topic, int partition, StorageCalls calls, LedgerCleanup cleanup) {
    this.paths = paths;
    this.topic = topic;
    this.partition = partition;
    this.calls = calls;
    this.cleanup = cleanup;
  }

  static String fileName(long seq) {
    return String.format(Locale.ROOT, "%020d%s", Long.MAX_VALUE - seq, SUFFIX);
  }

  static OptionalLong seq(String fileName) {
    if (fileName.length() != 20 + SUFFIX.length() || !fileName.endsWith(SUFFIX)) {
      return OptionalLong.empty();
    }
    try {
      long seq = Long.MAX_VALUE - Long.parseLong(fileName.substring(0, 20));
      return seq >= 1 ? OptionalLong.of(seq) : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** Reads the highest entry; empty if the partition has no ledger. */
  Step<Optional<LedgerEntry>> highest() {
    return highest(LISTED);
  }

  private Step<Optional<LedgerEntry>> highest(int retries) {
    return list()
        .then(
            seqs ->
                seqs.isEmpty() ? Step.done(Optional.empty()) : readHighest(seqs.get(0), retries));
  }

  private Step<Optional<LedgerEntry>> readHighest(long seq, int retries) {
    return read(seq)
        .then(
            entry -> {
              if (entry.isPresent()) {
                return Step.done(entry);
              }
              // Deleted between the two calls, so there is a higher one.
              return retries > 0
                  ? highest(retries - 1)
                  : Step.failed(
                      new Failure.Retriable(
                          path(seq) + " is listed repeatedly, but cannot be read", null));
            });
  }

  /**
   * Appends an entry, verifies that it is the highest, and returns it. Fails with {@link
   * Failure.Fenced} only if an entry of another owner was seen, and with {@link Failure.Unknown} if
   * the store does not say.
   */
  Step<LedgerEntry> append(LedgerEntry entry) {
    byte[] bytes = EntryCodec.encode(entry);
    if (bytes.length > LedgerEntry.MAX_BYTES) {
      return Step.failed(
          new Failure.Fatal(
              "The ledger entry of %s-%d would have %d bytes, more than %d: lower ledger.span.records."
                  .formatted(topic, partition, bytes.length, LedgerEntry.MAX_BYTES)));
    }
    return create(entry, bytes, RETRIES).then(created -> verify(created, RETRIES));
  }

  private Step<LedgerEntry> create(LedgerEntry entry, byte[] bytes, int retries) {
    return Step.call(Lane.PROTOCOL, storage -> storage.createIfAbsent(path(entry.seq()), bytes))
        .then(outcome -> outcome == CreateOutcome.CREATED ? Step.done(entry) : identify(entry))
        .orElse(failure -> createAgain(entry, bytes, retries, failure));
  }

  /** Creates the entry again, with the same bytes: the failed call may have been applied. */
  private Step<LedgerEntry> createAgain(
      LedgerEntry entry, byte[] bytes, int retries, Failure failure) {
    if (!(failure instanceof Failure.Retriable)) {
      return Step.failed(failure);
    }
    LOG.debug("Appending ledger entry {}: {}", path(entry.seq()), failure.message());
    return retries > 0
        ? create(entry, bytes, retries - 1)
        : unknown("whether ledger entry %d was appended".formatted(entry.seq()), failure);
  }

  /** Finds out whether the entry at our position is ours. */
  private Step<LedgerEntry> identify(LedgerEntry entry) {
    return read(entry.seq())
        .then(
            found -> {
              if (found.isEmpty()) {
                return list().then(seqs -> collectedMeanwhile(entry, seqs));
              }
              return found.get().nonce().equals(entry.nonce())
                  ? Step.done(entry)
                  : fenced(entry, Failure.Evidence.of(found.get()));
            });
  }

  /**
   * The entry at our position was deleted meanwhile. Even if it was ours, it is no longer valid.
   */
  private Step<LedgerEntry> collectedMeanwhile(LedgerEntry entry, List<Long> seqs) {
    return !seqs.isEmpty() && seqs.get(0) > entry.seq()
        ? fencedBy(entry, seqs.get(0))
        : Step.failed(
            new Failure.Unknown(
                ("whether ledger entry %d was appended could not be found out: %s existed and was"
                        + " deleted")
                    .formatted(entry.seq(), path(entry.seq())),
                null));
  }

  private Step<LedgerEntry> verify(LedgerEntry entry, int retries) {
    return list()
        .then(seqs -> verified(entry, seqs))
        .orElse(failure -> verifyAgain(entry, retries, failure));
  }

  private Step<LedgerEntry> verified(LedgerEntry entry, List<Long> seqs) {
    if (seqs.isEmpty() || seqs.get(0) < entry.seq()) {
      return Step.failed(
          new Failure.Fatal(
              ("The ledger entry %s was appended and is gone: somebody deletes from the ledger."
                      + " Restore its directory, or restart the task to continue from the remaining"
                      + " entries; then records since the last commit may be written twice.")
                  .formatted(path(entry.seq()))));
    }
    if (seqs.get(0) > entry.seq()) {
      return fencedBy(entry, seqs.get(0));
    }
    collect(entry, seqs);
    return Step.done(entry);
  }

  private Step<LedgerEntry> verifyAgain(LedgerEntry entry, int retries, Failure failure) {
    if (!(failure instanceof Failure.Retriable)) {
      return Step.failed(failure);
    }
    LOG.debug("Verifying ledger entry {}: {}", path(entry.seq()), failure.message());
    return retries > 0
        ? verify(entry, retries - 1)
        : unknown("whether ledger entry %d is the highest".formatted(entry.seq()), failure);
  }

  /**
   * Reads the owner of the highest entry, for the message only: it is a fence even if it cannot be
   * read.
   */
  private Step<LedgerEntry> fencedBy(LedgerEntry entry, long seq) {
    return read(seq)
        .orElse(failure -> Step.done(Optional.empty()))
        .then(
            found ->
                fenced(
                    entry,
                    found.map(Failure.Evidence::of).orElse(new Failure.Evidence(seq, null))));
  }

  private static Step<LedgerEntry> fenced(LedgerEntry entry, Failure.Evidence evidence) {
    return Step.failed(
        new Failure.Fenced(
            "fenced at ledger entry %d by %s".formatted(entry.seq(), evidence), evidence));
  }

  private static Step<LedgerEntry> unknown(String what, Failure failure) {
    return Step.failed(
        new Failure.Unknown(
            what + " could not be found out: " + failure.message(), failure.cause()));
  }

  /** Deletes old entries, without waiting. */
  private void collect(LedgerEntry entry, List<Long> seqs) {
    List<Long> old = seqs.stream().filter(seq -> seq <= entry.seq() - KEPT).toList();
    if (!cleanup.allowed()) {
      cleanup.kept(old.isEmpty() ? 0 : 1);
      return;
    }
    old.stream()
        // A claim deletes only one, to be cheap; the commits that follow delete the others.
        .limit(entry.kind() == LedgerEntry.Kind.CLAIM ? 1 : LISTED)
        .forEach(
            seq ->
                calls.clean(
                    storage -> storage.delete(path(seq)),
                    failure -> {
                      if (!(failure instanceof Failure.Retriable)) {
                        cleanup.refused(failure.message());
                        cleanup.kept(1);
                      }
                    }));
  }

  /** The sequence numbers of the highest entries, descending. */
  private Step<List<Long>> list() {
    String directory = paths.entries(topic, partition);
    return Step.call(
        Lane.PROTOCOL,
        storage -> {
          List<String> names = storage.list(directory, LISTED);
          List<Long> seqs =
              names.stream()
                  .map(Entries::seq)
                  .filter(OptionalLong::isPresent)
                  .map(OptionalLong::getAsLong)
                  .toList();
          if (seqs.isEmpty() && !names.isEmpty()) {
            throw StorageException.fatal(
                "Foreign files such as %s are in the ledger directory %s: move them away."
                    .formatted(names.get(0), directory),
                null);
          }
          return seqs;
        });
  }

  private Step<Optional<LedgerEntry>> read(long seq) {
    String path = path(seq);
    return Step.call(
        Lane.PROTOCOL,
        storage -> {
          Optional<byte[]> content = storage.read(path, LedgerEntry.MAX_BYTES);
          return content.isEmpty()
              ? Optional.empty()
              : Optional.of(EntryCodec.decode(content.get(), topic, partition, path));
        });
  }

  private String path(long seq) {
    return paths.entries(topic, partition) + "/" + fileName(seq);
  }
}
