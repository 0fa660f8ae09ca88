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

/** The sums of all reservations of a {@link TaskBudget}, which guards them. */
final class BudgetTotals {
  /** Heap bytes of records that wait in mailboxes. */
  long queued;

  /** Heap bytes of files. */
  long heap;

  /** Heap bytes of files that are already requested to be freed, or that cannot be freed early. */
  long spokenFor;

  /** Staged bytes of files that are being rolled or published. */
  long stagedPublishing;

  /** Files that are open or being sealed, without rebuilds. */
  int files;

  /** Rebuilds that are open or being sealed. */
  int rebuilds;

  int sealing;

  /** Files that were granted to writers and are not open yet. */
  int granted;

  /** Adds a reservation if the sign is 1, subtracts it if the sign is -1. */
  void add(FileReservation file, int sign) {
    heap += sign * file.heldHeap();
    spokenFor += sign * file.spokenFor();
    stagedPublishing += sign * file.stagedPublishing();
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
