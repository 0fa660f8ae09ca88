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
package io.sluice.it.containers;

import io.sluice.it.Await;
import io.sluice.it.Await.Hopeless;
import io.sluice.it.connect.ConnectClient;
import io.sluice.it.load.PacedProducer;
import io.sluice.it.load.Topics;
import io.sluice.it.verify.ConnectorFiles;
import io.sluice.it.verify.TopicReader;
import io.sluice.it.verify.Verdict;
import io.sluice.it.verify.Verifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A topic, a connector that was created through REST, and its files in the store, seen from outside
 * the containers.
 */
final class Delivery implements AutoCloseable {
  static final String CONNECTOR = "events-to-files";
  static final int PARTITIONS = 4;

  private static final String TOPIC = "events";
  private static final int TASKS = 2;
  private static final String DIRECTORY = "topics";
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Broker broker;
  private final Target store;
  private final Admin admin;
  private final Topics topics;
  private final ConnectorFiles files;
  private PacedProducer producer;

  Delivery(Broker broker, Target store) throws IOException {
    this.broker = broker;
    this.store = store;
    this.admin = broker.admin();
    this.topics = new Topics(admin);
    this.files = store.files(config());
  }

  /** Creates topic and connector; returns when the tasks run. */
  void create(ConnectClient worker) throws Exception {
    topics.create(TOPIC, PARTITIONS);
    worker.create(CONNECTOR, config());
    worker.awaitRunning(CONNECTOR, TASKS, LIMIT);
  }

  private Map<String, String> config() {
    Map<String, String> config = new HashMap<>(store.connector(DIRECTORY));
    config.put("tasks.max", Integer.toString(TASKS));
    config.put("topics", TOPIC);
    config.put("format", "text");
    // Files end by count alone, so the rest of a file's records wait in an open file: at every
    // pause
    // of the producer there is one in each partition, as a prime goes into none of its sums.
    config.put("roll.records", "307");
    config.put("kafka.bootstrap.servers", broker.addressOnNetwork());
    return config;
  }

  /**
   * Begins to send records, each different from all others.
   *
   * @param from number of the first
   * @param to number after the last
   * @param perSecond how many a second
   */
  void produce(int from, int to, long perSecond) {
    producer =
        PacedProducer.start(
            broker.addressFromHost(),
            IntStream.range(from, to).mapToObj(Delivery::record).iterator(),
            perSecond);
  }

  private static ProducerRecord<byte[], byte[]> record(int number) {
    byte[] value = ("event " + number).getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(TOPIC, number % PARTITIONS, null, value);
  }

  /** Returns when this many of the records that are being produced are in the topic. */
  void awaitProduced(int count) {
    Await.until(count + " records in the topic", LIMIT, () -> producer.acknowledged() >= count);
  }

  /** Returns when all records that are being produced are in the topic. */
  void awaitProduced() throws InterruptedException {
    producer.awaitEnd();
    producer.close();
  }

  /** Returns when there are published files, and a file is being written for each partition. */
  void awaitOpenFiles() {
    Await.until(
        "files published and files open",
        LIMIT,
        () -> !files.output().files().isEmpty() && files.countOpen() >= PARTITIONS);
  }

  /** Rolls idle files, and returns when all offsets are committed. */
  void awaitEnd(ConnectClient worker) {
    Map<String, String> config = config();
    config.put("roll.idle.ms", "1000");
    worker.configure(CONNECTOR, config);
    Await.until(
        "all offsets committed",
        LIMIT,
        () -> {
          String failure = worker.status(CONNECTOR).failure();
          if (!failure.isEmpty()) {
            throw new Hopeless(failure);
          }
          return topics.lag(CONNECTOR, List.of(TOPIC)) == 0;
        });
  }

  /** Compares what landed with what a {@code read_committed} consumer reads. */
  Verdict verify() throws Exception {
    Verifier verifier = new Verifier();
    new TopicReader(broker.addressFromHost())
        .read(topics.partitions(List.of(TOPIC)), verifier::expect);
    return verifier.compare(files.output());
  }

  /**
   * The files that are neither published nor ledger entries: staged files, and half-written
   * entries.
   */
  List<String> unpublished() throws IOException {
    return files.unpublished();
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close();
    }
    admin.close();
  }
}
