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

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills topics as fast as the broker takes records. */
public final class BulkProducer {
  private BulkProducer() {}

  /** The values of a topic. */
  @FunctionalInterface
  public interface Values {
    /** The value at this place, which the caller may keep. */
    byte[] value(int partition, long offset);
  }

  /** Fills the empty partitions of a topic; returns when all is acknowledged. */
  public static void fill(
      String bootstrapServers,
      String topic,
      int partitions,
      long recordsPerPartition,
      Values values) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("batch.size", "262144");
    properties.put("linger.ms", "20");
    properties.put("buffer.memory", "134217728");
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long offset = 0; offset < recordsPerPartition && failure.get() == null; offset++) {
        for (int partition = 0; partition < partitions; partition++) {
          // The callback reports all that the future does.
          Future<RecordMetadata> unused =
              producer.send(
                  new ProducerRecord<>(topic, partition, null, values.value(partition, offset)),
                  (metadata, exception) -> {
                    if (exception != null) {
                      failure.compareAndSet(null, exception);
                    }
                  });
        }
      }
    }
    if (failure.get() != null) {
      throw new IllegalStateException("cannot fill " + topic, failure.get());
    }
  }
}
