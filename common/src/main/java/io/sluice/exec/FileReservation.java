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

import java.util.UUID;

/**
 * One file's part of its task's budget: an open file and heap until it is sealed, staged bytes
 * until it is published or released. Safe for any thread; after {@link #release} no method has an
 * effect.
 */
public final class FileReservation {
  private final TaskBudget budget;
  private final BudgetShare share;
  private final UUID id;
  private final boolean rebuild;

  // The following fields are guarded by the budget.
  private Phase phase = Phase.OPEN;
  private Usage usage = Usage.NONE;
  private long expectedFlush;

  FileReservation(TaskBudget budget, BudgetShare share, UUID id, boolean rebuild) {
    this.budget = budget;
    this.share = share;
    this.id = id;
    this.rebuild = rebuild;
  }

  private enum Phase {
    OPEN,
    /** Its writer has a request to roll it. */
    EVICTED,
    SEALING,
    SEALED,
    RELEASED
  }

  /**
   * A file's use of memory and staging.
   *
   * @param heap bytes that its encoder holds
   * @param reclaimable bytes of the heap that a flush is expected to free
   * @param staged bytes in staging
   */
  public record Usage(long heap, long reclaimable, long staged) {
    static final Usage NONE = new Usage(0, 0, 0);
  }

  /** Updates the usage after a batch, and makes the file the most recently written one. */
  public void written(Usage now) {
    synchronized (budget) {
      budget.change(this, () -> usage = now);
      budget.touch(this);
    }
  }

  /** Updates the usage after a {@link BudgetShare.Flush}. */
  public void flushed(Usage now) {
    budget.change(
        this,
        () -> {
          usage = now;
          expectedFlush = 0;
        });
  }

  /** Marks the file as being sealed. */
  public void seal(Usage now) {
    budget.change(
        this,
        () -> {
          usage = now;
          expectedFlush = 0;
          phase = Phase.SEALING;
        });
  }

  /** Marks the file as sealed: it is closed at the store, and its heap is free. */
  public void sealed() {
    budget.change(this, () -> phase = Phase.SEALED);
  }

  /** Frees the reservation of a file that is published or released. May be repeated. */
  public void release() {
    budget.change(this, () -> phase = Phase.RELEASED);
  }

  // The budget calls the following methods, under its lock.

  UUID id() {
    return id;
  }

  BudgetShare share() {
    return share;
  }

  boolean rebuild() {
    return rebuild;
  }

  boolean rollable() {
    return phase == Phase.OPEN && !rebuild;
  }

  boolean open() {
    return phase.compareTo(Phase.SEALED) < 0;
  }

  boolean sealing() {
    return phase == Phase.SEALING;
  }

  boolean released() {
    return phase == Phase.RELEASED;
  }

  long heldHeap() {
    return open() ? usage.heap() : 0;
  }

  long staged() {
    return usage.staged();
  }

  /** Heap bytes that a flush would free; 0 while one is requested. */
  long reclaimable() {
    return open() && expectedFlush == 0 ? usage.reclaimable() : 0;
  }

  /** Heap bytes that are already requested to be freed, or that cannot be freed early. */
  long spokenFor() {
    return rebuild || phase != Phase.OPEN ? heldHeap() : Math.min(expectedFlush, usage.heap());
  }

  /** Staged bytes that are freed when the file is published; 0 while no roll is requested. */
  long stagedPublishing() {
    return phase == Phase.OPEN || phase == Phase.RELEASED ? 0 : usage.staged();
  }

  void expectFlush() {
    expectedFlush = usage.reclaimable();
  }

  void expectRoll() {
    phase = Phase.EVICTED;
  }
}
