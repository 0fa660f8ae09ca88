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
 * What one file uses of its task's budget: a file and heap until it is sealed, staged bytes until
 * it is published or given up. Safe for any thread; after {@link #release} nothing has an effect.
 */
public final class FileReservation {
  private final TaskBudget budget;
  private final BudgetShare share;
  private final UUID id;
  private final boolean rebuild;

  // All of these are guarded by the budget.
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
    /** Its owner has been asked to roll it. */
    ASKED,
    SEALING,
    SEALED,
    RELEASED
  }

  /**
   * What a file uses.
   *
   * @param heap bytes that its encoder holds
   * @param reclaimable bytes of them that writing early frees, as far as is known
   * @param staged bytes in staging
   */
  public record Usage(long heap, long reclaimable, long staged) {
    static final Usage NONE = new Usage(0, 0, 0);
  }

  /** After a batch: the file is now the one that was written last, and uses this much. */
  public void written(Usage now) {
    synchronized (budget) {
      budget.change(this, () -> usage = now);
      budget.touch(this);
    }
  }

  /** What the file buffered was written, as {@link BudgetShare.Flush} asked. */
  public void flushed(Usage now) {
    budget.change(
        this,
        () -> {
          usage = now;
          expectedFlush = 0;
        });
  }

  /** The file takes no more records and is being sealed. */
  public void seal(Usage now) {
    budget.change(
        this,
        () -> {
          usage = now;
          expectedFlush = 0;
          phase = Phase.SEALING;
        });
  }

  /** The file is sealed: it is closed at the store, and its heap is free. */
  public void sealed() {
    budget.change(this, () -> phase = Phase.SEALED);
  }

  /** The file is published, or given up. May be repeated. */
  public void release() {
    budget.change(this, () -> phase = Phase.RELEASED);
  }

  // What the budget reads and changes, under its lock.

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

  /** Bytes that a flush would free and that none was asked for. */
  long reclaimable() {
    return open() && expectedFlush == 0 ? usage.reclaimable() : 0;
  }

  /** Heap that is about to be freed, or that no decision can free. */
  long spokenFor() {
    return rebuild || phase != Phase.OPEN ? heldHeap() : Math.min(expectedFlush, usage.heap());
  }

  /** Staged bytes that are gone as soon as the file is published. */
  long stagedLeaving() {
    return phase == Phase.OPEN || phase == Phase.RELEASED ? 0 : usage.staged();
  }

  void expectFlush() {
    expectedFlush = usage.reclaimable();
  }

  void expectRoll() {
    phase = Phase.ASKED;
  }
}
