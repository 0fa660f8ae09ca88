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
package io.sluice.ledger;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether old ledger entries are deleted. After the store has refused a deletion, the
 * partitions of the task try again only occasionally: this costs little where deletion is never
 * permitted, and a permission that is granted later is used. Entries that are kept do no harm: they
 * are never read. Safe for any thread.
 */
public final class LedgerCleanup {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerCleanup.class);

  /** The number of deletions that are skipped after a refusal. */
  static final int SKIPPED = 100;

  private final AtomicInteger toSkip = new AtomicInteger();
  private final AtomicBoolean logged = new AtomicBoolean();
  private final LongConsumer onKept;

  /**
   * Deletion is allowed until the store refuses it.
   *
   * @param onKept takes the number of entries that are kept although nobody needs them any more
   */
  public LedgerCleanup(LongConsumer onKept) {
    this.onKept = onKept;
  }

  /** Whether to delete now; false for the calls that are skipped after a refusal. */
  boolean allowed() {
    return toSkip.getAndUpdate(remaining -> Math.max(0, remaining - 1)) == 0;
  }

  /** Takes note that the store refused a deletion. */
  void refused(String reason) {
    toSkip.set(SKIPPED);
    if (logged.compareAndSet(false, true)) {
      LOG.info("Old ledger entries are kept, which is harmless: {}", reason);
    }
  }

  void kept(long entries) {
    onKept.accept(entries);
  }
}
