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
package io.sluice.writer;

import io.sluice.ledger.CommitProtocol;
import io.sluice.ledger.CommitProtocol.Resolution;
import io.sluice.ledger.Failure;
import io.sluice.ledger.LedgerEntry;
import io.sluice.ledger.PartitionOpener;
import io.sluice.ledger.PartitionState;
import io.sluice.ledger.PendingFile;
import io.sluice.metrics.Counter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides sealed files in the ledger and publishes them. One entry is being appended at a time;
 * files that are sealed meanwhile join the next. Publishing goes on beside it, and a publish that
 * fails is repeated in place, while every later entry carries the file. Confined to its writer.
 */
final class FileCommitter {
  private static final Logger LOG = LoggerFactory.getLogger(FileCommitter.class);

  /** Base is recorded when it moved further than this without a file. */
  private static final long CHECKPOINT_OFFSETS = 100_000;

  /** Estimated bytes of an entry above which further files wait for the next one. */
  private static final int ENTRY_BYTES = LedgerEntry.MAX_BYTES * 2 / 3;

  /** Estimated bytes that a file's fixed fields, and a run of offsets, take in an entry. */
  private static final int FILE_BYTES = 256;

  private static final int RUN_BYTES = 4;

  private final PartitionState state;
  private final CommitProtocol protocol;
  private final WriterSettings settings;
  private final TaskResources resources;
  private final WriterSteps writer;
  private final Deque<PendingFile> sealed = new ArrayDeque<>();
  private final Map<UUID, Publish> failing = new LinkedHashMap<>();
  private boolean appending;
  private long recordedAt;

  FileCommitter(
      PartitionState state,
      CommitProtocol protocol,
      WriterSettings settings,
      TaskResources resources,
      WriterSteps writer) {
    this.state = state;
    this.protocol = protocol;
    this.settings = settings;
    this.resources = resources;
    this.writer = writer;
    this.recordedAt = resources.ticks();
  }

  /** A publish that failed and is to be repeated. */
  private record Publish(
      PendingFile file, long records, long epoch, int failures, long since, long dueAt) {}

  /** Takes a sealed file, to be decided and published. */
  void add(PendingFile file) {
    sealed.add(file);
    commit();
  }

  /** Files that are sealed and that no entry was ever attempted with. */
  List<PendingFile> undecided() {
    return List.copyOf(sealed);
  }

  /** Whether nothing is being decided or published. */
  boolean idle() {
    return !appending && sealed.isEmpty() && state.pending().isEmpty();
  }

  /** Repeats publishes that are due, and records base if it is time. */
  void tick(long now) {
    List<Publish> due = failing.values().stream().filter(each -> each.dueAt <= now).toList();
    for (Publish publish : due) {
      failing.remove(publish.file.staged().uuid());
      publish(publish);
    }
    long moved = state.base() - state.recordedBase();
    if (moved > CHECKPOINT_OFFSETS
        || moved > 0 && now - recordedAt >= settings.ledger().checkpointMillis()) {
      checkpoint();
    }
  }

  /** Records base, unless an entry is being appended anyway. */
  void checkpoint() {
    if (!appending) {
      append(List.of());
    }
  }

  /**
   * Publishes a file that was decided before and has been written again.
   *
   * @param records how many records it has got again
   */
  void publishAgain(PendingFile file, long records) {
    publish(new Publish(file, records, state.epoch(), 0, 0, 0));
  }

  private void commit() {
    if (appending || sealed.isEmpty()) {
      return;
    }
    List<PendingFile> files = nextFiles();
    if (!files.isEmpty()) {
      append(files);
    }
  }

  /** As many sealed files as fit into an entry beside those that it has to carry. */
  private List<PendingFile> nextFiles() {
    long bytes = (long) state.settledRuns() * RUN_BYTES;
    Set<String> schemas = new HashSet<>();
    for (PendingFile file : state.pending()) {
      bytes += estimatedBytes(file, schemas);
    }
    List<PendingFile> files = new ArrayList<>();
    while (!sealed.isEmpty()) {
      bytes += estimatedBytes(sealed.peek(), schemas);
      boolean first = files.isEmpty() && state.pending().isEmpty();
      if (bytes > ENTRY_BYTES && !first) {
        break;
      }
      files.add(sealed.remove());
    }
    return files;
  }

  /**
   * @param schemas those that the entry has already, each of which it holds once
   */
  private static long estimatedBytes(PendingFile file, Set<String> schemas) {
    String schema = file.schema();
    return FILE_BYTES
        + 3L * file.name().length()
        + (long) file.offsets().runs() * RUN_BYTES
        + (schema != null && schemas.add(schema) ? schema.length() : 0);
  }

  private void append(List<PendingFile> files) {
    LedgerEntry entry = state.commitEntry(files, settings.owner(), resources.uuid());
    // from here on base may move beyond the entry, however long the append takes
    long madeAt = resources.ticks();
    appending = true;
    writer.then(
        protocol.append(entry),
        "committing",
        verified -> {
          appending = false;
          resources.metrics().add(Counter.COMMITS, 1);
          state.committed(verified, files);
          recordedAt = madeAt;
          for (PendingFile file : files) {
            publish(new Publish(file, file.count(), file.staged().epoch(), 0, 0, 0));
          }
          writer.progressed();
          commit();
        });
  }

  private void publish(Publish publish) {
    PendingFile file = publish.file;
    writer.then(
        protocol.publish(file, publish.epoch, state.generation()),
        "publishing " + file.name(),
        resolution -> published(publish, resolution),
        failure -> retry(publish, failure));
  }

  private void published(Publish publish, Resolution resolution) {
    PendingFile file = publish.file;
    switch (resolution) {
      case PUBLISHED -> {}
      case LOST -> {
        Optional<Failure> missing =
            PartitionOpener.missing(
                settings.policy(), file.staged().topic() + "-" + file.staged().partition(), file);
        if (missing.isPresent()) {
          writer.fail(missing.get());
          return;
        }
        resources.metrics().add(Counter.FILES_MISSING, 1);
      }
      case REBUILD -> {
        writer.fail(
            new Failure.Retriable("the staged bytes of " + file.name() + " are gone", null));
        return;
      }
    }
    resources.metrics().add(Counter.FILES_PUBLISHED, 1);
    resources.metrics().add(Counter.RECORDS_WRITTEN, publish.records);
    resources.metrics().add(Counter.BYTES_WRITTEN, file.bytes());
    LOG.debug("Published {} with {} records", file.name(), publish.records);
    state.published(file);
    writer.published(file);
    commit();
  }

  private void retry(Publish publish, Failure failure) {
    PendingFile file = publish.file;
    String operation = "publishing " + file.name();
    if (!(failure instanceof Failure.Retriable)) {
      writer.fail(failure.during(operation));
      return;
    }
    long now = resources.ticks();
    int failures = publish.failures + 1;
    long since = publish.failures == 0 ? now : publish.since;
    if (settings.limits().exceeded(now - since)) {
      writer.fail(
          new Failure.Fatal(
              operation
                  + " has failed for "
                  + (now - since)
                  + " ms (retry.timeout.ms): "
                  + failure.message(),
              failure.cause()));
      return;
    }
    long wait = settings.limits().backoff().millis(failures, resources.random());
    LOG.warn("{} failed, again in {} ms: {}", operation, wait, failure.message());
    resources.metrics().add(Counter.PUBLISH_RETRIES, 1);
    failing.put(
        file.staged().uuid(),
        new Publish(file, publish.records, publish.epoch, failures, since, now + wait));
  }
}
