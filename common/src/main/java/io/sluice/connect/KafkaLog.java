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
package io.sluice.connect;

import io.sluice.config.KafkaConfig;
import io.sluice.ledger.LedgerEntry.LogIdentity;
import io.sluice.ledger.LogSource.LogRange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks Kafka for the log of a partition through the connector's own client, if one is configured.
 * Safe for any thread; connects with the first question.
 */
final class KafkaLog implements TopicLogs {
  private final KafkaConfig config;
  private Admin admin;
  private boolean closed;

  KafkaLog(KafkaConfig config) {
    this.config = config;
  }

  @Override
  public Optional<LogRange> describe(String topic, int partition) throws IOException {
    if (!config.enabled()) {
      return Optional.empty();
    }
    TopicPartition topicPartition = new TopicPartition(topic, partition);
    try {
      Admin client = client();
      var cluster = client.describeCluster().clusterId();
      var description = client.describeTopics(List.of(topic)).topicNameValues().get(topic);
      ListOffsetsResult start = client.listOffsets(Map.of(topicPartition, OffsetSpec.earliest()));
      ListOffsetsResult end = client.listOffsets(Map.of(topicPartition, OffsetSpec.latest()));
      TopicDescription found = description.get();
      return Optional.of(
          new LogRange(
              new LogIdentity(cluster.get(), found.topicId().toString()),
              start.partitionResult(topicPartition).get().offset(),
              end.partitionResult(topicPartition).get().offset()));
    } catch (ExecutionException e) {
      throw new IOException(
          "Kafka was asked for the log of %s through kafka.bootstrap.servers and answered: %s"
              .formatted(topicPartition, e.getCause().getMessage()),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking Kafka for the log of " + topicPartition, e);
    }
  }

  private synchronized Admin client() throws IOException {
    if (closed) {
      throw new IOException("the task is stopping");
    }
    if (admin == null) {
      admin = Admin.create(config.settings());
    }
    return admin;
  }

  /** Closes the client without waiting for its answers. */
  @Override
  public synchronized void close() {
    closed = true;
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
