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

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * One immutable entry of a partition's ledger: a full snapshot of the settled offsets and decided
 * files. Recovery reads only the highest entry.
 *
 * @param seq its position in the ledger, from 1
 * @param owner who appended it, for people who read the ledger
 * @param nonce distinguishes this entry from other attempts at the same position
 * @param epoch the {@code seq} of the claim under which it was appended
 * @param generation how often the partition's offsets were altered, from 0
 * @param base every offset below it is settled; {@link #UNKNOWN_BASE} until the first record or
 *     position was seen
 * @param settled the settled offsets at or above base
 * @param pending files that are decided and not yet known to be published; disjoint from settled
 * @param kind the reason for the entry
 * @param log identifies the log that the offsets belong to
 */
public record LedgerEntry(
    long seq,
    String owner,
    UUID nonce,
    long epoch,
    long generation,
    long base,
    OffsetSet settled,
    List<PendingFile> pending,
    Kind kind,
    LogIdentity log) {

  /** The version of the entry format that this code writes, and the highest that it reads. */
  public static final int VERSION = 1;

  /** The most bytes that an entry may have. */
  public static final int MAX_BYTES = 1 << 20;

  /** The value of a base that is not known yet. */
  public static final long UNKNOWN_BASE = -1;

  /** Why an entry was appended. */
  public enum Kind {
    /** A task opened the partition and fenced every earlier task. */
    CLAIM,
    /** Files were decided, or base was checkpointed. */
    COMMIT,
    /** Offsets were altered: a new generation begins. */
    ADMIN
  }

  public LedgerEntry {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(nonce, "nonce");
    Objects.requireNonNull(settled, "settled");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(log, "log");
    pending = List.copyOf(pending);
    if (seq < 1 || epoch < 1 || epoch > seq || generation < 0 || base < UNKNOWN_BASE) {
      throw new IllegalArgumentException(
          "bad entry: seq %d, epoch %d, generation %d, base %d"
              .formatted(seq, epoch, generation, base));
    }
  }

  /**
   * Identifies the log that the offsets belong to, as far as it is known from the optional Kafka
   * client.
   *
   * @param clusterId null if not known
   * @param topicId null if not known
   */
  public record LogIdentity(String clusterId, String topicId) {
    public static final LogIdentity UNKNOWN = new LogIdentity(null, null);

    /** Whether an id that is known on both sides differs. */
    public boolean contradicts(LogIdentity other) {
      return differs(clusterId, other.clusterId) || differs(topicId, other.topicId);
    }

    private static boolean differs(String one, String other) {
      return one != null && other != null && !one.equals(other);
    }
  }
}
