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

import io.sluice.connect.TopicLogs;
import io.sluice.ledger.LedgerEntry.LogIdentity;
import io.sluice.ledger.LogSource.LogRange;
import io.sluice.storage.StorageException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The connector's own Kafka client; its questions are calls that may fail or stall. */
final class ModelLogs implements TopicLogs {
  private final KafkaModel kafka;
  private final SimulatedStorage.Calls calls;

  ModelLogs(KafkaModel kafka, SimulatedStorage.Calls calls) {
    this.kafka = kafka;
    this.calls = calls;
  }

  @Override
  public Optional<LogRange> describe(String topic, int partition) throws StorageException {
    PartitionLog log = kafka.log(new TopicPartition(topic, partition));
    return calls.invoke(
        StorageCall.DESCRIBE,
        false,
        topic + "-" + partition,
        () ->
            Optional.of(
                new LogRange(new LogIdentity("cluster", log.topicId()), log.start(), log.end())));
  }

  @Override
  public void check(Collection<String> topics) {}

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(String group) {
    return Map.of();
  }

  @Override
  public void close() {}
}
