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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The state of one partition: which offsets are settled, which files are decided, and what holds
 * base back. Confined to the partition's thread.
 *
 * <p>Base is always the lowest of {@link #next} and the offsets that are held: the first offsets of
 * files that are not published, and rejected records that are not yet acknowledged.
 */
public final class PartitionState {
  /** The value of {@link #gap} if there is none. */
  public static final long NO_GAP = -1;

  private final long epoch;
  private final long generation;
  private LogIdentity log;
  private final OffsetSet settled;
  private final Map<UUID, PendingFile> pending = new LinkedHashMap<>();
  private final NavigableSet<Long> held = new TreeSet<>();
  private final NavigableSet<Long> rejected = new TreeSet<>();
  private long seq;
  private long base;
  private long next;
  private long recordedBase;
  private long gap = NO_GAP;
  private OffsetSet recordedSettled;

  /** The state after a verified entry, with its files still pending. */
  PartitionState(LedgerEntry entry) {
    this.epoch = entry.epoch();
    this.generation = entry.generation();
    this.log = entry.log();
    this.settled = entry.settled().copy();
    this.seq = entry.seq();
    this.base = entry.base();
    this.next = entry.base();
    this.recordedBase = entry.base();
    this.recordedSettled = entry.settled();
    entry.pending().forEach(this::decide);
  }

  /** The {@code seq} of the claim under which this writer works. */
  public long epoch() {
    return epoch;
  }

  public long generation() {
    return generation;
  }

  /** All offsets below are settled; {@link LedgerEntry#UNKNOWN_BASE} until an offset was seen. */
  public long base() {
    return base;
  }

  /** The base of the last entry that was appended. */
  public long recordedBase() {
    return recordedBase;
  }

  /** Whether offsets were settled that the last entry does not contain. */
  public boolean unrecorded() {
    return base != recordedBase || !settled.equals(recordedSettled);
  }

  /** Whether a rejected record is not yet acknowledged. */
  public boolean awaitsReports() {
    return !rejected.isEmpty();
  }

  /** The lowest offset that was not yet delivered to this writer. */
  public long next() {
    return next;
  }

  /** Files that are decided and not yet known to be published. */
  public Collection<PendingFile> pending() {
    return pending.values();
  }

  /**
   * The number of runs of the settled offsets above base, which determines the size of an entry.
   */
  public int settledRuns() {
    return settled.runs();
  }

  /** Sets base if it is not known. */
  public void startAt(long offset) {
    if (base == LedgerEntry.UNKNOWN_BASE) {
      base = offset;
      next = offset;
    }
  }

  /**
   * Takes note of a delivered record.
   *
   * @return the first offset that a file with the record may settle together with it: {@link #next}
   *     before the call, or the offset itself if a gap is open or if files already own some of the
   *     offsets between, which Kafka delivered earlier and no longer holds
   */
  public long deliver(long offset) {
    startAt(offset);
    long before = next;
    next = offset + 1;
    return before < offset && (gap != NO_GAP || owned(OffsetSet.of(before, offset - 1)))
        ? offset
        : before;
  }

  /**
   * Undoes the last {@link #deliver}: the record will be delivered again.
   *
   * @param before {@link #next} before that call
   */
  public void takeBack(long before) {
    next = Math.max(before, base);
  }

  private boolean owned(OffsetSet gap) {
    return settled.intersects(gap)
        || pending.values().stream().anyMatch(file -> file.offsets().intersects(gap));
  }

  /** Whether the offset is settled already. */
  public boolean settled(long offset) {
    return settled.contains(offset);
  }

  /**
   * Takes note that the consumer continues at an offset above {@link #next}. Until {@link
   * #closeGap}, base stays at or below the first offset that was passed over, and no file settles
   * these offsets.
   *
   * @return false if base is not known, or if everything between is settled or decided already
   */
  public boolean passOver(long offset) {
    if (base == LedgerEntry.UNKNOWN_BASE) {
      return false;
    }
    OffsetSet covered = settledFrom(next);
    pending.values().forEach(file -> covered.addAll(file.offsets()));
    if (covered.containsAll(next, offset - 1)) {
      return false;
    }
    if (gap == NO_GAP) {
      gap = next;
    }
    return true;
  }

  /** The lowest offset that was passed over without {@link #closeGap}; {@link #NO_GAP} for none. */
  public long gap() {
    return gap;
  }

  /**
   * Ends a gap: the offsets that were passed over need not be waited for.
   *
   * @param from the first offset of a gap that remains; {@link #NO_GAP} for none
   */
  public void closeGap(long from) {
    gap = from;
    advance();
  }

  /** Moves {@link #next} to a position that the consumer reached without delivering records. */
  public void reach(long position) {
    startAt(position);
    next = Math.max(next, position);
    advance();
  }

  /**
   * Moves base and {@link #next} over settled offsets, so that they are not consumed again. Call
   * only before the first record is delivered.
   */
  void resume() {
    if (base != LedgerEntry.UNKNOWN_BASE) {
      next = settled.firstAbsent(base);
      advance();
    }
  }

  /** Keeps base at or below the first offset of a file until the file is published. */
  public void hold(long firstOffset) {
    held.add(firstOffset);
  }

  /** Keeps base at or below a rejected record until {@link #acknowledge}. */
  public void reject(long offset) {
    rejected.add(offset);
  }

  /** Settles a rejected record whose report is done; any other offset is ignored. */
  public void acknowledge(long offset) {
    if (rejected.remove(offset)) {
      // A pending file with the offset settles it when it is published.
      if (pending.values().stream().noneMatch(file -> file.offsets().contains(offset))) {
        settled.add(offset, offset);
        settled.removeBelow(base);
      }
      advance();
    }
  }

  /**
   * Settles a record that was skipped on purpose. Call {@link #advance} after the batch.
   *
   * @param undelivered the result of {@link #deliver} for the record
   */
  public void skip(long undelivered, long offset) {
    if (!held.isEmpty() || !rejected.isEmpty() || gap != NO_GAP) {
      settled.add(settled.contains(undelivered - 1) ? undelivered : offset, offset);
    }
  }

  /** Moves base to the lowest offset that holds it, or to {@link #next}. */
  public void advance() {
    if (base == LedgerEntry.UNKNOWN_BASE) {
      return;
    }
    long lowest = next;
    if (!held.isEmpty()) {
      lowest = Math.min(lowest, held.first());
    }
    if (!rejected.isEmpty()) {
      lowest = Math.min(lowest, rejected.first());
    }
    if (gap != NO_GAP) {
      lowest = Math.min(lowest, gap);
    }
    if (lowest > base) {
      base = lowest;
      settled.removeBelow(base);
    }
  }

  /** The next entry: a snapshot that also decides these files. */
  public LedgerEntry commitEntry(List<PendingFile> files, String owner, UUID nonce) {
    List<PendingFile> decided = new ArrayList<>(pending.values());
    decided.addAll(files);
    return new LedgerEntry(
        seq + 1, owner, nonce, epoch, generation, base, settled.copy(), decided, Kind.COMMIT, log);
  }

  /**
   * The entry that begins a new generation at {@code newBase}, without settled offsets and pending
   * files.
   */
  LedgerEntry generationEntry(
      long newBase, String owner, UUID nonce, Optional<LogIdentity> newLog) {
    return new LedgerEntry(
        seq + 1,
        owner,
        nonce,
        epoch,
        generation + 1,
        newBase,
        new OffsetSet(),
        List.of(),
        Kind.ADMIN,
        newLog.orElse(log));
  }

  /** A copy of the settled offsets from {@code offset} upwards. */
  OffsetSet settledFrom(long offset) {
    OffsetSet copy = settled.copy();
    copy.removeBelow(offset);
    return copy;
  }

  LogIdentity log() {
    return log;
  }

  /** Sets the log that the offsets belong to; the next entry records it. */
  void identify(LogIdentity identity) {
    log = identity;
  }

  /**
   * Updates the state with a verified entry of {@link #commitEntry} and the files that it decided.
   */
  public void committed(LedgerEntry entry, List<PendingFile> files) {
    seq = entry.seq();
    recordedBase = entry.base();
    recordedSettled = entry.settled();
    files.forEach(this::decide);
  }

  /** Settles the offsets of a decided file that is published. */
  public void published(PendingFile file) {
    if (pending.remove(file.staged().uuid()) == null) {
      return;
    }
    settled.addAll(file.offsets());
    rejected
        .subSet(file.offsets().first(), true, file.offsets().last(), true)
        .forEach(settled::remove);
    held.remove(file.offsets().first());
    settled.removeBelow(base);
    advance();
  }

  private void decide(PendingFile file) {
    pending.put(file.staged().uuid(), file);
    hold(file.offsets().first());
  }
}
