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
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Queries a Kafka cluster, if one is configured. Connects at the first query. */
final class KafkaLog implements TopicLogs {
  private final KafkaConfig config;
  private final KafkaErrors errors;
  private final Lock connecting = new ReentrantLock();
  private volatile Admin admin;
  private volatile boolean closed;

  KafkaLog(KafkaConfig config) {
    this.config = config;
    this.errors = new KafkaErrors(config);
  }

  @Override
  public Optional<LogRange> describe(String topic, int partition) throws IOException {
    if (!config.enabled()) {
      return Optional.empty();
    }
    TopicPartition asked = new TopicPartition(topic, partition);
    return Optional.of(ask("the log of " + asked, (client, wait) -> range(client, wait, asked)));
  }

  private static LogRange range(Admin client, Wait wait, TopicPartition asked)
      throws ExecutionException, InterruptedException, TimeoutException {
    var cluster = client.describeCluster().clusterId();
    var description =
        client.describeTopics(List.of(asked.topic())).topicNameValues().get(asked.topic());
    var start = client.listOffsets(Map.of(asked, OffsetSpec.earliest())).partitionResult(asked);
    var end = client.listOffsets(Map.of(asked, OffsetSpec.latest())).partitionResult(asked);
    TopicDescription found = wait.on(description);
    return new LogRange(
        new LogIdentity(wait.on(cluster), found.topicId().toString()),
        wait.on(start).offset(),
        wait.on(end).offset());
  }

  @Override
  public void check(Collection<String> topics) throws IOException {
    ask(
        "its cluster and topics",
        (client, wait) -> {
          var cluster = client.describeCluster().clusterId();
          var descriptions = client.describeTopics(topics).topicNameValues();
          for (var description : descriptions.entrySet()) {
            try {
              wait.on(description.getValue());
            } catch (ExecutionException e) {
              if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw errors.translate("the topic " + description.getKey(), e.getCause());
              }
            }
          }
          return wait.on(cluster);
        });
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(String group) throws IOException {
    if (!config.enabled()) {
      return Map.of();
    }
    Map<TopicPartition, OffsetAndMetadata> offsets =
        new HashMap<>(
            ask(
                "the offsets of the group " + group,
                (client, wait) ->
                    wait.on(
                        client.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())));
    offsets.values().removeIf(Objects::isNull);
    return offsets;
  }

  /** A query of the cluster. */
  @FunctionalInterface
  private interface Query<T> {
    T run(Admin client, Wait wait)
        throws ExecutionException, InterruptedException, TimeoutException, IOException;
  }

  /** Waits for the answers to one query, which share one deadline. */
  private record Wait(long deadlineNanos) {
    <T> T on(KafkaFuture<T> answer)
        throws ExecutionException, InterruptedException, TimeoutException {
      return answer.get(remainingNanos(), TimeUnit.NANOSECONDS);
    }

    long remainingNanos() {
      return Math.max(0, deadlineNanos - System.nanoTime());
    }
  }

  private <T> T ask(String what, Query<T> query) throws IOException {
    Wait wait = new Wait(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(config.answerMillis()));
    try {
      return query.run(client(wait), wait);
    } catch (ExecutionException e) {
      throw errors.translate(what, e.getCause());
    } catch (TimeoutException e) {
      throw errors.silent(what, e);
    } catch (KafkaException | IllegalStateException e) {
      // A closed client refuses queries with these exceptions.
      throw errors.translate(what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking Kafka for " + what, e);
    }
  }

  /** Returns the client, created by the first query. */
  private Admin client(Wait wait) throws IOException, InterruptedException, TimeoutException {
    // Creating the client waits for the name service, and close must not wait for that.
    if (!connecting.tryLock(wait.remainingNanos(), TimeUnit.NANOSECONDS)) {
      throw new TimeoutException("another query is still looking for the brokers");
    }
    try {
      if (admin == null && !closed) {
        admin = Admin.create(config.settings());
      }
    } catch (KafkaException e) {
      throw errors.unusable(e);
    } finally {
      connecting.unlock();
    }
    if (closed) {
      close();
      throw StorageException.retriable("the Kafka client was closed", null);
    }
    return admin;
  }

  @Override
  public void close() {
    closed = true;
    Admin client = admin;
    if (client != null) {
      // With a timeout of zero, close would wait for the client's thread without a limit.
      client.close(Duration.ofMillis(1));
    }
  }
}
