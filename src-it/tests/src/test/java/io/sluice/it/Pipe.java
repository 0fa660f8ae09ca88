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
package io.sluice.it;

import io.sluice.it.connect.ConnectClient;
import io.sluice.it.load.PacedProducer;
import io.sluice.it.server.StorageServer;
import io.sluice.it.verify.ConnectorFiles;
import io.sluice.it.verify.Output;
import io.sluice.it.verify.TopicReader;
import io.sluice.it.verify.TopicReader.Delivered;
import io.sluice.it.verify.Verdict;
import io.sluice.it.verify.Verifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic, a connector of the same name, and its output, for one test. */
final class Pipe {
  static final Duration LIMIT = Duration.ofSeconds(60);

  /** Cleaning waits its turn behind deletions that the store's client repeats for a minute. */
  private static final Duration STAGED_LIMIT = Duration.ofSeconds(90);

  private static final long RECORDS_PER_SECOND = 4_000;

  private final Bench bench;
  private final StorageServer store;
  private final String name;
  private final int partitions;
  private final Map<String, String> config = new HashMap<>();
  private final List<String> topics = new ArrayList<>();
  private long produced;

  /** Creates the topic. */
  Pipe(Bench bench, StorageServer store, String name, int partitions)
      throws ExecutionException, InterruptedException {
    this.bench = bench;
    this.store = store;
    this.name = name;
    this.partitions = partitions;
    addTopic(name);
    config.putAll(store.connector(name));
    config.put("tasks.max", "1");
    config.put("topics", name);
    config.put("format", "text");
    config.put("roll.records", "500");
    config.put("roll.idle.ms", "500");
    config.put("retry.backoff.ms", "200");
    config.put("consumer.override.session.timeout.ms", "3000");
    config.put("consumer.override.heartbeat.interval.ms", "1000");
  }

  /** Creates a topic whose records belong to the pipe as well. */
  void addTopic(String topic) throws ExecutionException, InterruptedException {
    bench.topics().create(topic, partitions);
    topics.add(topic);
  }

  String name() {
    return name;
  }

  Pipe with(String key, String value) {
    config.put(key, value);
    return this;
  }

  /** Removes a setting that pipes usually have. */
  Pipe without(String key) {
    config.remove(key);
    return this;
  }

  Map<String, String> config() {
    return Map.copyOf(config);
  }

  private ConnectClient connect() {
    return bench.connect();
  }

  /** Creates or changes the connector, and returns when all its tasks run. */
  void run() {
    connect().configure(name, config);
    awaitRunning();
  }

  /** Returns the full message of the task when it has failed. */
  String awaitFailure() {
    Await.until(name + " fails", LIMIT, () -> !connect().status(name).failure().isEmpty());
    return connect().status(name).failure();
  }

  /** Changes the settings of a connector that failed, and returns when its tasks run. */
  void recover() {
    connect().configure(name, config);
    int tasks = Integer.parseInt(config.get("tasks.max"));
    // The former failure is its status for a while.
    Await.until(name + " runs again", LIMIT, () -> connect().status(name).runs(tasks));
  }

  /** Stops the connector, and returns when no task exists. */
  void stop() {
    connect().stop(name);
    connect().awaitState(name, "STOPPED", LIMIT);
    Await.until(name + " has no tasks", LIMIT, () -> connect().status(name).tasks().isEmpty());
  }

  void awaitRunning() {
    connect().awaitRunning(name, Integer.parseInt(config.get("tasks.max")), LIMIT);
  }

  /** Sends records to the partitions of the first topic in turn. */
  void produce(int count) throws InterruptedException {
    produceTo(name, count);
  }

  /** Sends records to the partitions of a topic in turn. */
  void produceTo(String topic, int count) throws InterruptedException {
    try (PacedProducer producer = producing(topic, count, Long.MAX_VALUE)) {
      producer.awaitEnd();
    }
  }

  /** Begins to send records slowly enough for events in between. */
  PacedProducer producing(int count) {
    return producing(name, count, RECORDS_PER_SECOND);
  }

  private PacedProducer producing(String topic, int count, long pace) {
    long first = produced;
    produced += count;
    return PacedProducer.start(
        bench.bootstrapServers(),
        PacedProducer.inTurn(
            topic,
            partitions,
            LongStream.range(first, produced).mapToObj(number -> "record " + number).iterator()),
        pace);
  }

  /** Sends records and returns when the broker has acknowledged them. */
  void send(Collection<ProducerRecord<byte[], byte[]>> records)
      throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", bench.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        producer.send(record).get();
      }
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns when the group has committed the log end; fails at once when a task does. */
  void awaitNoLag() {
    awaitNoLag(LIMIT);
  }

  /** Returns when the group has committed the log end; fails at once when a task does. */
  void awaitNoLag(Duration limit) {
    Await.until(
        name + " has no lag",
        limit,
        () -> {
          if (bench.topics().lag(name, topics) == 0) {
            return true;
          }
          String failure = connect().status(name).failure();
          if (!failure.isEmpty()) {
            throw new Await.Hopeless(name + " failed: " + failure);
          }
          return false;
        });
  }

  /**
   * Returns when the group has committed the last record that a {@code read_committed} consumer
   * gets of each partition. Behind it only markers and aborted records may follow: Connect does not
   * commit offsets of records that the task has not received.
   */
  void awaitLastRecords(Duration limit) throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = new HashMap<>();
    new TopicReader(bench.bootstrapServers())
        .read(
            bench.topics().partitions(topics),
            record -> ends.merge(record.partition(), record.offset() + 1, Math::max));
    Await.until(
        name + " has committed its last records",
        limit,
        () -> {
          Map<TopicPartition, Long> committed = bench.topics().committed(name);
          return ends.entrySet().stream()
              .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
        });
  }

  /** Returns when the output has this many files. */
  void awaitFiles(int count) {
    Await.until(name + " has " + count + " files", LIMIT, () -> output().files().size() >= count);
  }

  ConnectorFiles files() throws IOException {
    return store.files(config);
  }

  Output output() throws IOException {
    return files().output();
  }

  /** Compares the output with everything in the topics. */
  Verdict verify() throws Exception {
    return verify(output(), record -> true);
  }

  /** Compares files with some records of the topics. */
  Verdict verify(Output files, Predicate<Delivered> expected)
      throws ExecutionException, InterruptedException, IOException {
    Verifier verifier = new Verifier();
    new TopicReader(bench.bootstrapServers())
        .read(
            bench.topics().partitions(topics),
            record -> {
              if (expected.test(record)) {
                verifier.expect(record);
              }
            });
    return verifier.compare(files);
  }

  /** Waits until only published files and ledger entries exist; then deletes the connector. */
  void end() {
    AtomicReference<List<String>> remaining = new AtomicReference<>(List.of());
    try {
      Await.until(
          name + " has nothing staged",
          STAGED_LIMIT,
          () -> {
            remaining.set(files().unpublished());
            return remaining.get().isEmpty();
          });
    } catch (IllegalStateException e) {
      throw new AssertionError("still staged: " + remaining.get(), e);
    }
    connect().delete(name);
  }
}
