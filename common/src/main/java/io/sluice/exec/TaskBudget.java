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
 * What the writers of one task may use together: heap, staged bytes, and files that are open at the
 * store. It decides for the whole task whose file is written out or rolled when something runs out:
 * the one that was written least recently, whichever writer owns it. The owner is woken and finds
 * the request in its {@link BudgetShare}.
 *
 * <p>Updated per batch and per file, never per record. Safe for any thread; never blocks on the
 * store.
 */
public final class TaskBudget {
  /** Part of the memory limit that flushing frees beyond the excess, so that it is rare. */
  private static final int SPARE_PART = 8;

  private final Limits limits;
  private final LongSupplier stagingExcess;

  /** Files that can be rolled, least recently written first. */
  private final Set<FileReservation> open = new LinkedHashSet<>();

  private final Set<FileReservation> rebuilds = new LinkedHashSet<>();

  /** Writers that wait for a file, in the order in which they get one. */
  private final Set<BudgetShare> waiting = new LinkedHashSet<>();

  private final BudgetTotals totals = new BudgetTotals();

  /**
   * A budget of which nothing is used.
   *
   * @param stagingExcess bytes that the store has staged above its own budget; 0 where it has none
   */
  public TaskBudget(Limits limits, LongSupplier stagingExcess) {
    this.limits = limits;
    this.stagingExcess = stagingExcess;
  }

  /**
   * The limits of a task.
   *
   * @param memoryBytes of queued records and encoders
   * @param files that are open or being sealed at once, at least 1; files that are written again
   *     come on top, since only further records can complete them
   * @param sealing files that are being sealed while others may still be opened, at least 1; a
   *     writer that seals none may open one all the same
   */
  public record Limits(long memoryBytes, int files, int sealing) {}

  /**
   * The share of one writer.
   *
   * @param wake called when the share has requests, or a file for a writer that waits; on any
   *     thread, holding the budget's lock, so it must only send a message
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
   * Heap bytes above the limit once the files that are on their way out are gone; may be negative.
   * Files that are written again do not count: they cannot be rolled early.
   */
  public synchronized long memoryExcess() {
    return totals.queued + totals.heap - totals.spokenFor - limits.memoryBytes();
  }

  /**
   * Whether to wait for files that are being published. Where none is, all room is taken by files
   * that only further records can complete.
   */
  public synchronized boolean stagingFull() {
    return totals.stagedLeaving > 0 && stagingExcess.getAsLong() > 0;
  }

  // What shares and reservations ask for, all under the lock.

  synchronized void queue(BudgetShare share, long bytes) {
    if (!share.closed) {
      share.queued += bytes;
      totals.queued += bytes;
    }
  }

  /** A reservation for another file; null if there is no room, and the writer then waits. */
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

  /** Asks for one file more than is on its way out already: its owner may hang. */
  synchronized void insist(BudgetShare share) {
    if (waiting.contains(share) && full()) {
      oldest(file -> true).ifPresent(this::askToRoll);
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

  /** Changes a reservation; a no-op after it was released. */
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

  /** Records that a file is now the one that was written last. */
  synchronized void touch(FileReservation file) {
    if (open.remove(file)) {
      open.add(file);
    }
  }

  /** Has owners flush or roll files as long as the task is above a limit. */
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
      rebuilds.stream().filter(file -> file.reclaimable() > 0).forEach(this::askToFlush);
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
        askToFlush(file);
      }
    }
    while (memoryExcess() > 0) {
      Optional<FileReservation> file = oldest(each -> each.heldHeap() > 0);
      if (file.isEmpty()) {
        return;
      }
      askToRoll(file.get());
    }
  }

  private void enforceStaging() {
    long excess = stagingExcess.getAsLong();
    while (excess > 0 && excess > totals.stagedLeaving) {
      Optional<FileReservation> file = oldest(each -> each.staged() > 0);
      if (file.isEmpty()) {
        return;
      }
      askToRoll(file.get());
    }
  }

  /** Asks for as many files as there are writers that wait, less those on their way out. */
  private void makeRoomForFiles() {
    if (full() && totals.files - open.size() < waiting.size()) {
      oldest(file -> true).ifPresent(this::askToRoll);
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

  private void askToFlush(FileReservation file) {
    change(file, file::expectFlush);
    file.share().ask(new BudgetShare.Flush(file.id()));
  }

  private void askToRoll(FileReservation file) {
    change(file, file::expectRoll);
    file.share().ask(new BudgetShare.Roll(file.id()));
  }
}
