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
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the commit protocol on one partition's ledger. Each storage call is submitted on its
 * own, so nothing here blocks. Confined to the partition's thread.
 *
 * <p>Entries are named so that the highest sorts first: finding it is a listing with a small limit,
 * however long the history. An entry counts once it was seen to be the highest after it was
 * appended. Creating it is no fence by itself: where old entries are deleted, a frozen owner could
 * create a slot again that has been in use before.
 */
public final class CommitProtocol {
  private static final Logger LOG = LoggerFactory.getLogger(CommitProtocol.class);

  /** How often a step whose outcome is unknown is repeated after the first attempt. */
  private static final int RETRIES = 4;

  /** Names read per listing: the entries that are kept, and some that a collection missed. */
  private static final int LISTED = 8;

  /** The highest entries that are never collected. */
  private static final int KEPT = 3;

  private static final String SUFFIX = ".json";

  private final LedgerPaths paths;
  private final String topic;
  private final int partition;
  private final StorageCalls calls;
  private final LedgerCleanup cleanup;

  /**
   * The steps on one partition.
   *
   * @param cleanup shared by the partitions of a task
   */
  public CommitProtocol(
      LedgerPaths paths, String topic, int partition, StorageCalls calls, LedgerCleanup cleanup) {
    this.paths = paths;
    this.topic = topic;
    this.partition = partition;
    this.calls = calls;
    this.cleanup = cleanup;
  }

  /** How an append ended. */
  public enum Append {
    /** The entry is in the ledger and was the highest when that was verified. */
    VERIFIED,
    /** Someone else works on the partition, or it could not be ruled out. */
    FENCED
  }

  /** What became of a file that an entry had decided. */
  public enum Resolution {
    /** It is visible under its name. */
    PUBLISHED,
    /** Its bytes died with an earlier process: it has to be written again from Kafka. */
    REBUILD,
    /** Its bytes should be in the store but are gone, and so is the final file. */
    LOST
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
  CompletableFuture<Optional<LedgerEntry>> highest() {
    return list()
        .thenCompose(
            seqs -> {
              if (seqs.isEmpty()) {
                return CompletableFuture.completedFuture(Optional.<LedgerEntry>empty());
              }
              long seq = seqs.get(0);
              return read(seq)
                  .thenCompose(
                      entry ->
                          entry.isPresent()
                              ? CompletableFuture.completedFuture(entry)
                              // collected between the two calls, so there is a higher one
                              : highest());
            });
  }

  /**
   * Appends an entry and verifies that it is the highest. What cannot be known counts as fenced.
   * Fails only with a refusal of the store, such as a permission that is missing: it says nothing
   * about other owners either, but neither would help to open the partition again.
   */
  public CompletableFuture<Append> append(LedgerEntry entry) {
    byte[] bytes = EntryCodec.encode(entry);
    if (bytes.length > LedgerEntry.MAX_BYTES) {
      throw new LedgerException(
          "The ledger entry of %s-%d would have %d bytes, more than %d: lower ledger.span.records."
              .formatted(topic, partition, bytes.length, LedgerEntry.MAX_BYTES));
    }
    return create(entry, bytes, RETRIES)
        .thenCompose(
            mine ->
                mine ? verify(entry, RETRIES) : CompletableFuture.completedFuture(Append.FENCED));
  }

  /** Brings a decided file to its final name, or says why it is not there. */
  public CompletableFuture<Resolution> publish(PendingFile file, long generation) {
    return publish(file, file.staged().epoch(), generation);
  }

  /**
   * Like {@link #publish(PendingFile, long)}, of bytes that were staged again.
   *
   * @param epoch the epoch under which they were staged
   */
  public CompletableFuture<Resolution> publish(PendingFile file, long epoch, long generation) {
    return calls.submit(storage -> publish(storage, file, epoch, generation));
  }

  private Resolution publish(Storage storage, PendingFile file, long epoch, long generation)
      throws StorageException {
    PublishOutcome outcome =
        storage.publish(
            file.staged().withEpoch(epoch),
            file.name(),
            file.identity(paths.ledgerId(), generation));
    if (outcome != PublishOutcome.MISSING) {
      return Resolution.PUBLISHED;
    }
    return storage.stagingSurvives() ? Resolution.LOST : Resolution.REBUILD;
  }

  /**
   * Removes what earlier owners left staged. Files of this epoch and later ones are not ours to
   * judge: while this owner is frozen, its successor stages files too.
   *
   * @param epoch the epoch of the verified claim
   * @param decided files that an entry names, which are never swept
   */
  CompletableFuture<Void> sweep(long epoch, Set<StagedId> decided) {
    return calls
        .submit(storage -> storage.staged(topic, partition))
        .thenAccept(
            staged ->
                staged.stream()
                    .filter(id -> id.epoch() < epoch && !decided.contains(id))
                    .forEach(
                        id ->
                            calls.submitUnawaited(
                                storage -> storage.discard(id),
                                error ->
                                    LOG.info(
                                        "The staged file {} of {}-{} stays until the next sweep:"
                                            + " {}",
                                        id.fileName(),
                                        topic,
                                        partition,
                                        Failures.message(error)))));
  }

  private CompletableFuture<Boolean> create(LedgerEntry entry, byte[] bytes, int retries) {
    CompletableFuture<Boolean> attempt =
        calls
            .submit(storage -> storage.createIfAbsent(path(entry.seq()), bytes))
            .thenCompose(
                outcome ->
                    outcome == CreateOutcome.CREATED
                        ? CompletableFuture.completedFuture(true)
                        : read(entry.seq())
                            .thenApply(
                                found ->
                                    found.isPresent()
                                        && found.get().nonce().equals(entry.nonce())));
    return attempt
        .handle(Attempt::new)
        .thenCompose(
            ended -> {
              if (ended.error() == null) {
                return CompletableFuture.completedFuture(ended.value());
              }
              LOG.warn(
                  "Appending ledger entry {} failed, outcome unknown: {}",
                  path(entry.seq()),
                  Failures.message(ended.error()));
              if (Failures.refused(ended.error())) {
                return CompletableFuture.failedFuture(Failures.unwrap(ended.error()));
              }
              return retries > 0
                  ? create(entry, bytes, retries - 1)
                  : CompletableFuture.completedFuture(false);
            });
  }

  private CompletableFuture<Append> verify(LedgerEntry entry, int retries) {
    return list()
        .handle(Attempt::new)
        .thenCompose(
            ended -> {
              if (ended.error() != null) {
                LOG.warn(
                    "Verifying ledger entry {} failed: {}",
                    path(entry.seq()),
                    Failures.message(ended.error()));
                if (Failures.refused(ended.error())) {
                  return CompletableFuture.failedFuture(Failures.unwrap(ended.error()));
                }
                return retries > 0
                    ? verify(entry, retries - 1)
                    : CompletableFuture.completedFuture(Append.FENCED);
              }
              List<Long> seqs = ended.value();
              if (seqs.isEmpty() || seqs.get(0) != entry.seq()) {
                return CompletableFuture.completedFuture(Append.FENCED);
              }
              collect(entry, seqs);
              return CompletableFuture.completedFuture(Append.VERIFIED);
            });
  }

  /** Deletes entries that nobody needs any more, without waiting. */
  private void collect(LedgerEntry entry, List<Long> seqs) {
    List<Long> old = seqs.stream().filter(seq -> seq <= entry.seq() - KEPT).toList();
    if (!cleanup.allowed()) {
      cleanup.kept(old.isEmpty() ? 0 : 1);
      return;
    }
    old.stream()
        // a claim is kept cheap; what it leaves goes with the commits that follow
        .limit(entry.kind() == LedgerEntry.Kind.CLAIM ? 1 : LISTED)
        .forEach(
            seq ->
                calls.submitUnawaited(
                    storage -> storage.delete(path(seq)),
                    error -> {
                      if (!Failures.retriable(error)) {
                        cleanup.refused(Failures.message(error));
                        cleanup.kept(1);
                      }
                    }));
  }

  /** The sequence numbers of the highest entries, descending. */
  private CompletableFuture<List<Long>> list() {
    String directory = paths.entries(topic, partition);
    return calls.submit(
        storage -> {
          List<String> names = storage.list(directory, LISTED);
          List<Long> seqs =
              names.stream()
                  .map(CommitProtocol::seq)
                  .filter(OptionalLong::isPresent)
                  .map(OptionalLong::getAsLong)
                  .toList();
          if (seqs.isEmpty() && !names.isEmpty()) {
            throw StorageException.fatal(
                "Foreign files such as %s stand in the ledger directory %s: move them away."
                    .formatted(names.get(0), directory),
                null);
          }
          return seqs;
        });
  }

  private CompletableFuture<Optional<LedgerEntry>> read(long seq) {
    String path = path(seq);
    return calls
        .submit(storage -> storage.read(path, LedgerEntry.MAX_BYTES))
        .thenApply(
            bytes -> bytes.map(content -> EntryCodec.decode(content, topic, partition, path)));
  }

  private String path(long seq) {
    return paths.entries(topic, partition) + "/" + fileName(seq);
  }

  private record Attempt<T>(T value, Throwable error) {}
}
