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

import static io.sluice.it.Pipe.bytes;
import static io.sluice.it.Scenario.assertExact;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.server.HeapWatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many small files on a real HDFS, where sealing one takes longer than writing it. */
@ExtendWith(SharedBench.class)
class SealingBacklogIT {
  private static final int MAX_OPEN_FILES = 2;

  private static final Duration LIMIT = Duration.ofSeconds(120);

  private static final Duration CLEANING_LIMIT = Duration.ofSeconds(60);

  private static LocalHdfsServer server;

  @BeforeAll
  static void startHdfs() throws IOException {
    server = LocalHdfsServer.start();
  }

  @AfterAll
  static void stopHdfs() throws IOException {
    server.close();
  }

  @Test
  void openFilesStayWithinTheirLimitWhileRecordsAlternateBetweenPaths(Bench bench)
      throws Exception {
    server.createOutput("sealing-backlog");
    Pipe pipe =
        new Pipe(bench, server, "sealing-backlog", 1)
            .with("max.open.files", String.valueOf(MAX_OPEN_FILES))
            .with("directory.template", "{key}")
            .with("roll.idle.ms", "3000")
            .without("roll.records");
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      records.add(new ProducerRecord<>(pipe.name(), bytes("b" + i % 5), bytes("value " + i)));
    }
    pipe.send(records);
    Watch watch = new Watch(bench, pipe);
    pipe.run();

    watch.awaitNoLag();

    assertThat(watch.mostOpen).isBetween(1, MAX_OPEN_FILES);
    assertThat(watch.publishedWhileOpen).isTrue();
    assertExact(pipe.verify(), 500);
    pipe.end();
    assertThat(undecided(pipe, 1)).isEmpty();
  }

  @Test
  void filesOfOneRecordAreWrittenAtASteadyPaceByFewThreads(Bench bench) throws Exception {
    server.createOutput("one-record-files");
    Pipe pipe = new Pipe(bench, server, "one-record-files", 4).with("roll.records", "1");
    pipe.produce(10_000);
    Watch watch = new Watch(bench, pipe);
    int threads;
    try (HeapWatch jvm = bench.worker().watchHeap()) {
      int before = jvm.peakThreads();
      pipe.run();
      watch.awaitNoLag();
      threads = jvm.peakThreads() - before;
    }

    assertThat(threads).isLessThan(100);
    assertExact(pipe.verify(), 10_000);
    pipe.end();
    assertThat(undecided(pipe, 4)).isEmpty();
  }

  /** A decided file stays, since the next owner publishes it. */
  @Test
  void onlyDecidedFilesStayStagedWhenAConnectorIsDeletedAmidItsBacklog(Bench bench)
      throws Exception {
    server.createOutput("deleted-backlog");
    Pipe pipe = new Pipe(bench, server, "deleted-backlog", 2).with("roll.records", "1");
    pipe.produce(10_000);
    pipe.run();
    pipe.awaitFiles(50);
    bench.connect().delete(pipe.name());

    Await.until(
        "the connector is gone",
        CLEANING_LIMIT,
        () -> bench.connect().status(pipe.name()).state().isEmpty());
    try {
      Await.until(
          "only decided files are staged", CLEANING_LIMIT, () -> undecided(pipe, 2).isEmpty());
    } catch (IllegalStateException e) {
      throw new AssertionError("still staged: " + undecided(pipe, 2), e);
    }
    Await.until(
        "no file is open", CLEANING_LIMIT, () -> server.openStagedFiles(pipe.name()).isEmpty());
  }

  /** The staged files that the highest entry of their partition does not name. */
  private static List<String> undecided(Pipe pipe, int partitions) throws IOException {
    StringBuilder entries = new StringBuilder();
    for (int partition = 0; partition < partitions; partition++) {
      byte[] entry = pipe.files().highestEntry(pipe.name(), pipe.name(), partition);
      entries.append(new String(entry, StandardCharsets.UTF_8));
    }
    return pipe.files().unpublished().stream()
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        // An entry that was being written is swept by the next owner.
        .filter(name -> !name.startsWith("0-") && entries.indexOf(name) < 0)
        .toList();
  }

  /** Follows a connector until it has no lag, and deletes it if it never has. */
  private static final class Watch {
    private static final long REPORT_NANOS = Duration.ofSeconds(5).toNanos();

    private final Bench bench;
    private final Pipe pipe;
    private final long begun = System.nanoTime();
    private final List<Long> publishedAt = new ArrayList<>();
    private int mostOpen;
    private boolean publishedWhileOpen;

    Watch(Bench bench, Pipe pipe) {
      this.bench = bench;
      this.pipe = pipe;
    }

    void awaitNoLag() {
      try {
        Await.until("all records are published", LIMIT, this::done);
      } catch (IllegalStateException e) {
        bench.connect().delete(pipe.name());
        throw new AssertionError(this.toString(), e);
      }
    }

    private boolean done() throws Exception {
      int open = server.openStagedFiles(pipe.name()).size();
      mostOpen = Math.max(mostOpen, open);
      if (open > 0 && !publishedWhileOpen) {
        publishedWhileOpen = !pipe.output().files().isEmpty();
      }
      if (System.nanoTime() - begun >= publishedAt.size() * REPORT_NANOS) {
        publishedAt.add((long) pipe.output().files().size());
      }
      return bench.topics().lag(pipe.name(), List.of(pipe.name())) == 0;
    }

    @Override
    public String toString() {
      return "open at most: %d, published after every 5 s: %s".formatted(mostOpen, publishedAt);
    }
  }
}
