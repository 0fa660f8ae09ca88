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

import static io.sluice.it.Scenario.assertExact;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.connect.ConnectorStatus;
import io.sluice.it.connect.ConnectorStatus.Task;
import io.sluice.it.gcs.call.Operation;
import io.sluice.it.gcs.fault.Fault;
import io.sluice.it.load.PacedProducer;
import io.sluice.it.server.WorkerProcess;
import io.sluice.it.verify.Output;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Uploads with an outcome that the worker does not know, on a server with scripted faults. */
@ExtendWith(SharedBench.class)
class GcsUploadsIT {
  private LocalGcs gcs;

  @BeforeEach
  void startServer() throws Exception {
    gcs = LocalGcs.start();
  }

  @AfterEach
  void stopServer() throws Exception {
    gcs.close();
  }

  private Pipe pipe(Bench bench, String name, int partitions)
      throws ExecutionException, InterruptedException {
    return new Pipe(bench, gcs, "upload-" + name, partitions);
  }

  /** Whether it is a published file, and not an entry of the ledger. */
  private static boolean isFile(String name) {
    return name.contains("/partition=");
  }

  @Test
  void aZombieUploadsAfterItsSuccessorHasRecovered(Bench bench) throws Exception {
    Pipe pipe = pipe(bench, "zombie", 2).with("tasks.max", "2");
    pipe.run();
    long records;
    try (WorkerProcess zombie = bench.joiningWorker("zombie");
        // More records than are sent before the test ends.
        PacedProducer producer = pipe.producing(1_000_000)) {
      Await.until("both workers have a task", Pipe.LIMIT, () -> tasksOn(zombie, pipe, bench) == 1);
      pipe.awaitFiles(4);
      AtomicReference<TopicPartition> partition = new AtomicReference<>();
      Await.until(
          "the task that is to be a zombie has a partition",
          Pipe.LIMIT,
          () -> {
            partitionOf(zombie, pipe, bench).ifPresent(partition::set);
            return partition.get() != null;
          });
      AtomicReference<String> stalled = new AtomicReference<>();
      Fault upload =
          gcs.faults()
              .on(Operation.INSERT)
              .named(
                  name ->
                      name.contains("/partition=" + partition.get().partition() + "/")
                          && stalled.compareAndSet(null, name))
              .stall();
      assertThat(upload.awaitHits(1, Pipe.LIMIT)).isTrue();
      zombie.process().freeze();
      Await.until(
          "the successor publishes the file",
          Pipe.LIMIT,
          () ->
              pipe.output().files().stream().anyMatch(file -> stalled.get().endsWith(file.path())));
      Await.until(
          "the other worker has all tasks",
          Pipe.LIMIT,
          () -> tasksOn(bench.worker(), pipe, bench) == 2);
      upload.release();
      zombie.process().thaw();
      zombie.awaitReady();
      Await.until("both workers have a task", Pipe.LIMIT, () -> tasksOn(zombie, pipe, bench) == 1);
      pipe.awaitFiles(pipe.output().files().size() + 4);
      records = producer.finish();
      pipe.awaitRunning();
      pipe.awaitNoLag();
    }
    pipe.awaitRunning();

    assertExact(pipe.verify(), records);
    pipe.end();
  }

  @Test
  void repliesAreLostAfterUploadsWereApplied(Bench bench) throws Exception {
    Pipe pipe = pipe(bench, "unanswered", 2);
    Fault files =
        gcs.faults().on(Operation.INSERT).named(GcsUploadsIT::isFile).after(1).times(3).dropAfter();
    Fault entries =
        gcs.faults()
            .on(Operation.INSERT)
            .named(name -> name.startsWith(pipe.name() + "/_sluice/"))
            .after(2)
            .times(3)
            .dropAfter();
    pipe.run();
    pipe.produce(6_000);
    pipe.awaitNoLag();

    assertThat(files.hits()).isEqualTo(3);
    assertThat(entries.hits()).isEqualTo(3);
    assertExact(pipe.verify(), 6_000);
    pipe.end();
  }

  @Test
  void theWorkerIsKilledInTheMiddleOfAnUpload(Bench bench) throws Exception {
    Pipe pipe = pipe(bench, "cut", 1).with("roll.records", "100");
    pipe.run();
    Fault cut =
        gcs.faults().on(Operation.RESUMABLE_FINALIZE).named(GcsUploadsIT::isFile).dropMidBody();
    Fault held =
        gcs.faults()
            .on(Operation.RESUMABLE_STATUS, Operation.RESUMABLE_CHUNK, Operation.RESUMABLE_FINALIZE)
            .named(GcsUploadsIT::isFile)
            .stall();
    // Far more than goes out in one request.
    pipe.send(IntStream.range(0, 250).mapToObj(i -> large(pipe.name(), i)).toList());
    assertThat(cut.awaitHits(1, Pipe.LIMIT)).isTrue();
    assertThat(held.awaitHits(1, Pipe.LIMIT)).isTrue();
    bench.worker().kill();
    assertThat(pipe.files().countOpen()).isPositive();
    held.remove();
    bench.worker().restart();
    bench.worker().awaitReady();
    pipe.awaitRunning();
    pipe.awaitNoLag();

    assertExact(pipe.verify(), 250);
    pipe.end();
  }

  @Test
  void theFormatChangesBetweenACrashAndTheRestart(Bench bench) throws Exception {
    Pipe pipe = pipe(bench, "reformatted", 2).with("format", "json");
    pipe.run();
    pipe.produce(2_000);
    pipe.awaitNoLag();
    Set<String> decided = ConcurrentHashMap.newKeySet();
    Fault uploads =
        gcs.faults()
            .on(Operation.INSERT)
            .named(name -> isFile(name) && (decided.add(name) || true))
            .always()
            .dropBefore();
    pipe.produce(2_000);
    assertThat(uploads.awaitHits(2, Pipe.LIMIT)).isTrue();
    bench.worker().kill();
    // Nothing can be opened with the former settings.
    Fault claims =
        gcs.faults()
            .on(Operation.INSERT)
            .named(name -> name.startsWith(pipe.name() + "/_sluice/" + pipe.name() + "/"))
            .always()
            .status(503);
    uploads.remove();
    bench.worker().restart();
    bench.worker().awaitReady();
    pipe.stop();
    pipe.with("format", "avro");
    bench.connect().configure(pipe.name(), pipe.config());
    claims.remove();
    bench.connect().resume(pipe.name());
    pipe.awaitRunning();
    pipe.produce(2_000);
    pipe.awaitNoLag();

    assertExact(pipe.verify(), 6_000);
    List<String> files = pipe.output().files().stream().map(Output.File::path).toList();
    assertThat(decided)
        .isNotEmpty()
        .allSatisfy(
            name -> assertThat(files).contains(name.substring((pipe.name() + "/").length())));
    assertThat(files).anyMatch(file -> file.endsWith(".avro"));
    pipe.end();
  }

  private static ProducerRecord<byte[], byte[]> large(String topic, int number) {
    return new ProducerRecord<>(topic, 0, null, Pipe.bytes(number + " " + "x".repeat(50_000)));
  }

  /** How many tasks a worker runs; none while not both run. */
  private static long tasksOn(WorkerProcess worker, Pipe pipe, Bench bench) {
    ConnectorStatus status = bench.connect().status(pipe.name());
    return status.runs(2) ? status.tasks().stream().filter(task -> on(worker, task)).count() : 0;
  }

  private static boolean on(WorkerProcess worker, Task task) {
    return task.worker().equals(worker.address().getAuthority());
  }

  /** The partition that the one task of a worker has. */
  private static Optional<TopicPartition> partitionOf(WorkerProcess worker, Pipe pipe, Bench bench)
      throws Exception {
    int id =
        bench.connect().status(pipe.name()).tasks().stream()
            .filter(task -> on(worker, task))
            .findFirst()
            .orElseThrow()
            .id();
    String group = "connect-" + pipe.name();
    String client = "connector-consumer-" + pipe.name() + "-" + id;
    return bench
        .admin()
        .describeConsumerGroups(List.of(group))
        .all()
        .get()
        .get(group)
        .members()
        .stream()
        .filter(member -> member.clientId().equals(client))
        .flatMap(member -> member.assignment().topicPartitions().stream())
        .findFirst();
  }
}
