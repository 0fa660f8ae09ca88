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
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** The topics of a Kafka cluster, and the client that a task may ask about them. */
final class TestTopics {
  private final Map<TopicPartition, TreeMap<Long, SinkRecord>> logs = new HashMap<>();
  private final Map<TopicPartition, Long> starts = new HashMap<>();
  private final Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new HashMap<>();
  private boolean groupsHidden;
  private IOException failure;
  private int asked;
  private int incarnation = 1;

  void produce(SinkRecord record) {
    logs.computeIfAbsent(
            new TopicPartition(record.topic(), record.kafkaPartition()), p -> new TreeMap<>())
        .put(record.kafkaOffset(), record);
  }

  /** The records at or above an offset. */
  Stream<SinkRecord> from(TopicPartition partition, long offset) {
    return logs.getOrDefault(partition, new TreeMap<>()).tailMap(offset).values().stream();
  }

  /** Deletes the records below an offset, as retention does. */
  void expire(TopicPartition partition, long start) {
    logs.get(partition).headMap(start).clear();
    starts.put(partition, start);
  }

  /** Deletes all topics and creates them again, empty. */
  void recreate() {
    logs.clear();
    starts.clear();
    incarnation++;
  }

  /** Gives this group a committed offset. */
  void commit(String group, TopicPartition partition) {
    committed
        .computeIfAbsent(group, name -> new HashMap<>())
        .put(partition, new OffsetAndMetadata(0, "sluice 1"));
  }

  /** Forbids clients to describe groups. */
  void hideGroups() {
    groupsHidden = true;
  }

  /** How often clients were asked for a log. */
  int asked() {
    return asked;
  }

  /** Makes all questions to a client fail; null ends it. */
  void failWith(IOException refusal) {
    failure = refusal;
  }

  /** The client of a task; it has no answers if the settings name no servers. */
  TopicLogs client(KafkaConfig config) {
    return new TopicLogs() {
      @Override
      public Optional<LogRange> describe(String topic, int partition) throws IOException {
        asked++;
        throwFailure();
        return config.enabled()
            ? Optional.of(range(new TopicPartition(topic, partition)))
            : Optional.empty();
      }

      @Override
      public void check(Collection<String> topics) throws IOException {
        throwFailure();
      }

      @Override
      public Map<TopicPartition, OffsetAndMetadata> committed(String group) throws IOException {
        if (groupsHidden) {
          throw new IOException("group authorization failed");
        }
        return committed.getOrDefault(group, Map.of());
      }

      @Override
      public void close() {}
    };
  }

  private void throwFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  private LogRange range(TopicPartition partition) {
    TreeMap<Long, SinkRecord> log = logs.getOrDefault(partition, new TreeMap<>());
    long start = starts.getOrDefault(partition, 0L);
    return new LogRange(
        new LogIdentity("cluster", "topic-" + incarnation),
        start,
        log.isEmpty() ? start : log.lastKey() + 1);
  }
}
