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
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether old ledger entries may be deleted. Once the store has refused that, no partition of the
 * task asks again, so that a store that keeps everything costs no more than one that does not.
 * Nothing else depends on it: an entry that stays is never read. Safe for any thread.
 */
public final class LedgerCleanup {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerCleanup.class);

  private final AtomicBoolean refused = new AtomicBoolean();
  private final LongConsumer onKept;

  /**
   * Allowed until it is refused.
   *
   * @param onKept takes the number of entries that stay although nobody needs them any more
   */
  public LedgerCleanup(LongConsumer onKept) {
    this.onKept = onKept;
  }

  boolean allowed() {
    return !refused.get();
  }

  /** Takes note that the store refuses, for good. */
  void refused(String reason) {
    if (refused.compareAndSet(false, true)) {
      LOG.info("Old ledger entries stay, which is harmless: {}", reason);
    }
  }

  void kept(long entries) {
    onKept.accept(entries);
  }
}
