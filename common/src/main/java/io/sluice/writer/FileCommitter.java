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
import io.sluice.ledger.LedgerEntry;
import io.sluice.ledger.PartitionState;
import io.sluice.ledger.PendingFile;
import io.sluice.metrics.Counter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides sealed files in the ledger, then passes them to the publisher. It appends one entry at a
 * time; files that are sealed meanwhile are decided by the next one. Confined to its writer.
 */
final class FileCommitter {
  /** An entry records base when base has moved further than this without a file. */
  private static final long CHECKPOINT_OFFSETS = 100_000;

  /** The most estimated bytes of an entry; further files wait for the next one. */
  private static final int ENTRY_BYTES = LedgerEntry.MAX_BYTES * 2 / 3;

  /** Estimated bytes of a file's fixed fields in an entry, and of a run of offsets. */
  private static final int FILE_BYTES = 256;

  private static final int RUN_BYTES = 4;

  private final PartitionState state;
  private final OutputFiles files;
  private final CommitProtocol protocol;
  private final FilePublisher publisher;
  private final WriterSettings settings;
  private final TaskResources resources;
  private final WriterSteps writer;
  private boolean appending;
  private long recordedAt;

  FileCommitter(
      PartitionState state,
      OutputFiles files,
      CommitProtocol protocol,
      FilePublisher publisher,
      WriterContext context) {
    this.state = state;
    this.files = files;
    this.protocol = protocol;
    this.publisher = publisher;
    this.settings = context.settings();
    this.resources = context.resources();
    this.writer = context.steps();
    this.recordedAt = resources.ticks();
  }

  /** Whether nothing is being decided or published. */
  boolean idle() {
    return !appending && state.pending().isEmpty();
  }

  /**
   * Records base if a checkpoint is due.
   *
   * @param now milliseconds of the task's ticker
   */
  void tick(long now) {
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

  /** Decides the sealed files, unless an entry is being appended. */
  void commit() {
    if (appending) {
      return;
    }
    List<OutputFile> next = nextFiles();
    if (!next.isEmpty()) {
      append(next);
    }
  }

  /** As many sealed files as fit into an entry together with the pending ones. */
  private List<OutputFile> nextFiles() {
    List<OutputFile> sealed = files.sealed();
    if (sealed.isEmpty()) {
      return sealed;
    }
    long bytes = (long) state.settledRuns() * RUN_BYTES;
    Set<String> schemas = new HashSet<>();
    for (PendingFile file : state.pending()) {
      bytes += estimatedBytes(file, schemas);
    }
    List<OutputFile> next = new ArrayList<>();
    for (OutputFile file : sealed) {
      bytes += estimatedBytes(file.pending(), schemas);
      boolean first = next.isEmpty() && state.pending().isEmpty();
      if (bytes > ENTRY_BYTES && !first) {
        break;
      }
      next.add(file);
    }
    return next;
  }

  /**
   * @param schemas the schemas that are already counted: an entry holds each of them once
   */
  private static long estimatedBytes(PendingFile file, Set<String> schemas) {
    String schema = file.schema();
    return FILE_BYTES
        + 3L * file.name().length()
        + (long) file.offsets().runs() * RUN_BYTES
        + (schema != null && schemas.add(schema) ? schema.length() : 0);
  }

  private void append(List<OutputFile> decided) {
    List<PendingFile> named = decided.stream().map(OutputFile::pending).toList();
    LedgerEntry entry = state.commitEntry(named, settings.owner(), resources.uuid());
    // Base may move beyond the entry while it is appended, so its age counts from here.
    long madeAt = resources.ticks();
    appending = true;
    decided.forEach(OutputFile::decided);
    writer.then(
        protocol.append(entry),
        "committing",
        verified -> {
          appending = false;
          resources.metrics().add(Counter.COMMITS, 1);
          state.committed(verified, named);
          recordedAt = madeAt;
          decided.forEach(publisher::publish);
          writer.progressed();
        });
  }
}
