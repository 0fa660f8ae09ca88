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

import io.sluice.ledger.LedgerEntry.LogIdentity;
import java.io.IOException;
import java.util.Optional;

/** Kafka's view of topic partitions. */
@FunctionalInterface
public interface LogSource {

  /**
   * Returns the present log of a topic partition; empty if no Kafka client is configured. Blocks;
   * never called on a task thread.
   *
   * @throws IOException if Kafka does not answer
   */
  Optional<LogRange> describe(String topic, int partition) throws IOException;

  /**
   * The log of one topic partition.
   *
   * @param identity identifies the log
   * @param start the lowest offset that Kafka retains
   * @param end the offset that the next record will have
   */
  record LogRange(LogIdentity identity, long start, long end) {}
}
