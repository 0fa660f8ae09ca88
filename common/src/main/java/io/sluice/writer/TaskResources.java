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
package io.sluice.writer;

import io.sluice.exec.OutageLog;
import io.sluice.exec.TaskBudget;
import io.sluice.exec.TaskThreads;
import io.sluice.exec.TaskTime;
import io.sluice.ledger.LedgerCleanup;
import io.sluice.metrics.TaskMetrics;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What the writers of one task share.
 *
 * @param time the wall clock and the measure of durations
 * @param random the source of ids and jitter; safe for several threads
 * @param threads the threads that run mailboxes, storage calls and cleaning
 * @param storage the connection to the store
 * @param budget the budget of memory, staging and open files
 * @param cleanup whether old ledger entries are deleted
 * @param metrics the task's metrics
 * @param outages logs the beginning and end of each outage
 */
public record TaskResources(
    TaskTime time,
    RandomGenerator random,
    TaskThreads threads,
    LazyStorage storage,
    TaskBudget budget,
    LedgerCleanup cleanup,
    TaskMetrics metrics,
    OutageLog outages) {

  /** Milliseconds of the task's ticker. */
  public long ticks() {
    return time.ticker().millis();
  }

  /** A version 4 UUID. */
  public UUID uuid() {
    long high = random.nextLong() & ~0xF000L | 0x4000L;
    long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
