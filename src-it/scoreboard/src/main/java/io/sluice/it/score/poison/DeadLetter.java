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
package io.sluice.it.score.poison;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A record in a dead-letter queue.
 *
 * @param topic that it came from
 * @param offset in its partition there
 * @param reason why it was rejected
 * @param value as it was in its topic
 */
record DeadLetter(String topic, int partition, long offset, String reason, byte[] value) {
  private static final String PREFIX = "__connect.errors.";
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** All letters of a queue, from what Connect says in their headers. */
  static List<DeadLetter> read(String bootstrapServers, String queue) {
    List<DeadLetter> letters = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(queue, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (consumer.position(partition) < end) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException("could not read to the end of " + queue);
        }
        consumer.poll(POLL).forEach(record -> letters.add(of(record)));
      }
    }
    return letters;
  }

  private static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
    return new DeadLetter(
        header(record, "topic"),
        Integer.parseInt(header(record, "partition")),
        Long.parseLong(header(record, "offset")),
        header(record, "exception.message"),
        record.value());
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(PREFIX + name);
    if (header == null) {
      throw new IllegalStateException("a dead letter of " + record.topic() + " has no " + name);
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
