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

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.server.StorageKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Which records reach files, and what happens to the others. */
class RecordsIT extends Scenario {

  /** How soon the group's offset has to be at the log end when its last records are dropped. */
  private static final Duration LAG_LIMIT = Duration.ofSeconds(30);

  @OnEachStore
  void rejectedRecordsGoToTheDeadLetterQueue(StorageKind store, Bench bench) throws Exception {
    Pipe pipe = pipe(bench, store, "rejecting", 1);
    String deadLetters = pipe.name() + "-dead";
    pipe.with("record.max.bytes", "20")
        .with("errors.tolerance", "all")
        .with("errors.deadletterqueue.topic.name", deadLetters)
        .with("errors.deadletterqueue.topic.replication.factor", "1")
        .with("errors.deadletterqueue.context.headers.enable", "true");
    pipe.run();
    pipe.produce(700);
    pipe.send(IntStream.range(0, 5).mapToObj(i -> tooLong(pipe.name(), i)).toList());
    pipe.produce(700);
    pipe.awaitNoLag();

    assertExact(pipe.verify(pipe.output(), record -> record.value().length() <= 20), 1_400);
    List<ConsumerRecord<byte[], byte[]>> dead = read(bench, deadLetters);
    assertThat(dead)
        .extracting(record -> header(record, "offset"))
        .containsExactly("700", "701", "702", "703", "704");
    assertThat(dead)
        .allSatisfy(
            record -> {
              assertThat(header(record, "topic")).isEqualTo(pipe.name());
              assertThat(header(record, "partition")).isEqualTo("0");
              assertThat(header(record, "exception.message")).contains("record.max.bytes");
            });
    pipe.end();
  }

  @OnEachStore
  void withoutToleranceTheTaskNamesTheRecordAndFails(StorageKind store, Bench bench)
      throws Exception {
    Pipe pipe = pipe(bench, store, "intolerant", 1).with("record.max.bytes", "20");
    pipe.run();
    pipe.produce(37);
    pipe.send(List.of(tooLong(pipe.name(), 0)));
    assertThat(pipe.awaitFailure())
        .containsPattern("The record at offset 37 of " + pipe.name() + "-0 cannot be written: .*20")
        .contains("set errors.tolerance=all and errors.deadletterqueue.topic.name");

    pipe.with("errors.tolerance", "all")
        .with("errors.deadletterqueue.topic.name", pipe.name() + "-dead")
        .with("errors.deadletterqueue.topic.replication.factor", "1")
        .recover();
    pipe.produce(100);
    pipe.awaitNoLag();
    assertExact(pipe.verify(pipe.output(), record -> record.value().length() <= 20), 137);
    pipe.end();
  }

  private static ProducerRecord<byte[], byte[]> tooLong(String topic, int number) {
    return new ProducerRecord<>(topic, 0, null, Pipe.bytes("too long " + number + " ".repeat(20)));
  }

  /** A header that Connect adds to dead letters. */
  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader("__connect.errors." + name);
    assertThat(header).as(name).isNotNull();
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  @OnEachStore
  void aNewTopicThatMatchesTheExpressionIsTakenUp(StorageKind store, Bench bench) throws Exception {
    Pipe pipe =
        pipe(bench, store, "regex", 2).with("consumer.override.metadata.max.age.ms", "1000");
    Map<String, String> config = new HashMap<>(pipe.config());
    config.remove("topics");
    config.put("topics.regex", pipe.name() + "(-.*)?");
    bench.connect().configure(pipe.name(), config);
    pipe.awaitRunning();
    pipe.produce(1_000);
    pipe.awaitNoLag();

    String later = pipe.name() + "-later";
    pipe.addTopic(later);
    pipe.produceTo(later, 1_000);
    pipe.awaitNoLag();

    assertExact(pipe.verify(), 2_000);
    pipe.end();
  }

  @OnEachStore
  void aRenamingTransformChangesTheDirectoryAndNotTheOffsets(StorageKind store, Bench bench)
      throws Exception {
    Pipe pipe =
        pipe(bench, store, "renamed", 2)
            .with("transforms", "route")
            .with("transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter")
            .with("transforms.route.regex", "(.*)-re(.*)")
            .with("transforms.route.replacement", "$1-as-$2");
    pipe.run();
    pipe.produce(2_000);
    pipe.awaitNoLag(LAG_LIMIT);

    assertExact(pipe.verify(), 2_000);
    assertThat(pipe.output().files())
        .isNotEmpty()
        .allSatisfy(file -> assertThat(file.path()).startsWith(store + "-as-named/partition="));
    pipe.end();
  }

  @OnEachStore
  void theGroupReachesTheLogEndAlthoughATransformDropsTheLastRecords(StorageKind store, Bench bench)
      throws Exception {
    Pipe pipe =
        pipe(bench, store, "filtered", 1)
            .with("transforms", "drop")
            .with("transforms.drop.type", "org.apache.kafka.connect.transforms.Filter")
            .with("transforms.drop.predicate", "marked")
            .with("predicates", "marked")
            .with(
                "predicates.marked.type",
                "org.apache.kafka.connect.transforms.predicates.HasHeaderKey")
            .with("predicates.marked.name", "noise");
    pipe.run();
    pipe.produce(600);
    List<ProducerRecord<byte[], byte[]>> noise = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(pipe.name(), 0, null, Pipe.bytes("noise " + i));
      record.headers().add("noise", new byte[0]);
      noise.add(record);
    }
    pipe.send(noise);
    pipe.awaitNoLag(LAG_LIMIT);

    assertExact(pipe.verify(pipe.output(), record -> record.value().startsWith("record")), 600);
    pipe.end();
  }

  @OnEachStore
  void recordsOfAbortedTransactionsStayOut(StorageKind store, Bench bench) throws Exception {
    Pipe pipe =
        pipe(bench, store, "transactions", 2)
            .with("consumer.override.isolation.level", "read_committed");
    pipe.run();
    Map<String, Object> properties =
        Map.of("bootstrap.servers", bench.bootstrapServers(), "transactional.id", pipe.name());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      for (int transaction = 0; transaction < 12; transaction++) {
        producer.beginTransaction();
        for (int i = 0; i < 100; i++) {
          String value = "transaction " + transaction + " record " + i;
          var unused =
              producer.send(new ProducerRecord<>(pipe.name(), i % 2, null, Pipe.bytes(value)));
        }
        if (transaction % 3 == 2) {
          producer.flush();
          producer.abortTransaction();
        } else {
          producer.commitTransaction();
        }
      }
    }
    pipe.awaitLastRecords(LAG_LIMIT);

    assertExact(pipe.verify(), 800);
    pipe.end();
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(Bench bench, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bench.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }
}
