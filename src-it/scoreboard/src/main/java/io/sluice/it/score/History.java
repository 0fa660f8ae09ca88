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

import io.sluice.it.verify.ConnectorFiles;
import io.sluice.ledger.CommitProtocol;
import io.sluice.ledger.DirectCalls;
import io.sluice.ledger.LedgerCleanup;
import io.sluice.ledger.LedgerEntry;
import io.sluice.ledger.LedgerEntry.Kind;
import io.sluice.ledger.LedgerEntry.LogIdentity;
import io.sluice.ledger.LedgerPaths;
import io.sluice.ledger.LedgerPolicy;
import io.sluice.ledger.OffsetSet;
import io.sluice.ledger.Outcome;
import io.sluice.ledger.PartitionOpener;
import io.sluice.ledger.Step;
import io.sluice.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * A partition after many commits of one file each: the published files, and the ledger after
 * cleaning.
 */
final class History {
  private static final long RECORDS_PER_FILE = 1_000;
  private static final int ENTRIES_KEPT = 3;
  private static final int CREATING_THREADS = 16;

  private final String topic;
  private final long commits;
  private final DirectCalls calls;
  private final CommitProtocol protocol;

  /**
   * A history that does not exist yet.
   *
   * @param ledger the directory of entries, relative to the store's root
   */
  History(String topic, long commits, LedgerPaths ledger, Storage storage) {
    this.topic = topic;
    this.commits = commits;
    this.calls = new DirectCalls(storage);
    this.protocol = new CommitProtocol(ledger, topic, 0, calls, new LedgerCleanup(entries -> {}));
  }

  /** The result of one opening. */
  record Opening(double millis, int calls) {}

  /** Creates the published files directly, and appends the last entries. */
  void layDown(ConnectorFiles files) throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(CREATING_THREADS);
    try {
      List<Future<?>> created =
          LongStream.range(0, commits)
              .<Future<?>>mapToObj(number -> pool.submit(() -> create(files, number)))
              .toList();
      for (Future<?> file : created) {
        file.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("cannot create files of " + topic, e.getCause());
    } finally {
      pool.shutdown();
    }
    appendFrom(Math.max(1, commits - ENTRIES_KEPT + 1));
  }

  /** Appends the entries from this one on to the last, each of a commit of one file. */
  void appendFrom(long first) {
    for (long seq = first; seq <= commits; seq++) {
      run(protocol.append(entry(seq)));
    }
  }

  private Void create(ConnectorFiles files, long number) throws IOException {
    long start = number * RECORDS_PER_FILE;
    String name =
        String.format(
            Locale.ROOT, "%s+0+%010d+%010d.txt", topic, start, start + RECORDS_PER_FILE - 1);
    files.create(topic + "/partition=0/" + name);
    return null;
  }

  private LedgerEntry entry(long seq) {
    return new LedgerEntry(
        seq,
        "earlier",
        UUID.randomUUID(),
        1,
        0,
        seq * RECORDS_PER_FILE,
        new OffsetSet(),
        List.of(),
        Kind.COMMIT,
        LogIdentity.UNKNOWN);
  }

  /** Opens the partition as a task does. */
  Opening open(CountingStorage storage) {
    PartitionOpener opener =
        new PartitionOpener(
            protocol,
            topic + "-0",
            new LedgerPolicy(LedgerPolicy.Missing.FAIL, false, false),
            new PartitionOpener.Identity("recovery", UUID::randomUUID),
            (of, partition) -> Optional.empty());
    storage.takeCalls();
    long start = System.nanoTime();
    PartitionOpener.Opened opened = run(opener.open());
    double millis = (System.nanoTime() - start) / 1e6;
    if (opened.seekTo() != commits * RECORDS_PER_FILE) {
      throw new IllegalStateException(topic + " was opened at " + opened.seekTo());
    }
    return new Opening(millis, storage.takeCalls());
  }

  private <R> R run(Step<R> step) {
    Outcome<R> outcome = calls.run(step);
    if (outcome instanceof Outcome.Failed<R> failed) {
      throw new IllegalStateException(
          topic + ": " + failed.failure().message(), failed.failure().cause());
    }
    return ((Outcome.Value<R>) outcome).value();
  }
}
