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
package io.sluice.it.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.Await;
import io.sluice.it.Await.Hopeless;
import io.sluice.it.connect.ConnectClient;
import io.sluice.it.load.PacedProducer;
import io.sluice.it.verify.HdfsOutput;
import io.sluice.it.verify.Output;
import io.sluice.it.verify.TopicReader;
import io.sluice.it.verify.TopicReader.Delivered;
import io.sluice.it.verify.Verdict;
import io.sluice.it.verify.Verifier;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One test's topics, its connector, and what lies in its own output directory, seen from outside.
 * The connector is gone when this is closed. Not for use by several threads.
 */
final class Delivery implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(60);

  private final Site site;
  private final String name;
  private final Map<String, Integer> topics = new LinkedHashMap<>();
  private final Map<String, String> config = new HashMap<>();
  private int produced;

  /**
   * @param name of the connector and the output directory, not used by another test
   */
  Delivery(Site site, String name) {
    this.site = site;
    this.name = name;
    config.put("connector.class", "io.sluice.hdfs.HdfsSinkConnector");
    config.put("tasks.max", "1");
    config.put("hdfs.url", site.hdfsUrl());
    config.put("output.dir", root());
    config.put("format", "text");
    config.put("roll.records", "100");
    config.put("roll.idle.ms", "1000");
    config.put("kafka.bootstrap.servers", site.bootstrapServers());
  }

  String name() {
    return name;
  }

  String root() {
    return "/" + name;
  }

  private ConnectClient client() {
    return site.client();
  }

  /** Creates a topic that the connector reads. */
  Delivery topic(String topic, int partitions) throws Exception {
    site.topics().create(topic, partitions);
    topics.put(topic, partitions);
    return this;
  }

  /** Changes a setting, for the next {@link #create} or {@link #configure}. */
  Delivery with(String key, String value) {
    config.put(key, value);
    return this;
  }

  /** The settings as they are now. */
  Map<String, String> config() {
    Map<String, String> all = new HashMap<>(config);
    if (!all.containsKey("topics.regex")) {
      all.put("topics", String.join(",", topics.keySet()));
    }
    return all;
  }

  /** Creates the connector through REST; returns when its tasks run. */
  void create() {
    client().create(name, config());
    awaitRunning();
  }

  /** Changes the connector to the settings as they are now; returns when its tasks run. */
  void configure() {
    client().configure(name, config());
    awaitRunning();
  }

  /** Lets a paused or stopped connector go on; returns when its tasks run. */
  void resume() {
    client().resume(name);
    awaitRunning();
  }

  /** Stops the connector; returns when no task is left. */
  void stop() {
    client().stop(name);
    Await.until(
        name + " is stopped",
        LIMIT,
        () -> {
          var status = client().status(name);
          return status.state().equals("STOPPED") && status.tasks().isEmpty();
        });
  }

  /** Deletes the connector; returns when the worker does not know it any more. */
  void delete() {
    client().delete(name);
    Await.until(name + " is gone", LIMIT, () -> client().status(name).state().isEmpty());
  }

  void awaitRunning() {
    client().awaitRunning(name, Integer.parseInt(config.get("tasks.max")), LIMIT);
  }

  /** Returns what a task says, once one has failed. */
  String awaitFailure() {
    Await.until(name + " fails", LIMIT, () -> !client().status(name).failure().isEmpty());
    return client().status(name).failure();
  }

  /** Sends records that all differ to the partitions in turn; returns when the broker has them. */
  void produce(String topic, int count) throws InterruptedException {
    try (PacedProducer producer = startProducing(topic, count, Integer.MAX_VALUE)) {
      producer.awaitEnd();
    }
  }

  /** Begins to send records that all differ to the partitions in turn. */
  PacedProducer startProducing(String topic, int count, int recordsPerSecond) {
    int first = produced;
    produced += count;
    return PacedProducer.start(
        site.bootstrapServers(),
        PacedProducer.inTurn(
            topic,
            topics.get(topic),
            IntStream.range(first, produced).mapToObj(number -> "event " + number).iterator()),
        recordsPerSecond);
  }

  /** Sends these records; returns when the broker has them. */
  void send(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
    try (PacedProducer producer =
        PacedProducer.start(site.bootstrapServers(), records.iterator(), Long.MAX_VALUE)) {
      producer.awaitEnd();
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** How many offsets the connector's group has not committed. */
  long lag() throws Exception {
    return site.topics().lag(name, topics.keySet());
  }

  /** Returns when the group's offsets are at the log ends. */
  void awaitCommitted() {
    awaitCommitted(LIMIT);
  }

  void awaitCommitted(Duration limit) {
    Await.until(
        "all offsets of " + name + " committed",
        limit,
        () -> {
          requireNoFailure();
          return lag() == 0;
        });
  }

  void requireNoFailure() {
    String failure = client().status(name).failure();
    if (!failure.isEmpty()) {
      throw new Hopeless(failure);
    }
  }

  HdfsOutput output() {
    return new HdfsOutput(site.files(), root());
  }

  /** Names of the published files, without their directories. */
  List<String> fileNames() throws IOException {
    return output().files().stream()
        .map(file -> file.path().substring(file.path().lastIndexOf('/') + 1))
        .toList();
  }

  /** Fails unless each record of the topics is in the files once, and nothing else is left. */
  void assertExact() throws Exception {
    assertExact(output(), record -> true);
  }

  /** Fails unless each of these records is in these files once, and nothing else is left. */
  void assertExact(Output files, Predicate<Delivered> wanted) throws Exception {
    Verifier verifier = new Verifier();
    List<Delivered> records = records(wanted);
    records.forEach(verifier::expect);
    Verdict verdict = verifier.compare(files);
    assertThat(verdict.expected()).as("records to expect").isPositive();
    assertThat(verdict.exact()).as("%s %s", verdict.sentence(), verdict.examples()).isTrue();
    awaitNothingLeft();
  }

  /** What a {@code read_committed} consumer gets from the topics. */
  List<Delivered> records(Predicate<Delivered> wanted) throws Exception {
    List<Delivered> records = new ArrayList<>();
    new TopicReader(site.bootstrapServers())
        .read(
            site.topics().partitions(topics.keySet()),
            record -> {
              if (wanted.test(record)) {
                records.add(record);
              }
            });
    return records;
  }

  /** Returns when there are no files but published ones and ledger entries. */
  void awaitNothingLeft() {
    List<String> left = new ArrayList<>();
    try {
      Await.until(
          "nothing staged and no temporary file is left",
          LIMIT,
          () -> {
            left.clear();
            left.addAll(unpublished());
            return left.isEmpty();
          });
    } catch (IllegalStateException e) {
      throw new AssertionError("left over: " + left, e);
    }
  }

  /** Files that are neither published nor ledger entries: staged ones and temporary ones. */
  List<String> unpublished() throws IOException {
    List<String> found = new ArrayList<>();
    try {
      RemoteIterator<LocatedFileStatus> all = site.files().listFiles(new Path(root()), true);
      while (all.hasNext()) {
        String path = all.next().getPath().toUri().getPath();
        boolean published = !path.contains("/_") && !path.contains("/.");
        boolean entry = path.endsWith(".json") && !path.contains("/staging/");
        if (!published && !entry) {
          found.add(path);
        }
      }
    } catch (FileNotFoundException e) {
      // Nothing there yet, or a directory went away while it was listed.
      return found;
    }
    return found;
  }

  @Override
  public void close() {
    if (!client().status(name).state().isEmpty()) {
      delete();
    }
  }
}
