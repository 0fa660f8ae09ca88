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

import io.sluice.ledger.Failure;
import io.sluice.ledger.LedgerEntry;
import io.sluice.ledger.LedgerPolicy;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the offset of the first record after the seek with the offset that was sought. */
final class FirstRecord {
  private static final Logger LOG = LoggerFactory.getLogger(FirstRecord.class);

  private final TopicPartition topicPartition;
  private final LedgerPolicy policy;
  private long expected;

  /**
   * @param expected the offset that was sought; {@link LedgerEntry#UNKNOWN_BASE} if none was
   */
  FirstRecord(TopicPartition topicPartition, LedgerPolicy policy, long expected) {
    this.topicPartition = topicPartition;
    this.policy = policy;
    this.expected = expected;
  }

  /**
   * Checks the first offset that is delivered; later calls always pass.
   *
   * @return a failure if the topic was reset: the offset is below the one that was sought
   */
  Optional<Failure> check(long offset) {
    long sought = expected;
    expected = LedgerEntry.UNKNOWN_BASE;
    if (sought == LedgerEntry.UNKNOWN_BASE || offset == sought) {
      return Optional.empty();
    }
    if (offset < sought) {
      String what = "the ledger is at offset %d, Kafka delivers %d".formatted(sought, offset);
      return Optional.of(policy.reset(topicPartition.toString(), what, offset));
    }
    LOG.warn(
        "{} continues at offset {} instead of {}: compaction, transaction markers or retention"
            + " removed the offsets between",
        topicPartition,
        offset,
        sought);
    return Optional.empty();
  }
}
