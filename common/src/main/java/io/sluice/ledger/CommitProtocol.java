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

import io.sluice.ledger.LogSource.LogRange;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the commit protocol on one partition. No method blocks. Confined to the partition's
 * thread.
 */
public final class CommitProtocol {
  private static final Logger LOG = LoggerFactory.getLogger(CommitProtocol.class);

  private final LedgerPaths paths;
  private final String topic;
  private final int partition;
  private final StorageCalls calls;
  private final Entries entries;

  /**
   * @param cleanup shared by the partitions of a task
   */
  public CommitProtocol(
      LedgerPaths paths, String topic, int partition, StorageCalls calls, LedgerCleanup cleanup) {
    this.paths = paths;
    this.topic = topic;
    this.partition = partition;
    this.calls = calls;
    this.entries = new Entries(paths, topic, partition, calls, cleanup);
  }

  /** Asks Kafka for the partition's log. */
  Step<Optional<LogRange>> describe(LogSource source) {
    return Step.call(Lane.PROTOCOL, storage -> source.describe(topic, partition));
  }

  /** Reads the highest entry; empty if the partition has no ledger. */
  Step<Optional<LedgerEntry>> highest() {
    return entries.highest();
  }

  /**
   * Appends an entry, verifies that it is the highest, and returns it. Fails with {@link
   * Failure.Fenced} only if an entry of another owner was seen, and with {@link Failure.Unknown} if
   * the store does not say.
   */
  public Step<LedgerEntry> append(LedgerEntry entry) {
    return entries.append(entry);
  }

  /** The state of a decided file after an attempt to publish it. */
  public enum Resolution {
    /** The file is visible under its name. */
    PUBLISHED,
    /** The store has received a part of the file, and the same step continues there. */
    UNFINISHED,
    /**
     * The staged bytes were lost with an earlier process: the file has to be rebuilt from Kafka.
     */
    REBUILD,
    /**
     * Neither the staged file nor the final file exists, although staged files survive a process.
     */
    LOST
  }

  /** Publishes a decided file, or returns why it could not be published. */
  public Step<Resolution> publish(PendingFile file, long generation) {
    return publish(file, file.staged().epoch(), generation);
  }

  /**
   * Like {@link #publish(PendingFile, long)}, for a file that may have been staged in another
   * epoch.
   *
   * @param epoch the epoch in which the file was staged
   */
  public Step<Resolution> publish(PendingFile file, long epoch, long generation) {
    return Step.call(Lane.PROTOCOL, storage -> publish(storage, file, epoch, generation));
  }

  /** Publishes several files at the same time, until none is unfinished. */
  Step<List<Resolution>> publish(List<PendingFile> files, long generation) {
    List<StorageCalls.Call<Resolution>> calls =
        files.stream()
            .<StorageCalls.Call<Resolution>>map(
                file -> storage -> publish(storage, file, file.staged().epoch(), generation))
            .toList();
    return untilFinished(calls);
  }

  private static Step<List<Resolution>> untilFinished(List<StorageCalls.Call<Resolution>> calls) {
    return Step.calls(Lane.PROTOCOL, calls)
        .then(
            resolutions ->
                resolutions.contains(Resolution.UNFINISHED)
                    ? untilFinished(calls)
                    : Step.done(resolutions));
  }

  /**
   * Publishes the files that can be published. A file whose publishing fails fatally counts as
   * {@link Resolution#LOST}.
   */
  Step<List<Resolution>> publishOrGiveUp(List<PendingFile> files, long generation) {
    return untilFinished(
        files.stream()
            .<StorageCalls.Call<Resolution>>map(
                file -> storage -> publishOrGiveUp(storage, file, generation))
            .toList());
  }

  private Resolution publishOrGiveUp(Storage storage, PendingFile file, long generation)
      throws StorageException {
    try {
      return publish(storage, file, file.staged().epoch(), generation);
    } catch (StorageException e) {
      if (e.kind() != StorageException.Kind.FATAL) {
        throw e;
      }
      LOG.warn("{} cannot be published: {}", file.name(), e.getMessage());
      return Resolution.LOST;
    }
  }

  private Resolution publish(Storage storage, PendingFile file, long epoch, long generation)
      throws StorageException {
    PublishOutcome outcome =
        storage.publish(
            file.staged().withEpoch(epoch),
            file.name(),
            file.identity(paths.ledgerId(), generation));
    if (outcome == PublishOutcome.UNFINISHED) {
      return Resolution.UNFINISHED;
    }
    if (outcome != PublishOutcome.MISSING) {
      return Resolution.PUBLISHED;
    }
    return storage.stagingSurvives() ? Resolution.LOST : Resolution.REBUILD;
  }

  /**
   * Deletes the staged files of earlier epochs. Files of this epoch and later ones are kept: while
   * this owner is frozen, its successor stages files too.
   *
   * @param epoch the epoch of the verified claim
   * @param decided files that an entry names, which are never deleted
   * @return the number of files that are being deleted
   */
  Step<Integer> sweep(long epoch, Set<StagedId> decided) {
    return Step.call(Lane.PROTOCOL, storage -> storage.staged(topic, partition))
        .then(staged -> Step.done(discard(staged, epoch, decided)));
  }

  private int discard(List<StagedId> staged, long epoch, Set<StagedId> decided) {
    List<StagedId> obsolete =
        staged.stream().filter(id -> id.epoch() < epoch && !decided.contains(id)).toList();
    for (StagedId id : obsolete) {
      calls.clean(
          storage -> storage.discard(id),
          failure ->
              LOG.debug(
                  "The staged file {} of {}-{} remains until the next sweep: {}",
                  id.fileName(),
                  topic,
                  partition,
                  failure.message()));
    }
    return obsolete.size();
  }
}
