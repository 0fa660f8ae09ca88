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

/** What all reservations of a {@link TaskBudget} add up to; guarded by it. */
final class BudgetTotals {
  /** Heap bytes of records that wait in mailboxes. */
  long queued;

  /** Heap bytes of files. */
  long heap;

  /** Heap bytes of files that are about to be freed, or that no decision can free. */
  long spokenFor;

  /** Staged bytes of files that are on their way to being published. */
  long stagedLeaving;

  /** Files that are open or being sealed, without those that are written again. */
  int files;

  /** Files that are written again, open or being sealed. */
  int rebuilds;

  int sealing;

  /** Files that were granted to writers which have not opened them yet. */
  int granted;

  /** Adds a reservation, or takes it off with the sign -1. */
  void add(FileReservation file, int sign) {
    heap += sign * file.heldHeap();
    spokenFor += sign * file.spokenFor();
    stagedLeaving += sign * file.stagedLeaving();
    if (file.open()) {
      files += file.rebuild() ? 0 : sign;
      rebuilds += file.rebuild() ? sign : 0;
    }
    if (file.sealing()) {
      sealing += sign;
      file.share().sealing += sign;
    }
  }
}
