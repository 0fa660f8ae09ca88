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
import io.sluice.config.FormatName;
import io.sluice.it.connector.poison.PoisonKind;
import io.sluice.it.connector.poison.PoisonMessage;
import io.sluice.it.load.Topics;
import io.sluice.it.read.RowReaders;
import io.sluice.it.score.matrix.Progress;
import io.sluice.it.server.Installation;
import io.sluice.it.server.Servers;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.server.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * Every kind in every format, twice: in a real worker that tolerates errors and has a dead-letter
 * queue, and in a task of this JVM that does not.
 */
public final class PoisonMatrix {
  private final List<FormatName> formats;
  private final Progress progress;
  private final PoisonTable table = new PoisonTable();
  private final Findings findings = new Findings();
  private long records;

  /**
   * The size of a run.
   *
   * @param partitions of each topic
   * @param rounds records of each kind and format
   * @param threads formats at a time without a worker
   */
  public record Plan(int partitions, int rounds, long seed, int threads) {}

  public PoisonMatrix(List<FormatName> formats, Progress progress) {
    this.formats = formats;
    this.progress = progress;
  }

  /** Kinds that have to be rejected by one of the formats at least. */
  public long rejectedKinds() {
    return Arrays.stream(PoisonKind.values()).filter(kind -> count(kind) > 0).count();
  }

  /** Cells in which records have to be rejected; in the others they have to be written. */
  public long rejectedCells() {
    return Arrays.stream(PoisonKind.values()).mapToLong(this::count).sum();
  }

  private long count(PoisonKind kind) {
    return formats.stream().filter(format -> table.reason(kind, format).isPresent()).count();
  }

  /** The names of cells in {@link #failed}. */
  public Set<String> cellNames() {
    Set<String> names = new LinkedHashSet<>();
    for (FormatName format : formats) {
      for (PoisonKind kind : PoisonKind.values()) {
        names.add(new StrictCell(kind, format, table).name());
      }
    }
    return names;
  }

  /** Records that were sent through the worker. */
  public long records() {
    return records;
  }

  /** Cells, and other parts, that are not as they should be, with the reason. */
  public Map<String, String> failed() {
    return findings.all();
  }

  /** Runs all cells. */
  public void run(Plan plan) throws Exception {
    Path directory = WorkDirectory.create();
    ExecutorService pool = Executors.newFixedThreadPool(plan.threads());
    try (Servers servers = Servers.start(Installation.locate(), directory, Servers.QUICK)) {
      Map<FormatName, Future<Map<String, String>>> strict = new LinkedHashMap<>();
      for (FormatName format : formats) {
        strict.put(format, pool.submit(() -> runStrictly(format)));
      }
      Map<String, String> tolerated = tolerate(servers, plan);
      for (Map.Entry<FormatName, Future<Map<String, String>>> each : strict.entrySet()) {
        compare(each.getValue().get(), tolerated);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** The reasons by cell, from tasks that have no dead-letter queue. */
  private Map<String, String> runStrictly(FormatName format)
      throws IOException, InterruptedException {
    Map<String, String> reasons = new HashMap<>();
    try (RowReaders readers = RowReaders.open()) {
      for (PoisonKind kind : PoisonKind.values()) {
        StrictCell cell = new StrictCell(kind, format, table);
        try {
          cell.run(readers.of(Choices.name(format)))
              .ifPresent(reason -> reasons.put(cell.name(), reason));
        } catch (RuntimeException e) {
          findings.add(cell.name(), "without tolerance: " + e.getMessage());
        }
      }
    }
    progress.say("%s: %,d kinds fail the task", Choices.name(format), reasons.size());
    return reasons;
  }

  private void compare(Map<String, String> strict, Map<String, String> tolerated) {
    strict.forEach(
        (cell, reason) -> {
          if (!reason.equals(tolerated.get(cell))) {
            findings.add(cell, reason + ", but with tolerance: " + tolerated.get(cell));
          }
        });
  }

  /** The reasons by cell, from dead-letter queues. */
  private Map<String, String> tolerate(Servers servers, Plan plan) throws Exception {
    WorkerProcess worker =
        servers.startWorker(
            "worker", List.of("-Xmx1g"), Map.of("offset.flush.interval.ms", "1000"));
    List<PoisonPipeline> pipelines = pipelines(servers.directory(), plan);
    String bootstrapServers = servers.awaitReady().broker().bootstrapServers();
    Map<String, String> reasons = new HashMap<>();
    try (Admin admin = servers.broker().admin();
        RowReaders readers = RowReaders.open()) {
      Topics topics = new Topics(admin);
      produce(pipelines, topics, bootstrapServers);
      worker.awaitReady();
      progress.say("the worker is ready for %,d records", records);
      for (PoisonPipeline pipeline : pipelines) {
        pipeline.start(worker.client());
      }
      for (PoisonPipeline pipeline : pipelines) {
        String format = Choices.name(pipeline.topic().format());
        try {
          pipeline.awaitEnd(worker.client(), topics);
          Map<String, String> each = pipeline.check(bootstrapServers, readers, findings);
          progress.say("%s: %,d kinds are dead letters", format, each.size());
          reasons.putAll(each);
        } catch (RuntimeException e) {
          findings.add("task of " + format, e.getMessage());
        }
      }
    }
    checkLog(worker.process().log(), pipelines);
    return reasons;
  }

  private List<PoisonPipeline> pipelines(Path directory, Plan plan) {
    List<PoisonPipeline> pipelines = new ArrayList<>();
    Random random = new Random(plan.seed());
    for (FormatName format : formats) {
      PoisonTopic topic = new PoisonTopic(format, table, plan.partitions());
      for (int round = 0; round < plan.rounds(); round++) {
        topic.add(random);
      }
      records += topic.entries().size();
      pipelines.add(new PoisonPipeline(topic, table, directory.resolve("files-" + topic.name())));
    }
    return pipelines;
  }

  private static void produce(
      List<PoisonPipeline> pipelines, Topics topics, String bootstrapServers)
      throws ExecutionException, InterruptedException {
    for (PoisonPipeline pipeline : pipelines) {
      pipeline.create(topics);
    }
    try (KafkaProducer<byte[], byte[]> producer = PoisonPipeline.producer(bootstrapServers)) {
      for (PoisonPipeline pipeline : pipelines) {
        pipeline.produce(producer);
      }
    }
  }

  /** The worker logs each error, and must not log the data. */
  private void checkLog(Path log, List<PoisonPipeline> pipelines) throws IOException {
    long rejected =
        pipelines.stream()
            .flatMap(
                pipeline ->
                    pipeline.topic().entries().stream()
                        .filter(entry -> pipeline.topic().reason(entry.message()).isPresent()))
            .count();
    try (Stream<String> lines = Files.lines(log)) {
      long[] counts = new long[1];
      lines.forEach(
          line -> {
            if (line.contains("Error encountered in task poison-")) {
              counts[0]++;
            }
            if (line.contains(PoisonMessage.MARKER)) {
              findings.add("log of the worker", "shows data: " + line);
            }
          });
      if (counts[0] < rejected) {
        findings.add("log of the worker", "reports " + counts[0] + " errors of " + rejected);
      }
    }
  }
}
