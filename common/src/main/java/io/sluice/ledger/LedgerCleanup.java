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
 * Whether old ledger entries may be deleted. Once the store has refused that, the partitions of the
 * task ask again only now and then: a store that keeps everything costs hardly more than one that
 * does not, and a permission that was missing for a while is used when it is back. Nothing else
 * depends on it: an entry that stays is never read. Safe for any thread.
 */
public final class LedgerCleanup {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerCleanup.class);

  /** So many chances to delete are passed over after a refusal. */
  static final int PASSED_OVER = 100;

  private final AtomicInteger toPassOver = new AtomicInteger();
  private final AtomicBoolean logged = new AtomicBoolean();
  private final LongConsumer onKept;

  /**
   * Allowed until it is refused.
   *
   * @param onKept takes the number of entries that stay although nobody needs them any more
   */
  public LedgerCleanup(LongConsumer onKept) {
    this.onKept = onKept;
  }

  /** Whether this is a chance to delete; passes it over if the store has refused lately. */
  boolean allowed() {
    return toPassOver.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
  }

  /** Takes note that the store refuses. */
  void refused(String reason) {
    toPassOver.set(PASSED_OVER);
    if (logged.compareAndSet(false, true)) {
      LOG.info("Old ledger entries stay, which is harmless: {}", reason);
    }
  }

  void kept(long entries) {
    onKept.accept(entries);
  }
}
