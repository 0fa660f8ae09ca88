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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Logs, and one consumer group: which member holds which partition, and the committed offsets. A
 * partition has at most one holder; a member that was expelled learns of it at its next poll, and
 * its commits fail until then. Safe for several threads, each of which drives one member.
 */
final class KafkaModel {

  /** Is called for every committed offset. */
  @FunctionalInterface
  interface CommitListener {
    void committed(TopicPartition topicPartition, long offset);
  }

  private final Map<TopicPartition, PartitionLog> logs = new LinkedHashMap<>();
  private final Map<TopicPartition, ConsumerModel> holders = new LinkedHashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> committed = new LinkedHashMap<>();
  private final List<ConsumerModel> members = new ArrayList<>();
  private final CommitListener listener;

  KafkaModel(List<PartitionLog> logs, CommitListener listener) {
    logs.forEach(log -> this.logs.put(log.topicPartition(), log));
    this.listener = listener;
  }

  Iterable<PartitionLog> logs() {
    return logs.values();
  }

  PartitionLog log(TopicPartition topicPartition) {
    return logs.get(topicPartition);
  }

  /** The group's offset, or -1. */
  synchronized long committed(TopicPartition topicPartition) {
    OffsetAndMetadata offset = committed.get(topicPartition);
    return offset == null ? -1 : offset.offset();
  }

  synchronized List<ConsumerModel> members() {
    return List.copyOf(members);
  }

  synchronized void join(ConsumerModel member) {
    if (!members.contains(member)) {
      members.add(member);
    }
  }

  /** The member has ended, or its session timed out: its partitions have no holder. */
  synchronized void expel(ConsumerModel member) {
    members.remove(member);
    holders.values().removeIf(holder -> holder == member);
    member.expelled();
  }

  synchronized void release(TopicPartition topicPartition, ConsumerModel member) {
    holders.remove(topicPartition, member);
  }

  /** The partitions that no member holds or is about to get. */
  synchronized List<TopicPartition> unheld() {
    List<TopicPartition> free = new ArrayList<>();
    for (TopicPartition topicPartition : logs.keySet()) {
      if (!holders.containsKey(topicPartition)) {
        free.add(topicPartition);
      }
    }
    return free;
  }

  synchronized ConsumerModel holder(TopicPartition topicPartition) {
    return holders.get(topicPartition);
  }

  /** Assigns a partition; the member learns of it at its next poll. */
  synchronized void grant(TopicPartition topicPartition, ConsumerModel member) {
    if (holders.putIfAbsent(topicPartition, member) != null) {
      throw new IllegalStateException(topicPartition + " is held");
    }
    member.granted(topicPartition);
  }

  /** Whether a member still belongs to the group. */
  synchronized boolean contains(ConsumerModel member) {
    return members.contains(member);
  }

  synchronized void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach(
        (topicPartition, offset) -> {
          committed.put(topicPartition, offset);
          listener.committed(topicPartition, offset.offset());
        });
  }

  /** Alters the group's offsets, as the worker does after the connector has agreed. */
  synchronized void alter(TopicPartition topicPartition, Long offset) {
    if (offset == null) {
      committed.remove(topicPartition);
    } else {
      committed.put(topicPartition, new OffsetAndMetadata(offset));
    }
  }
}
