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

/**
 * What one task has seen of a partition's ledger in its openings so far, so that the next one
 * notices a connector that claims the same ledger in turn.
 *
 * @param epoch of the last claim of this task that was verified; 0 before the first
 * @param takeovers how often an entry of another connector was found above such a claim
 */
public record Tenure(long epoch, int takeovers) {

  /** Of a task that has not opened the partition yet. */
  public static final Tenure NONE = new Tenure(0, 0);

  /** A renamed connector takes over once; whoever comes back after that is another connector. */
  private static final int TAKEOVERS = 2;

  /**
   * Takes note of the highest entry.
   *
   * @param owner who is opening the partition
   */
  Tenure meets(LedgerEntry highest, String owner) {
    boolean foreign =
        epoch > 0
            && highest.epoch() > epoch
            && !connector(highest.owner()).equals(connector(owner));
    return foreign ? new Tenure(epoch, takeovers + 1) : this;
  }

  Tenure claimed(long newEpoch) {
    return new Tenure(newEpoch, takeovers);
  }

  boolean contested() {
    return takeovers >= TAKEOVERS;
  }

  /** The name of the connector; owners are named after it, with a suffix behind a hyphen. */
  static String connector(String owner) {
    int end = owner.lastIndexOf('-');
    return end < 0 ? owner : owner.substring(0, end);
  }
}
