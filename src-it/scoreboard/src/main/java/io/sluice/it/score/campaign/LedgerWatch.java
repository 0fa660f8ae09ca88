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
package io.sluice.it.score.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.it.verify.ConnectorFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Looks at the highest ledger entry of each partition of a connector, in a thread. */
final class LedgerWatch implements AutoCloseable {
  private static final Duration PERIOD_PER_PARTITION = Duration.ofMillis(10);

  private final ObjectMapper json = new ObjectMapper();
  private final ConnectorFiles files;
  private final String connector;
  private final String topic;
  private final Partition[] partitions;
  private final List<FirstCommit> firstCommits = new ArrayList<>();
  private final Thread thread;
  private long longestNanos;
  private volatile boolean ended;

  private LedgerWatch(ConnectorFiles files, String connector, String topic, int partitions) {
    this.files = files;
    this.connector = connector;
    this.topic = topic;
    this.partitions = new Partition[partitions];
    for (int i = 0; i < partitions; i++) {
      this.partitions[i] = new Partition();
    }
    this.thread = new Thread(this::run, "ledger-watch");
    this.thread.setDaemon(true);
  }

  /** What is known of a partition. */
  private static final class Partition {
    private long seq;
    private long committedEpoch;
    private long commits;
    private long lastNanos;
  }

  /** The moment at which the first commit of a task was seen. */
  record FirstCommit(int partition, Instant time) {}

  /** Begins to look. */
  static LedgerWatch start(ConnectorFiles files, String connector, String topic, int partitions) {
    LedgerWatch watch = new LedgerWatch(files, connector, topic, partitions);
    watch.thread.start();
    return watch;
  }

  private void run() {
    while (!ended) {
      for (int i = 0; i < partitions.length && !ended; i++) {
        try {
          look(i, json.readTree(files.highestEntry(connector, topic, i)));
        } catch (IOException e) {
          // There is no entry yet, an entry was replaced meanwhile, or the store is out of order.
          continue;
        } finally {
          LockSupport.parkNanos(PERIOD_PER_PARTITION.toNanos());
        }
      }
    }
  }

  private synchronized void look(int index, JsonNode entry) {
    Partition partition = partitions[index];
    long seq = entry.path("seq").asLong();
    if (seq == partition.seq) {
      return;
    }
    partition.seq = seq;
    if (!entry.path("kind").asText().equals("commit")) {
      return;
    }
    long now = System.nanoTime();
    if (partition.commits > 0) {
      longestNanos = Math.max(longestNanos, now - partition.lastNanos);
    }
    partition.lastNanos = now;
    partition.commits++;
    long epoch = entry.path("epoch").asLong();
    if (epoch != partition.committedEpoch) {
      partition.committedEpoch = epoch;
      firstCommits.add(new FirstCommit(index, Instant.now()));
    }
  }

  /** The number of commits seen of each partition so far. */
  synchronized long[] commits() {
    long[] commits = new long[partitions.length];
    for (int i = 0; i < commits.length; i++) {
      commits[i] = partitions[i].commits;
    }
    return commits;
  }

  /** The first commit of each task of each partition. */
  synchronized List<FirstCommit> firstCommits() {
    return List.copyOf(firstCommits);
  }

  /** The longest time between two commits of a partition. */
  synchronized long longestMillis() {
    return Duration.ofNanos(longestNanos).toMillis();
  }

  @Override
  public void close() {
    ended = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
