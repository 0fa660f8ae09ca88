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
package io.sluice.it.score;

import io.sluice.it.Await;
import io.sluice.it.Await.Hopeless;
import io.sluice.it.connect.ConnectClient;
import io.sluice.it.load.AccessLog;
import io.sluice.it.load.PacedProducer;
import io.sluice.it.load.Topics;
import io.sluice.it.server.HeapWatch;
import io.sluice.it.server.Installation;
import io.sluice.it.server.Servers;
import io.sluice.it.server.StorageKind;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.server.WorkerProcess;
import io.sluice.it.verify.ConnectorFiles;
import io.sluice.it.verify.Output;
import io.sluice.it.verify.TopicReader;
import io.sluice.it.verify.Verdict;
import io.sluice.it.verify.Verifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many paths at once in a small heap: every record once, without running out of memory. */
@Command(name = "memory", description = "Many open files in a worker with a small heap.")
final class MemoryLine extends ScoreLine {
  private static final String TOPIC = "paths";
  private static final String CONNECTOR = "memory";

  /** The formats whose readers require a local file. */
  private static final Set<String> LOCAL_FORMATS = Set.of("parquet", "orc", "csv");

  private static final String DIRECTORY = "memory";
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration SAMPLE_PERIOD = Duration.ofMillis(250);
  private static final double MIB = 1 << 20;

  /** Beside the heap there are classes, code, stacks and direct buffers. */
  private static final int MOST_RSS_OF_HEAP = 3;

  @Option(
      names = "--store",
      defaultValue = "hdfs",
      description = "The store: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private StorageKind store;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "Format of the files (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(
      names = "--paths",
      defaultValue = "1000",
      description = "Directories that are written at the same time (default: ${DEFAULT-VALUE}).")
  private int paths;

  @Option(
      names = "--records",
      defaultValue = "200000",
      description = "Records in all directories together (default: ${DEFAULT-VALUE}).")
  private long records;

  @Option(
      names = "--heap-mib",
      defaultValue = "256",
      description = "Heap of the worker in MiB (default: ${DEFAULT-VALUE}).")
  private int heapMib;

  @Option(
      names = "--descriptors",
      defaultValue = "4096",
      description =
          "Open files that the worker may have, as set by ulimit -n (default: ${DEFAULT-VALUE}).")
  private int descriptors;

  private int mostOpen;
  private boolean declining;

  @Override
  String name() {
    return "memory";
  }

  @Override
  boolean measure() throws Exception {
    try (Servers servers =
            Servers.start(Installation.locate(), WorkDirectory.create(), Servers.QUICK)
                .with(store);
        Admin admin = servers.awaitReady().broker().admin()) {
      Map<String, String> config = config(servers.store(store).connector(DIRECTORY));
      ConnectorFiles files = servers.store(store).files(config);
      WorkerProcess worker =
          servers.startWorker(
              "worker",
              List.of("-Xmx" + heapMib + "m"),
              Map.of("offset.flush.interval.ms", "1000"),
              descriptors);
      Topics topics = new Topics(admin);
      topics.create(TOPIC, 1);
      try (PacedProducer producer =
          PacedProducer.start(servers.broker().bootstrapServers(), load(), Long.MAX_VALUE)) {
        producer.awaitEnd();
      }
      say("%,d records for %,d paths wait in the topic", records, paths);
      worker.awaitReady();
      try (HeapWatch heap = worker.watchHeap()) {
        ConnectClient client = worker.client();
        client.create(CONNECTOR, config);
        Await.until(
            "all records are published and committed",
            LIMIT,
            () -> {
              sample(client, files);
              return topics.lag(CONNECTOR, List.of(TOPIC)) == 0;
            });
        return report(servers, topics, files, worker, heap);
      }
    }
  }

  private Map<String, String> config(Map<String, String> connector) {
    Map<String, String> config = new HashMap<>(connector);
    config.put("tasks.max", "1");
    config.put("topics", TOPIC);
    config.put("directory.template", "{topic}/{key}");
    config.put("max.open.files", Integer.toString(paths));
    config.put("format", format);
    // Files are complete with their last record; what had to be sealed early ends by idleness.
    config.put("roll.records", Long.toString((records + paths - 1) / paths));
    config.put("roll.idle.ms", store == StorageKind.hdfs ? "3000" : "15000");
    return config;
  }

  private Iterator<ProducerRecord<byte[], byte[]>> load() {
    return LongStream.range(0, records)
        .mapToObj(
            i ->
                new ProducerRecord<>(
                    TOPIC,
                    0,
                    ("user-" + i % paths).getBytes(StandardCharsets.UTF_8),
                    AccessLog.line(i).getBytes(StandardCharsets.UTF_8)))
        .iterator();
  }

  private void sample(ConnectClient client, ConnectorFiles files) throws Exception {
    String failure = client.status(CONNECTOR).failure();
    if (!failure.isEmpty()) {
      throw new Hopeless(failure);
    }
    int open = files.countOpen();
    if (open > mostOpen && open >= paths) {
      say("%,d files are open", open);
    } else if (open < mostOpen && !declining) {
      declining = true;
      say("the first files are complete");
    }
    mostOpen = Math.max(mostOpen, open);
    Thread.sleep(SAMPLE_PERIOD.toMillis());
  }

  private Verdict compare(Verifier verifier, Output output) throws IOException {
    if (!LOCAL_FORMATS.contains(format)) {
      return verifier.compare(output);
    }
    try (RowContents contents = new RowContents(format)) {
      return verifier.compare(output, contents);
    }
  }

  private boolean report(
      Servers servers, Topics topics, ConnectorFiles files, WorkerProcess worker, HeapWatch heap)
      throws Exception {
    say("comparing");
    Verifier verifier = new Verifier();
    new TopicReader(servers.broker().bootstrapServers())
        .read(topics.partitions(List.of(TOPIC)), verifier::expect);
    Verdict verdict = compare(verifier, files.output());
    verdict.examples().forEach(example -> say("%s", example));
    result().put("store", store.name());
    result().put("format", format);
    result().put("paths", paths);
    result().put("openFiles", mostOpen);
    put("maxHeapMiB", heap.maxBytes() / MIB, 0);
    put("peakHeapMiB", heap.peakBytes() / MIB, 0);
    OptionalLong resident = worker.process().peakResidentBytes();
    resident.ifPresent(bytes -> put("peakRssMiB", bytes / MIB, 0));
    result().put("filesPublished", verdict.files());
    result().put("records", verdict.expected());
    result().put("missing", verdict.missing());
    result().put("twice", verdict.twice());
    // HDFS clients hold packets of each file that is written to, so files are sealed early there.
    boolean allOpen = mostOpen > 0 && (store == StorageKind.hdfs || mostOpen >= paths);
    return verdict.exact()
        && records > 0
        && verdict.expected() == records
        && allOpen
        && resident.orElse(0) / MIB <= (double) MOST_RSS_OF_HEAP * heapMib
        && worker.process().isAlive();
  }
}
