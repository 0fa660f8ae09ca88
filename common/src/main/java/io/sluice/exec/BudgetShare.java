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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;

/**
 * One writer's share of its task's budget: its reservations, and the requests of the budget to
 * flush or roll its files. Closing it frees all reservations. Safe for any thread.
 */
public final class BudgetShare {
  private final TaskBudget budget;
  private final Runnable wake;

  // The following fields are guarded by the budget.
  final Set<FileReservation> files = new HashSet<>();
  private final Queue<Request> requests = new ArrayDeque<>();
  long queued;
  int sealing;
  boolean granted;
  boolean closed;

  BudgetShare(TaskBudget budget, Runnable wake) {
    this.budget = budget;
    this.wake = wake;
  }

  /** A request of the budget to the writer of a file. */
  public sealed interface Request {
    /** The file; it may have been rolled meanwhile. */
    UUID file();
  }

  /** Requests a flush of the file's buffers, which ends with {@link FileReservation#flushed}. */
  public record Flush(UUID file) implements Request {}

  /** Requests that the file is rolled. */
  public record Roll(UUID file) implements Request {}

  /** Adds the weight of records that wait in the mailbox, in bytes. */
  public void enqueue(long bytes) {
    budget.queue(this, bytes);
  }

  /** Subtracts the weight of records that no longer wait, in bytes. */
  public void dequeue(long bytes) {
    budget.queue(this, -bytes);
  }

  /** The weight of the records that wait in the mailbox, in bytes. */
  public long queuedBytes() {
    synchronized (budget) {
      return queued;
    }
  }

  /**
   * Reserves a file. If there is no room, the writer is woken as soon as there is; it then has to
   * retry or to call {@link #giveBack}.
   *
   * @return null if there is no room
   */
  public FileReservation openFile(UUID id) {
    return budget.open(this, new FileReservation(budget, this, id, false));
  }

  /**
   * Reserves a rebuild. Only further records can complete it, so it is never evicted, and it does
   * not wait for room.
   *
   * @return null only if the share is closed
   */
  public FileReservation openRebuild(UUID id) {
    return budget.open(this, new FileReservation(budget, this, id, true));
  }

  /** Ends the wait for a file, and frees the reservation that was granted and not used, if any. */
  public void giveBack() {
    budget.giveBack(this);
  }

  /** Evicts another file, on behalf of a writer that has waited long for room. */
  public void insist() {
    budget.insist(this);
  }

  /**
   * Requests flushes and evictions from the task's writers until they bring it below its limits.
   */
  public void enforce() {
    budget.enforce();
  }

  /** Removes and returns the waiting requests. */
  public List<Request> takeRequests() {
    synchronized (budget) {
      if (requests.isEmpty()) {
        return List.of();
      }
      List<Request> taken = new ArrayList<>(requests);
      requests.clear();
      return taken;
    }
  }

  /**
   * Frees all reservations; later ones are refused. For a writer that has ended. May be repeated.
   */
  public void close() {
    budget.close(this);
  }

  /** Adds a request. The caller holds the budget's lock. */
  void request(Request request) {
    requests.add(request);
    if (requests.size() == 1) {
      wake.run();
    }
  }

  /** Wakes the writer. The caller holds the budget's lock. */
  void wake() {
    wake.run();
  }
}
