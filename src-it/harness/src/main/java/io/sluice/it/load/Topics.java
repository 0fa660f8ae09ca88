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
package io.sluice.it.load;

import io.sluice.it.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Topics and offsets of a broker. */
public final class Topics {
  private final Admin admin;

  /**
   * @param admin is closed by the caller
   */
  public Topics(Admin admin) {
    this.admin = admin;
  }

  /** Creates a topic whose records do not expire. */
  public void create(String name, int partitions) throws ExecutionException, InterruptedException {
    NewTopic topic =
        new NewTopic(name, partitions, (short) 1).configs(Map.of("retention.ms", "-1"));
    admin.createTopics(List.of(topic)).all().get();
    // A producer that is faster than the leaders may wait for long. Until the broker has heard of
    // the
    // topic, the admin client fails at once instead of trying again.
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      ends.put(new TopicPartition(name, partition), OffsetSpec.latest());
    }
    Await.until(
        "every partition of " + name + " has a leader",
        Duration.ofMinutes(1),
        () -> {
          admin.listOffsets(ends).all().get();
          return true;
        });
  }

  /** The partitions of these topics. */
  public List<TopicPartition> partitions(Collection<String> topics)
      throws ExecutionException, InterruptedException {
    List<TopicPartition> partitions = new ArrayList<>();
    for (TopicDescription topic : admin.describeTopics(topics).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
    }
    return partitions;
  }

  /** The log end of each partition, transaction markers included. */
  public Map<TopicPartition, Long> ends(Collection<String> topics)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> request = new HashMap<>();
    partitions(topics).forEach(partition -> request.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry :
        admin.listOffsets(request).all().get().entrySet()) {
      ends.put(entry.getKey(), entry.getValue().offset());
    }
    return ends;
  }

  /** The offsets that a connector's group has committed. */
  public Map<TopicPartition, Long> committed(String connector)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> committed = new HashMap<>();
    for (Map.Entry<TopicPartition, OffsetAndMetadata> entry :
        admin
            .listConsumerGroupOffsets("connect-" + connector)
            .partitionsToOffsetAndMetadata()
            .get()
            .entrySet()) {
      if (entry.getValue() != null) {
        committed.put(entry.getKey(), entry.getValue().offset());
      }
    }
    return committed;
  }

  /** The number of offsets of these topics that the connector's group has not committed. */
  public long lag(String connector, Collection<String> topics)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> committed = committed(connector);
    long lag = 0;
    for (Map.Entry<TopicPartition, Long> end : ends(topics).entrySet()) {
      lag += end.getValue() - committed.getOrDefault(end.getKey(), 0L);
    }
    return lag;
  }
}
