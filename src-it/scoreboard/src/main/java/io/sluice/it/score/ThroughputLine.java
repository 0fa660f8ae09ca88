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

import io.sluice.it.load.BulkProducer;
import io.sluice.it.load.BulkRecords;
import io.sluice.it.load.Topics;
import io.sluice.it.score.TimedRuns.Round;
import io.sluice.it.server.HeapWatch;
import io.sluice.it.server.Installation;
import io.sluice.it.server.Servers;
import io.sluice.it.server.StorageKind;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.server.WorkerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The throughput of a sink in comparison to a sink that only counts: the same worker process,
 * consumer, converter and heap, in rounds that alternate. The first round of each is discarded.
 */
@Command(name = "throughput", description = "Records per second, next to a sink that only counts.")
final class ThroughputLine extends ScoreLine {
  private static final String TOPIC = "bulk";
  private static final double MIB = 1 << 20;

  @Option(
      names = "--sink",
      defaultValue = "hdfs",
      description = "The connector: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private StorageKind sink;

  @Option(
      names = "--target",
      description =
          "Where files are written: ${COMPLETION-CANDIDATES} (default: file for hdfs, gcs for gcs).")
  private ThroughputTarget target;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "Format of the files (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(
      names = "--compression",
      defaultValue = "none",
      description = "Compression of the files (default: ${DEFAULT-VALUE}).")
  private String compression;

  @Option(
      names = "--records-per-file",
      defaultValue = "500000",
      description = "Records in each file (default: ${DEFAULT-VALUE}).")
  private long recordsPerFile;

  @Option(
      names = "--records",
      defaultValue = "10000000",
      description = "Records in all partitions together (default: ${DEFAULT-VALUE}).")
  private long records;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      description = "Partitions of the topic (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Measured rounds, after one that is discarded (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--heap",
      defaultValue = "1g",
      description = "Heap of the worker (default: ${DEFAULT-VALUE}).")
  private String heap;

  @Override
  String name() {
    return "throughput";
  }

  @Override
  boolean measure() throws Exception {
    if (target == null) {
      target = sink == StorageKind.hdfs ? ThroughputTarget.file : ThroughputTarget.gcs;
    }
    if ((sink == StorageKind.gcs) != (target == ThroughputTarget.gcs)) {
      throw new IllegalArgumentException("--sink " + sink + " cannot write to " + target);
    }
    long recordsPerPartition = records / partitions;
    if (recordsPerPartition == 0 || recordsPerPartition % recordsPerFile != 0) {
      throw new IllegalArgumentException(
          "records / partitions must be a multiple of --records-per-file: the last file of a"
              + " partition ends by count");
    }
    try (Servers servers =
            Servers.start(Installation.locate(), WorkDirectory.create(), Servers.FAST);
        Admin admin = startServers(servers)) {
      new Topics(admin).create(TOPIC, partitions);
      say("%,d records of %d bytes go into the topic", records, BulkRecords.LENGTH);
      BulkProducer.fill(
          servers.broker().bootstrapServers(),
          TOPIC,
          partitions,
          recordsPerPartition,
          new BulkRecords());
      WorkerProcess worker =
          servers.startWorker("worker", List.of("-Xms" + heap, "-Xmx" + heap), Map.of());
      worker.awaitReady();
      try (HeapWatch watch = worker.watchHeap()) {
        ThroughputRounds.Plan plan =
            new ThroughputRounds.Plan(
                TOPIC, partitions, recordsPerPartition, recordsPerFile, format, compression);
        ThroughputRounds runner = new ThroughputRounds(servers, worker, plan, target);
        return run(runner, watch);
      }
    }
  }

  private Admin startServers(Servers servers) throws Exception {
    if (target.store != null) {
      servers.with(target.store);
    }
    servers.awaitReady();
    return servers.broker().admin();
  }

  private boolean run(ThroughputRounds runner, HeapWatch watch) throws Exception {
    List<Round> noops = new ArrayList<>();
    List<Round> ours = new ArrayList<>();
    for (int i = 0; i <= rounds; i++) {
      Round noop = runner.noop();
      Round our = runner.ours();
      boolean warmUp = i == 0;
      say(
          "%s no-op %,.0f records/s, %s %,.0f records/s: ratio %.2f",
          warmUp ? "warm-up:" : "round " + i + ":",
          records / noop.seconds(),
          sink,
          records / our.seconds(),
          noop.seconds() / our.seconds());
      if (!warmUp) {
        noops.add(noop);
        ours.add(our);
      }
    }
    double[] ratios = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ratios[i] = noops.get(i).seconds() / ours.get(i).seconds();
    }
    double ratio = Median.of(ratios);
    double recordsPerSecond = records / Median.of(ours, Round::seconds);
    result().put("sink", sink.name());
    result().put("target", target.name());
    result().put("format", format);
    result().put("compression", compression);
    result().put("records", records);
    put("recordsPerSecond", recordsPerSecond, 0);
    put("mibPerSecond", recordsPerSecond * BulkRecords.LENGTH / MIB, 1);
    put("ratioToNoop", ratio, 3);
    put("noopRecordsPerSecond", records / Median.of(noops, Round::seconds), 0);
    double millions = records / 1e6;
    put("cpuSecondsPerMillion", Median.of(ours, Round::cpuSeconds) / millions, 3);
    put("noopCpuSecondsPerMillion", Median.of(noops, Round::cpuSeconds) / millions, 3);
    put("peakHeapMiB", watch.peakBytes() / MIB, 0);
    result().put("rounds", rounds);
    result().putObject("peers");
    return ratio >= target.leastRatio;
  }
}
