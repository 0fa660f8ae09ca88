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

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.it.load.PacedProducer;
import io.sluice.it.server.StorageKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Workers that end by SIGKILL. */
class CrashIT extends Scenario {

  @OnEachStore
  void aWorkerIsKilledUnderLoadWithOpenFiles(StorageKind store, Bench bench) throws Exception {
    Pipe pipe = pipe(bench, store, "killed", 4).with("tasks.max", "2");
    pipe.run();
    long records;
    // More records than are sent before the test ends.
    try (PacedProducer producer = pipe.producing(1_000_000)) {
      for (int kill = 1; kill <= 2; kill++) {
        pipe.awaitFiles(8 * kill);
        Await.until("files are open", Pipe.LIMIT, () -> pipe.files().countOpen() > 0);
        killWorker(bench);
      }
      records = producer.finish();
    }
    pipe.awaitRunning();
    pipe.awaitNoLag();

    assertExact(pipe.verify(), records);
    pipe.end();
  }

  /** As after a crash between the last publish and Kafka's commit: the group lags behind. */
  @OnEachStore
  void theGroupCatchesUpWithTheLedgerWithoutNewRecords(StorageKind store, Bench bench)
      throws Exception {
    Pipe pipe = pipe(bench, store, "uncommitted", 2);
    pipe.run();
    pipe.produce(2_000);
    pipe.awaitNoLag();
    bench.worker().kill();
    Map<TopicPartition, OffsetAndMetadata> earlier =
        Map.of(
            new TopicPartition(pipe.name(), 0), new OffsetAndMetadata(500),
            new TopicPartition(pipe.name(), 1), new OffsetAndMetadata(0));
    Await.until(
        "the group forgets the killed member",
        Pipe.LIMIT,
        () -> {
          bench.admin().alterConsumerGroupOffsets("connect-" + pipe.name(), earlier).all().get();
          return true;
        });
    assertThat(bench.topics().lag(pipe.name(), List.of(pipe.name()))).isEqualTo(1_500);

    bench.worker().restart();
    bench.worker().awaitReady();
    pipe.awaitRunning();
    pipe.awaitNoLag();

    assertExact(pipe.verify(), 2_000);
    pipe.end();
  }

  @OnEachStore
  void skippedTombstonesThatExpireBeforeACrashAreNotMissed(StorageKind store, Bench bench)
      throws Exception {
    Pipe pipe = pipe(bench, store, "tombstones", 1).with("ledger.checkpoint.ms", "1000");
    pipe.run();
    pipe.send(
        IntStream.range(0, 400)
            .mapToObj(i -> new ProducerRecord<>(pipe.name(), 0, Pipe.bytes("k" + i), (byte[]) null))
            .toList());
    pipe.awaitNoLag();
    Await.until("the ledger has a checkpoint", Pipe.LIMIT, () -> ledgerBase(pipe) == 400);
    bench
        .admin()
        .deleteRecords(
            Map.of(new TopicPartition(pipe.name(), 0), RecordsToDelete.beforeOffset(400)))
        .all()
        .get();

    Path log = bench.worker().process().log();
    int logged = Files.readAllLines(log).size();
    killWorker(bench);
    pipe.awaitRunning();
    pipe.produce(1_000);
    pipe.awaitNoLag();
    List<String> lines = Files.readAllLines(log);
    assertThat(lines.subList(logged, lines.size()))
        // Kafka's own classes may warn, for example on a slow machine.
        .filteredOn(line -> line.contains(pipe.name() + "-0") && line.contains(" i.s."))
        .anyMatch(line -> line.contains("continuing at offset 400"))
        .noneMatch(line -> line.contains(" WARN ") || line.contains(" ERROR "));

    assertExact(pipe.verify(), 1_000);
    pipe.end();
  }

  private static void killWorker(Bench bench) throws Exception {
    bench.worker().kill();
    bench.worker().restart();
    bench.worker().awaitReady();
  }

  /** The base of the highest entry. */
  private static long ledgerBase(Pipe pipe) throws Exception {
    byte[] entry = pipe.files().highestEntry(pipe.name(), pipe.name(), 0);
    return new ObjectMapper().readTree(entry).path("base").asLong();
  }
}
