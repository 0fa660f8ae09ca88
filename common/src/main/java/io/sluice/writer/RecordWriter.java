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

import io.sluice.exec.TaskTime.Moment;
import io.sluice.format.Format;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import io.sluice.ledger.PartitionState;
import io.sluice.ledger.PendingFile;
import io.sluice.metrics.Counter;
import io.sluice.path.OutputPaths;
import io.sluice.record.RecordFields;
import io.sluice.roll.RollReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the records of an open partition into files, and rolls the files. Settled records are left
 * out by their offset, never by their path, so that a path may depend on anything. Confined to its
 * writer.
 */
final class RecordWriter {
  private static final Logger LOG = LoggerFactory.getLogger(RecordWriter.class);

  /** Runs of settled offsets above base, which take at most 128 KiB of an entry. */
  private static final int SETTLED_RUNS = 32 * 1024;

  private final PartitionState state;
  private final FileCommitter committer;
  private final Staging staging;
  private final WriterSettings settings;
  private final TaskResources resources;
  private final OutputPaths paths;
  private final Format format;
  private final RecordFields fields;
  private final FileSchemas schemas;
  private final OpenFiles files;
  private final Rebuilds rebuilds;
  private final Relief relief;
  private final List<Rejected> rejected = new ArrayList<>();

  /** What was appended to and is still open; its growth is not accounted for yet. */
  private OpenFile unaccounted;

  private long retirements;
  private long skipped;
  private long bytesPerRecord;

  RecordWriter(
      TopicPartition topicPartition,
      PartitionState state,
      List<PendingFile> rebuilds,
      FileCommitter committer,
      Staging staging,
      WriterSettings settings,
      TaskResources resources) {
    this.state = state;
    this.committer = committer;
    this.staging = staging;
    this.settings = settings;
    this.resources = resources;
    this.paths = settings.paths().apply(topicPartition);
    this.format = settings.format().confined();
    this.fields = format.fields();
    this.schemas = format.schemas();
    this.files = new OpenFiles(resources.openFiles());
    this.rebuilds = new Rebuilds(rebuilds, settings, staging::open);
    this.relief =
        new Relief(
            files, this.rebuilds, staging, resources, file -> roll(file, RollReason.RESOURCES));
  }

  /** A record that cannot be written, and why. */
  record Rejected(SinkRecord record, DataException reason) {}

  /**
   * Writes a batch.
   *
   * @return the records that were rejected; base is held until each is acknowledged
   * @throws IOException if a file failed; the writer is of no use any more
   */
  List<Rejected> write(List<SinkRecord> records) throws IOException {
    Moment now = resources.time().now();
    rejected.clear();
    skipped = 0;
    for (SinkRecord record : records) {
      OpenFile file = write(record, now);
      if (file != null && file != unaccounted) {
        account();
        unaccounted = file;
      }
    }
    account();
    resources.metrics().add(Counter.RECORDS_SKIPPED, skipped);
    resources.metrics().add(Counter.RECORDS_REJECTED, rejected.size());
    completeRebuilds();
    relief.shed();
    return rejected;
  }

  /** Encoded bytes of an average record; 0 before the first. */
  long bytesPerRecord() {
    return bytesPerRecord;
  }

  boolean isEmpty() {
    return files.isEmpty() && rebuilds.isEmpty();
  }

  /**
   * Rolls what time, the ledger's bounds or the limits of memory and staging ask for.
   *
   * @throws IOException if a file failed; the writer is of no use any more
   */
  void tick() throws IOException {
    Moment now = resources.time().now();
    Map<OpenFile, RollReason> due = new LinkedHashMap<>();
    for (OpenFile file : files.view()) {
      settings
          .rolls()
          .onTick(file.stats(now), now.clock())
          .ifPresent(reason -> due.put(file, reason));
    }
    due.forEach(this::roll);
    files
        .lowest()
        .filter(file -> file.offsets().first() <= state.base() && overBounds(file, now))
        .ifPresent(file -> roll(file, RollReason.LEDGER_SPAN));
    relief.shed();
  }

  /** Rolls everything. */
  void rollAll(RollReason reason) {
    files.all().forEach(file -> roll(file, reason));
  }

  /** Publishes the files that were written again and can get no more records. */
  void completeRebuilds() throws IOException {
    if (rebuilds.isEmpty()) {
      return;
    }
    for (Rebuilds.Complete complete : rebuilds.complete(state.next(), resources.time().now())) {
      long written = complete.open().records();
      resources.metrics().add(Counter.RECORDS_LOST, complete.file().count() - written);
      staging.sealRebuild(complete.open(), () -> committer.publishAgain(complete.file(), written));
    }
    rebuilds.open().forEach(staging::accountRebuild);
  }

  /** Lets go of all files. */
  void abandon(boolean discard) {
    files.drain().forEach(file -> staging.letGo(file, discard));
    rebuilds.drain().forEach(file -> staging.letGo(file, discard));
  }

  /** Writes one record; returns the file it stays open in, if any. */
  private OpenFile write(SinkRecord record, Moment now) throws IOException {
    long offset = record.originalKafkaOffset();
    if (offset < state.next()) {
      return null;
    }
    long undelivered = state.deliver(offset);
    if (state.settled(offset)) {
      return null;
    }
    OpenFile file = null;
    try {
      if (!rebuilds.isEmpty() && rebuilds.declare(offset)) {
        rebuilds.append(record, offset, now);
        return null;
      }
      if (!settings.rules().accepts(record)) {
        state.skip(undelivered, offset);
        skipped++;
        return null;
      }
      SinkRecord row = fields.select(record, now.clock());
      FileSchema schema = schemas.of(row);
      rollRetired();
      file = file(record, paths.group(record, now.clock()), schema, now);
      file.append(schemas.fit(row, schema), undelivered, offset, now);
    } catch (DataException e) {
      reject(record, file, e);
      return null;
    } catch (ConnectException e) {
      throw new ConnectException(
          "the record at offset " + offset + " must not be skipped: " + e.getMessage(), e);
    }
    if (file.records() == 1) {
      state.hold(offset);
    }
    Optional<RollReason> reason = settings.rolls().onAppend(file.size(), file.records());
    if (reason.isPresent()) {
      roll(file, reason.get());
      return null;
    }
    return file;
  }

  /** The file that a record belongs to. */
  private OpenFile file(SinkRecord record, String group, FileSchema schema, Moment now)
      throws IOException {
    OpenFile file = files.find(group, schema);
    if (settings.eventTimes() == null) {
      return file == null ? open(group, schema, now) : file;
    }
    long eventTime = settings.eventTimes().millis(record, now.clock());
    if (file != null) {
      Optional<RollReason> reason = settings.rolls().beforeAppend(file.firstEventTime(), eventTime);
      if (reason.isEmpty()) {
        return file;
      }
      roll(file, reason.get());
    }
    file = open(group, schema, now);
    file.beginAt(eventTime);
    return file;
  }

  private OpenFile open(String group, FileSchema schema, Moment now) throws IOException {
    if (resources.openFiles().get() >= settings.limits().maxOpenFiles()) {
      files
          .leastRecentlyWritten()
          .ifPresent(leastRecent -> roll(leastRecent, RollReason.RESOURCES));
    }
    OpenFile file = staging.open(group, format, schema, resources.uuid(), now);
    files.add(file);
    return file;
  }

  /** Publishes the files that no further record belongs to, because schemas have moved on. */
  private void rollRetired() {
    if (schemas.retirements() != retirements) {
      retirements = schemas.retirements();
      for (OpenFile file : files.all()) {
        if (schemas.retired(file.schema())) {
          roll(file, RollReason.SCHEMA);
        }
      }
    }
  }

  private void reject(SinkRecord record, OpenFile file, DataException reason) {
    state.reject(record.originalKafkaOffset());
    if (file != null && file.records() == 0) {
      files.remove(file);
      staging.letGo(file, true);
    }
    rejected.add(new Rejected(record, reason));
  }

  /** Whether the file makes too much be read again after a crash, or be carried in each entry. */
  private boolean overBounds(OpenFile file, Moment now) {
    return state.next() - state.base() > settings.ledger().spanRecords()
        || state.settledRuns() > SETTLED_RUNS
        || file.age(now) > settings.ledger().spanMillis();
  }

  private void account() {
    if (unaccounted != null) {
      staging.account(unaccounted);
      bytesPerRecord = unaccounted.bytesPerRecord();
      unaccounted = null;
    }
  }

  private void roll(OpenFile file, RollReason reason) {
    files.remove(file);
    bytesPerRecord = file.bytesPerRecord();
    if (file == unaccounted) {
      // Sealing accounts for it, and has it to itself from then on.
      unaccounted = null;
    }
    String name =
        paths.name(
            file.group(),
            file.offsets().first(),
            file.offsets().last(),
            state.generation(),
            file.extension());
    LOG.debug("Rolling {} after {} records: {}", name, file.records(), reason);
    staging.seal(file, () -> committer.add(file.pending(name)));
  }
}
