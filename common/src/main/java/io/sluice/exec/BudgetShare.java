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
 * What one writer uses of its task's budget, and what the task asks of it. Closing it frees
 * everything at once. Safe for any thread.
 */
public final class BudgetShare {
  private final TaskBudget budget;
  private final Runnable wake;

  // All of these are guarded by the budget.
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

  /** What the task asks the writer to do with one of its files. */
  public sealed interface Request {
    /** The file; it may have been rolled meanwhile. */
    UUID file();
  }

  /** Write what the file buffers, then report {@link FileReservation#flushed}. */
  public record Flush(UUID file) implements Request {}

  /** Complete the file. */
  public record Roll(UUID file) implements Request {}

  /** Adds the weight of records that wait in the mailbox, in bytes. */
  public void enqueue(long bytes) {
    budget.queue(this, bytes);
  }

  /** Takes off the weight of records that wait no longer. */
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
   * Reserves a file. If there is no room, the writer is woken as soon as there is, and then tries
   * again or calls {@link #giveBack}.
   *
   * @return null if there is no room
   */
  public FileReservation openFile(UUID id) {
    return budget.open(this, new FileReservation(budget, this, id, false));
  }

  /**
   * Reserves a file that is written again and that only further records can complete: it is never
   * asked to roll, and never waits for others that do.
   *
   * @return null only if the share is closed
   */
  public FileReservation openRebuild(UUID id) {
    return budget.open(this, new FileReservation(budget, this, id, true));
  }

  /** The writer waits for no file any more: frees one that it was given and did not use. */
  public void giveBack() {
    budget.giveBack(this);
  }

  /** For a writer that has waited long for a file: has another one rolled. */
  public void insist() {
    budget.insist(this);
  }

  /** Has the writers of the task flush or roll files as long as it is above a limit. */
  public void enforce() {
    budget.enforce();
  }

  /** Removes and returns what the task asks of this writer. */
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

  /** Frees everything and takes nothing more, for a writer that has ended. May be repeated. */
  public void close() {
    budget.close(this);
  }

  /** Under the budget's lock. */
  void ask(Request request) {
    requests.add(request);
    if (requests.size() == 1) {
      wake.run();
    }
  }

  /** Under the budget's lock. */
  void wake() {
    wake.run();
  }
}
