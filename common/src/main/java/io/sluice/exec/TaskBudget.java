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
package io.sluice.exec;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The limits that the writers of one task share: heap, staged bytes, and files that are open at the
 * store. When the task exceeds a limit, the budget requests that the least recently written file is
 * flushed or rolled, whichever writer owns it. The owner is woken and takes the request from its
 * {@link BudgetShare}.
 *
 * <p>Updated per batch and per file, never per record. Safe for any thread; never blocks on the
 * store.
 */
public final class TaskBudget {
  /** Flushing frees the excess and this part of the memory limit, so that flushes are rare. */
  private static final int SPARE_PART = 8;

  private final Limits limits;
  private final LongSupplier stagingExcess;

  /** Files that can be rolled, least recently written first. */
  private final Set<FileReservation> open = new LinkedHashSet<>();

  private final Set<FileReservation> rebuilds = new LinkedHashSet<>();

  /** Writers that wait for room for a file, in the order in which they get it. */
  private final Set<BudgetShare> waiting = new LinkedHashSet<>();

  private final BudgetTotals totals = new BudgetTotals();

  /**
   * Creates an unused budget.
   *
   * @param stagingExcess the bytes by which staging exceeds the store's own limit; 0 if it has none
   */
  public TaskBudget(Limits limits, LongSupplier stagingExcess) {
    this.limits = limits;
    this.stagingExcess = stagingExcess;
  }

  /**
   * The limits of a task.
   *
   * @param memoryBytes the limit of the heap bytes of queued records and encoders together
   * @param files the most files that are open or being sealed, at least 1; rebuilds do not count,
   *     since only further records can complete them
   * @param sealing the most files that are being sealed while others are opened, at least 1; a
   *     writer that seals none may still open one
   */
  public record Limits(long memoryBytes, int files, int sealing) {}

  /**
   * Creates the share of one writer.
   *
   * @param wake called when the share has requests, or room for a file that its writer waits for;
   *     on any thread, under the budget's lock, so it must only send a message
   */
  public BudgetShare share(Runnable wake) {
    return new BudgetShare(this, wake);
  }

  public long memoryLimit() {
    return limits.memoryBytes();
  }

  /** Heap bytes in use, by queued records and by files. */
  public synchronized long memoryUsed() {
    return totals.queued + totals.heap;
  }

  /** Heap bytes of records that wait in mailboxes. */
  public synchronized long queuedBytes() {
    return totals.queued;
  }

  /** Files that are open or being sealed. */
  public synchronized int openFiles() {
    return totals.files + totals.rebuilds;
  }

  /**
   * The heap bytes that exceed the limit after all requested flushes and rolls; may be negative. A
   * rebuild cannot be rolled early, so its memory does not count.
   */
  public synchronized long memoryExcess() {
    return totals.queued + totals.heap - totals.spokenFor - limits.memoryBytes();
  }

  /**
   * Whether staging exceeds its limit and will have room again when files are published. If no file
   * is being published, waiting would not help: only further records can complete the files.
   */
  public synchronized boolean stagingFull() {
    return totals.stagedPublishing > 0 && stagingExcess.getAsLong() > 0;
  }

  // Shares and reservations call the following methods.

  synchronized void queue(BudgetShare share, long bytes) {
    if (!share.closed) {
      share.queued += bytes;
      totals.queued += bytes;
    }
  }

  /**
   * Reserves a file; returns null if there is no room, and then the writer is woken when there is.
   */
  synchronized FileReservation open(BudgetShare share, FileReservation file) {
    if (share.closed) {
      return null;
    }
    if (!file.rebuild()) {
      if (share.granted) {
        share.granted = false;
        totals.granted--;
      } else if (!hasRoom(share)) {
        waiting.add(share);
        makeRoomForFiles();
        return null;
      }
    }
    share.files.add(file);
    (file.rebuild() ? rebuilds : open).add(file);
    totals.add(file, 1);
    return file;
  }

  /** Evicts one more file: the owners of those that were evicted already may hang. */
  synchronized void insist(BudgetShare share) {
    if (waiting.contains(share) && full()) {
      oldest(file -> true).ifPresent(this::evict);
    }
  }

  synchronized void giveBack(BudgetShare share) {
    waiting.remove(share);
    if (share.granted) {
      share.granted = false;
      totals.granted--;
      grant();
    }
  }

  /** Changes a reservation; does nothing after its release. */
  synchronized void change(FileReservation file, Runnable change) {
    if (file.released()) {
      return;
    }
    totals.add(file, -1);
    change.run();
    totals.add(file, 1);
    if (!file.rollable()) {
      open.remove(file);
    }
    if (!file.open()) {
      rebuilds.remove(file);
      grant();
    }
    if (file.released()) {
      file.share().files.remove(file);
    }
  }

  /** Makes a file the most recently written one. */
  synchronized void touch(FileReservation file) {
    if (open.remove(file)) {
      open.add(file);
    }
  }

  /** Requests flushes and rolls until they bring the task below its limits. */
  synchronized void enforce() {
    enforceMemory();
    enforceStaging();
  }

  synchronized void close(BudgetShare share) {
    queue(share, -share.queued);
    share.closed = true;
    giveBack(share);
    for (FileReservation file : Set.copyOf(share.files)) {
      file.release();
    }
  }

  private void enforceMemory() {
    if (totals.queued + totals.heap > limits.memoryBytes()) {
      rebuilds.stream().filter(file -> file.reclaimable() > 0).forEach(this::requestFlush);
    }
    long wanted = memoryExcess();
    if (wanted <= 0) {
      return;
    }
    wanted += limits.memoryBytes() / SPARE_PART;
    for (FileReservation file : open) {
      if (wanted <= 0) {
        break;
      }
      if (file.reclaimable() > 0) {
        wanted -= file.reclaimable();
        requestFlush(file);
      }
    }
    while (memoryExcess() > 0) {
      Optional<FileReservation> file = oldest(each -> each.heldHeap() > 0);
      if (file.isEmpty()) {
        return;
      }
      evict(file.get());
    }
  }

  private void enforceStaging() {
    long excess = stagingExcess.getAsLong();
    while (excess > 0 && excess > totals.stagedPublishing) {
      Optional<FileReservation> file = oldest(each -> each.staged() > 0);
      if (file.isEmpty()) {
        return;
      }
      evict(file.get());
    }
  }

  /** Evicts a file unless as many files are being rolled as writers wait. */
  private void makeRoomForFiles() {
    if (full() && totals.files - open.size() < waiting.size()) {
      oldest(file -> true).ifPresent(this::evict);
    }
  }

  private boolean full() {
    return totals.files + totals.granted >= limits.files();
  }

  private boolean hasRoom(BudgetShare share) {
    return !full() && (totals.sealing < limits.sealing() || share.sealing == 0);
  }

  private void grant() {
    for (BudgetShare share : List.copyOf(waiting)) {
      if (hasRoom(share)) {
        waiting.remove(share);
        share.granted = true;
        totals.granted++;
        share.wake();
      }
    }
  }

  private Optional<FileReservation> oldest(Predicate<FileReservation> condition) {
    return open.stream().filter(condition).findFirst();
  }

  private void requestFlush(FileReservation file) {
    change(file, file::expectFlush);
    file.share().request(new BudgetShare.Flush(file.id()));
  }

  private void evict(FileReservation file) {
    change(file, file::expectRoll);
    file.share().request(new BudgetShare.Roll(file.id()));
  }
}
