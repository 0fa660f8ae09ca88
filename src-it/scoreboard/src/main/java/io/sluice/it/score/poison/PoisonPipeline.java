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

import io.sluice.config.Choices;
import io.sluice.it.Await;
import io.sluice.it.Await.Hopeless;
import io.sluice.it.connect.ConnectClient;
import io.sluice.it.connector.poison.PoisonConverter;
import io.sluice.it.connector.poison.PoisonKind;
import io.sluice.it.load.Topics;
import io.sluice.it.read.RowReaders;
import io.sluice.it.score.poison.PoisonTopic.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The records of one format, carried by a real worker with a dead-letter queue. */
final class PoisonPipeline {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private final PoisonTopic topic;
  private final PoisonTable table;
  private final Path directory;

  /**
   * @param topic what there is to carry
   * @param directory of the connector's output
   */
  PoisonPipeline(PoisonTopic topic, PoisonTable table, Path directory) {
    this.topic = topic;
    this.table = table;
    this.directory = directory;
  }

  /** Creates the topic. */
  void create(Topics topics) throws ExecutionException, InterruptedException {
    topics.create(topic.name(), topic.partitions());
  }

  /** Fills the topic. */
  void produce(KafkaProducer<byte[], byte[]> producer)
      throws ExecutionException, InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (Entry entry : topic.entries()) {
      byte[] bytes = entry.message().encode();
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(topic.name(), entry.partition(), bytes, bytes);
      String tenant = topic.tenant(entry.message());
      if (tenant != null) {
        record.headers().add(PoisonKind.HEADER, tenant.getBytes(StandardCharsets.UTF_8));
      }
      sent.add(producer.send(record));
    }
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
  }

  /** Makes the producer of {@link #produce}. */
  static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
    return new KafkaProducer<>(
        Map.<String, Object>of(
            "bootstrap.servers",
            bootstrapServers,
            // Keeps the order although the topic is so new that the first request may be refused.
            "max.in.flight.requests.per.connection",
            1),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** Creates the connector. */
  void start(ConnectClient client) {
    String converter = PoisonConverter.class.getName();
    Map<String, String> config = new HashMap<>(PoisonConnector.settings(topic.format(), directory));
    config.put("connector.class", PoisonConnector.connectorClass());
    config.put("tasks.max", "1");
    config.put("topics", topic.name());
    config.put("key.converter", converter);
    config.put("value.converter", converter);
    config.put("value.converter." + PoisonConverter.GOOD, Choices.name(table.good(topic.format())));
    config.put("header.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("kafka.bootstrap.servers", "${env:KAFKA_BOOTSTRAP_SERVERS}");
    config.put("errors.tolerance", "all");
    config.put("errors.log.enable", "true");
    config.put("errors.deadletterqueue.topic.name", queue());
    config.put("errors.deadletterqueue.topic.replication.factor", "1");
    config.put("errors.deadletterqueue.context.headers.enable", "true");
    // Files of several records, most of which end by count and the last by idleness.
    config.put("roll.records", "25");
    config.put("roll.idle.ms", "500");
    client.create(topic.name(), config);
  }

  private String queue() {
    return topic.name() + "-dead";
  }

  /**
   * Returns when all records are settled.
   *
   * @throws Hopeless if the task fails
   */
  void awaitEnd(ConnectClient client, Topics topics) {
    long[] look = {System.nanoTime()};
    Await.until(
        "all records of " + topic.name() + " are settled",
        LIMIT,
        () -> {
          if (System.nanoTime() - look[0] > LOOK_NANOS) {
            look[0] = System.nanoTime();
            String failure = client.status(topic.name()).failure();
            if (!failure.isEmpty()) {
              throw new Hopeless(failure);
            }
          }
          return topics.lag(topic.name(), List.of(topic.name())) == 0;
        });
  }

  /**
   * Compares dead letters and files with the topic.
   *
   * @return the sentence about each cell whose records were rejected
   */
  Map<String, String> check(String bootstrapServers, RowReaders readers, Findings findings)
      throws IOException {
    DeadLetterCheck deadLetters = new DeadLetterCheck(topic);
    deadLetters.check(DeadLetter.read(bootstrapServers, queue()), findings);
    new WrittenRows(
            topic,
            new ExpectedRows(topic.format(), table.good(topic.format())),
            readers.of(Choices.name(topic.format())))
        .check(directory, findings);
    return deadLetters.reasons();
  }

  PoisonTopic topic() {
    return topic;
  }
}
