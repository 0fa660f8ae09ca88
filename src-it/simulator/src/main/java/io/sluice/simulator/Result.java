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
package io.sluice.simulator;

import java.util.List;

/**
 * The result of one schedule.
 *
 * @param violation null if every invariant held
 * @param faults how many faults, kills, freezes and expulsions there were
 * @param commits how many commit entries there are in the ledgers
 * @param storageCalls how many storage calls the part with faults made
 * @param trace the steps, if they were recorded
 */
record Result(Violation violation, int faults, int commits, int storageCalls, List<String> trace) {

  /** Whether the schedule put the protocol to a test. */
  boolean counts() {
    return faults > 0 && commits > 0;
  }
}
