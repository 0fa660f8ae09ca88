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
import io.sluice.it.verify.HdfsOutput;
import io.sluice.it.verify.TopicReader;
import io.sluice.it.verify.Verdict;
import io.sluice.it.verify.Verifier;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A topic, a connector that was created through REST, and what it leaves on HDFS, seen from outside
 * the containers.
 */
final class Delivery implements AutoCloseable {
  static final String CONNECTOR = "events-to-hdfs";

  private static final String TOPIC = "events";
  private static final int PARTITIONS = 4;
  private static final int TASKS = 2;
  private static final String ROOT = "/topics";
  private static final int RECORDS_PER_SECOND = 1_000;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Broker broker;
  private final NameNode nameNode;
  private final Admin admin;
  private final Topics topics;
  private final FileSystem files;
  private PacedProducer producer;

  Delivery(Broker broker, NameNode nameNode) throws IOException {
    this.broker = broker;
    this.nameNode = nameNode;
    this.admin = broker.admin();
    this.topics = new Topics(admin);
    this.files = nameNode.client();
  }

  /** Creates topic and connector; returns when the tasks run. */
  void create(ConnectClient worker) throws Exception {
    topics.create(TOPIC, PARTITIONS);
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", "io.sluice.hdfs.HdfsSinkConnector");
    config.put("tasks.max", Integer.toString(TASKS));
    config.put("topics", TOPIC);
    config.put("hdfs.url", nameNode.addressOnNetwork());
    config.put("output.dir", ROOT);
    config.put("format", "text");
    config.put("roll.records", "300");
    config.put("roll.idle.ms", "2000");
    config.put("kafka.bootstrap.servers", broker.addressOnNetwork());
    worker.create(CONNECTOR, config);
    worker.awaitRunning(CONNECTOR, TASKS, LIMIT);
  }

  /** Begins to send records, each different from all others, at an even pace. */
  void produce(int records) {
    producer =
        PacedProducer.start(
            broker.addressFromHost(),
            IntStream.range(0, records).mapToObj(Delivery::record).iterator(),
            RECORDS_PER_SECOND);
  }

  private static ProducerRecord<byte[], byte[]> record(int number) {
    byte[] value = ("event " + number).getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(TOPIC, number % PARTITIONS, null, value);
  }

  /**
   * Returns when this many records were sent, some of them are in published files and others in
   * files that are still being written.
   */
  void awaitMiddle(int records) {
    Await.until(
        "half way, with files open",
        LIMIT,
        () ->
            producer.acknowledged() >= records
                && !output().files().isEmpty()
                && !staged().isEmpty());
  }

  /** Returns when all records were sent and the connector has committed their offsets. */
  void awaitEnd(ConnectClient worker) throws Exception {
    producer.awaitEnd();
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
    return verifier.compare(output());
  }

  /** Files that are neither published nor ledger entries: what is staged, and temporary files. */
  List<String> staged() throws IOException {
    List<String> found = new ArrayList<>();
    try {
      RemoteIterator<LocatedFileStatus> all = files.listFiles(new Path(ROOT), true);
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

  private HdfsOutput output() {
    return new HdfsOutput(files, ROOT);
  }

  @Override
  public void close() throws IOException {
    if (producer != null) {
      producer.close();
    }
    files.close();
    admin.close();
  }
}
