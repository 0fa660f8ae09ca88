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

import io.sluice.storage.FileIdentity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Checks the invariants of the commit protocol, from durable state alone. */
final class Oracle implements DurableState.Observer {
  private final Map<TopicPartition, PartitionOracle> partitions = new LinkedHashMap<>();
  private final Map<String, PartitionOracle> byLedgerDirectory = new LinkedHashMap<>();
  private final Violations violations;

  Oracle(Violations violations) {
    this.violations = violations;
  }

  void add(PartitionLog log) {
    PartitionOracle partition = new PartitionOracle(log, violations);
    TopicPartition topicPartition = log.topicPartition();
    partitions.put(topicPartition, partition);
    byLedgerDirectory.put(
        Scenario.LEDGER + "/" + topicPartition.topic() + "/" + topicPartition.partition(),
        partition);
  }

  PartitionOracle partition(TopicPartition topicPartition) {
    return partitions.get(topicPartition);
  }

  /** Whether the ledger contains an entry now, void or not. */
  boolean has(TopicPartition topicPartition, long seq) {
    return partition(topicPartition).has(seq);
  }

  /** Whether records that retention deleted before they were stored must stop the task. */
  void gapsFail(boolean fail) {
    partitions.values().forEach(partition -> partition.gapsFail(fail));
  }

  /** How many commit entries there are. */
  int commits() {
    return partitions.values().stream().mapToInt(PartitionOracle::commits).sum();
  }

  @Override
  public void created(String directory, String name, byte[] content) {
    ledger(directory).created(seq(name), content);
  }

  @Override
  public void deleted(String directory, String name) {
    ledger(directory).deleted(seq(name));
  }

  @Override
  public void published(String name, FileIdentity identity, byte[] content) {
    TopicPartition topicPartition = new TopicPartition(identity.topic(), identity.partition());
    PublishedOffsets offsets;
    try {
      offsets = PublishedOffsets.read(topicPartition, name, content);
    } catch (IllegalArgumentException e) {
      throw violations.raise(e.getMessage(), e);
    }
    partitions.get(topicPartition).published(name, identity, offsets);
  }

  private PartitionOracle ledger(String directory) {
    PartitionOracle partition = byLedgerDirectory.get(directory);
    if (partition == null) {
      throw violations.raise("no ledger belongs into " + directory);
    }
    return partition;
  }

  private long seq(String name) {
    if (name.length() != 25 || !name.endsWith(".json")) {
      throw violations.raise("no entry is called " + name);
    }
    return Long.MAX_VALUE - Long.parseLong(name.substring(0, 20));
  }
}
