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
 * What one task has seen in its openings of a partition so far. The next opening uses it to detect
 * another connector that claims the same ledger alternately.
 *
 * @param epoch the epoch of this task's last verified claim; 0 before the first
 * @param takeovers how often an entry of another connector was found above such a claim
 */
public record Tenure(long epoch, int takeovers) {

  /** The tenure of a task that has not opened the partition yet. */
  public static final Tenure NONE = new Tenure(0, 0);

  /** A renamed connector takes over once; a second takeover is by another, running connector. */
  private static final int TAKEOVERS = 2;

  /**
   * Takes note of the highest entry.
   *
   * @param owner the owner that opens the partition
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

  /** The connector's name: an owner without the suffix after the last hyphen. */
  static String connector(String owner) {
    int end = owner.lastIndexOf('-');
    return end < 0 ? owner : owner.substring(0, end);
  }
}
