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
package io.sluice.sink;

import io.sluice.format.Format;
import io.sluice.ledger.CommitProtocol;
import io.sluice.ledger.LedgerEntry;
import io.sluice.ledger.PartitionOpener;
import io.sluice.ledger.PartitionOpener.Opened;
import io.sluice.ledger.PartitionState;
import io.sluice.ledger.PendingFile;
import io.sluice.metrics.Counter;
import io.sluice.path.OutputPaths;
import io.sluice.roll.RollReason;
import io.sluice.sink.Failure.Kind;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one topic partition, from one opening to the next: it is made anew for each, and nothing
 * of it is reused. The methods that the task calls only send a message; everything else is confined
 * to the mailbox, which runs one message at a time.
 */
final class PartitionWriter implements WriterSteps {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionWriter.class);

  /** Runs of settled offsets above base, which take at most 128 KiB of an entry. */
  private static final int SETTLED_RUNS = 32 * 1024;

  private final TopicPartition topicPartition;
  private final WriterSettings settings;
  private final TaskResources resources;
  private final WriterEvents events;
  private final Mailbox mailbox;
  private final PartitionCalls calls;
  private final CommitProtocol protocol;
  private final TaskMemory.Share memory;
  private final AtomicLong queuedBytes = new AtomicLong();
  private final AtomicBoolean tickQueued = new AtomicBoolean();
  private volatile boolean discardOnClose;

  private final OutputPaths paths;
  private final OpenFiles files;
  private final Set<OpenFile> sealing = new HashSet<>();
  private PartitionState state;
  private FileCommitter committer;
  private Rebuilds rebuilds;
  private long expectedFirst = LedgerEntry.UNKNOWN_BASE;
  private boolean finishing;
  private long skipped;

  private volatile long base = LedgerEntry.UNKNOWN_BASE;
  private volatile long epoch;
  private volatile long bytesPerRecord;

  PartitionWriter(
      TopicPartition topicPartition,
      WriterSettings settings,
      TaskResources resources,
      WriterEvents events) {
    this.topicPartition = topicPartition;
    this.settings = settings;
    this.resources = resources;
    this.events = events;
    this.mailbox =
        new Mailbox(resources.writers(), error -> fail(Failure.of("writing records", error)));
    this.calls = new PartitionCalls(this, mailbox, resources);
    this.protocol =
        new CommitProtocol(
            settings.ledgerPaths(), topicPartition.topic(), topicPartition.partition(), calls);
    this.memory = resources.memory().share();
    this.paths = settings.paths().apply(topicPartition);
    this.files = new OpenFiles(resources.openFiles());
  }

  // What the task calls.

  TopicPartition topicPartition() {
    return topicPartition;
  }

  /** Everything below is settled; -1 as long as that is not known. */
  long base() {
    return base;
  }

  /** The epoch of the claim; 0 before the partition is open. */
  long epoch() {
    return epoch;
  }

  /** The weight of the records that wait in the mailbox, in bytes. */
  long queuedBytes() {
    return queuedBytes.get();
  }

  /** Encoded bytes of an average record; 0 before the first. */
  long bytesPerRecord() {
    return bytesPerRecord;
  }

  /** Whether this writer works no more. */
  boolean abandoned() {
    return mailbox.closed();
  }

  /**
   * Opens the partition.
   *
   * @param restartAt begin a new generation there instead of going on
   */
  void open(OptionalLong restartAt) {
    mailbox.send(
        () -> {
          PartitionOpener opener =
              new PartitionOpener(
                  protocol,
                  topicPartition.toString(),
                  settings.policy(),
                  new PartitionOpener.Identity(settings.owner(), resources::uuid),
                  () ->
                      calls.submit(
                          storage ->
                              settings
                                  .log()
                                  .describe(topicPartition.topic(), topicPartition.partition())));
          then(
              restartAt.isPresent() ? opener.rewind(restartAt) : opener.open(),
              "opening the partition",
              this::opened);
        });
  }

  /**
   * Takes records with rising offsets.
   *
   * @param weight their estimated heap bytes
   */
  void deliver(List<SinkRecord> records, long weight) {
    queuedBytes.addAndGet(weight);
    memory.add(weight);
    mailbox.send(
        () -> {
          try {
            write(records);
          } catch (IOException e) {
            fail(Failure.of("writing records", e));
          } finally {
            queuedBytes.addAndGet(-weight);
            memory.add(-weight);
          }
        });
  }

  /** Takes the position that the consumer reached with everything delivered so far. */
  void reach(long position) {
    mailbox.send(
        () -> {
          state.reach(position);
          completeRebuilds(resources.clock().millis());
          advanced();
        });
  }

  /** The report of a rejected record is done. */
  void acknowledge(long offset) {
    mailbox.send(
        () -> {
          state.acknowledge(offset);
          advanced();
        });
  }

  /** Rolls and retries what is due; at most one tick waits. */
  void tick() {
    if (tickQueued.compareAndSet(false, true)) {
      mailbox.send(
          () -> {
            tickQueued.set(false);
            if (state != null) {
              rollDue(resources.clock().millis());
            }
          });
    }
  }

  /** Publishes everything that was delivered and records base, then reports it. */
  void finish() {
    mailbox.send(
        () -> {
          finishing = true;
          if (state != null) {
            files.all().forEach(file -> roll(file, RollReason.CLOSE));
            checkFinished();
          }
        });
  }

  /**
   * Ends this writer. What it decided may still be published; it starts nothing else.
   *
   * @param discard whether to delete the staged files that no entry ever named
   */
  void abandon(boolean discard) {
    discardOnClose = discard;
    memory.close();
    mailbox.close(this::cleanUp);
  }

  // What runs on the mailbox.

  private void opened(Opened opened) {
    state = opened.state();
    committer = new FileCommitter(state, protocol, settings, resources, this);
    rebuilds = new Rebuilds(opened.rebuilds(), settings, this::openFile);
    expectedFirst = opened.seekTo();
    epoch = state.epoch();
    LOG.info(
        "Opened {} in epoch {} at offset {}{}",
        topicPartition,
        epoch,
        expectedFirst == LedgerEntry.UNKNOWN_BASE ? "(no ledger, starting where Kafka is)" : "",
        expectedFirst);
    advanced();
    events.opened(this, expectedFirst);
  }

  private void write(List<SinkRecord> records) throws IOException {
    long now = resources.clock().millis();
    checkFirst(records.get(0).originalKafkaOffset());
    if (mailbox.closed()) {
      return;
    }
    OpenFile file = null;
    for (SinkRecord record : records) {
      OpenFile written = write(record, now);
      if (written != null) {
        if (file != null && file != written) {
          memory.add(file.accountGrowth());
        }
        file = written;
      }
    }
    if (file != null) {
      bytesPerRecord = file.bytesPerRecord();
      memory.add(file.accountGrowth());
    }
    if (skipped > 0) {
      resources.metrics().add(Counter.RECORDS_SKIPPED, skipped);
      skipped = 0;
    }
    completeRebuilds(now);
    advanced();
    shedMemory();
  }

  /** Compares the first record after the seek with where the partition was opened. */
  private void checkFirst(long offset) {
    long expected = expectedFirst;
    expectedFirst = LedgerEntry.UNKNOWN_BASE;
    if (expected == LedgerEntry.UNKNOWN_BASE || offset == expected) {
      return;
    }
    if (offset < expected) {
      String what = "the ledger is at offset %d, Kafka delivers %d".formatted(expected, offset);
      PartitionOpener.requireRestart(settings.policy(), topicPartition.toString(), what);
      fail(new Failure(Kind.RESET, what, null, OptionalLong.of(offset)));
      return;
    }
    LOG.warn(
        "{} continues at offset {} instead of {}: compaction, transaction markers or retention"
            + " removed what lies between",
        topicPartition,
        offset,
        expected);
  }

  /** Writes one record; returns the file it went to, if any. */
  private OpenFile write(SinkRecord record, long now) throws IOException {
    long offset = record.originalKafkaOffset();
    if (offset < state.next()) {
      return null;
    }
    long undelivered = state.deliver(offset);
    if (state.settled(offset)) {
      return null;
    }
    boolean declared = !rebuilds.isEmpty() && rebuilds.declare(offset);
    OpenFile file = null;
    try {
      if (declared) {
        rebuilds.append(record, offset, now);
        return null;
      }
      if (!settings.rules().accepts(record)) {
        state.skip(undelivered, offset);
        skipped++;
        return null;
      }
      String group = paths.group(record, now);
      file = files.find(group);
      if (file == null) {
        makeRoom();
        file = openFile(group, settings.format(), resources.uuid(), now);
        files.add(file);
      }
      file.append(record, undelivered, offset, now);
    } catch (DataException e) {
      reject(record, offset, declared, file, e);
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

  private void reject(
      SinkRecord record, long offset, boolean declared, OpenFile file, DataException reason) {
    if (!declared) {
      state.reject(offset);
    }
    if (file != null && file.records() == 0) {
      files.remove(file);
      letGo(file, true);
    }
    resources.metrics().add(Counter.RECORDS_REJECTED, 1);
    events.rejected(this, record, reason);
  }

  private OpenFile openFile(String group, Format format, UUID fileId, long now) throws IOException {
    StagedId id =
        new StagedId(topicPartition.topic(), topicPartition.partition(), state.epoch(), fileId);
    Storage storage = resources.storage().open();
    CallMonitor.Call call = resources.monitor().begin(this, CallMonitor.Pool.WRITER);
    StagedFile staged;
    try {
      staged = storage.stage(id);
    } catch (IOException | RuntimeException e) {
      call.end();
      throw e;
    }
    call.end();
    return new OpenFile(
        group,
        format,
        staged,
        new MonitoredOutput(staged.output(), resources.monitor(), this),
        now);
  }

  private void makeRoom() {
    if (resources.openFiles().get() >= settings.limits().maxOpenFiles()) {
      files.leastRecentlyWritten().ifPresent(file -> roll(file, RollReason.RESOURCES));
    }
  }

  private void shedMemory() {
    long excess = resources.memory().excess();
    while (excess > 0 && !files.isEmpty()) {
      OpenFile file = files.leastRecentlyWritten().orElseThrow();
      excess -= file.accountedBytes();
      roll(file, RollReason.RESOURCES);
    }
  }

  private void rollDue(long now) {
    Map<OpenFile, RollReason> due = new LinkedHashMap<>();
    for (OpenFile file : files.view()) {
      settings.rolls().onTick(file.stats(), now).ifPresent(reason -> due.put(file, reason));
    }
    due.forEach(this::roll);
    files
        .lowest()
        .filter(file -> file.offsets().first() <= state.base() && overBounds(file, now))
        .ifPresent(file -> roll(file, RollReason.LEDGER_SPAN));
    shedMemory();
    committer.tick(now);
  }

  /** Whether the file makes too much be read again after a crash, or be carried in each entry. */
  private boolean overBounds(OpenFile file, long now) {
    return state.next() - state.base() > settings.ledger().spanRecords()
        || state.settledRuns() > SETTLED_RUNS
        || now - file.openedAt() > settings.ledger().spanMillis();
  }

  private void roll(OpenFile file, RollReason reason) {
    files.remove(file);
    String name =
        paths.name(
            file.group(),
            file.offsets().first(),
            file.offsets().last(),
            state.generation(),
            file.extension());
    LOG.debug("Rolling {} after {} records: {}", name, file.records(), reason);
    PendingFile pending = file.pending(name);
    seal(file, () -> committer.add(pending));
  }

  private void completeRebuilds(long now) {
    if (rebuilds.isEmpty()) {
      return;
    }
    try {
      for (Rebuilds.Complete complete : rebuilds.complete(state.next(), now)) {
        seal(complete.open(), () -> committer.publishAgain(complete.file()));
      }
    } catch (IOException e) {
      fail(Failure.of("writing a file again", e));
    }
  }

  private void seal(OpenFile file, Runnable then) {
    sealing.add(file);
    memory.add(file.accountGrowth());
    memory.leave(file.accountedBytes());
    then(
        calls.submit(
            storage -> {
              file.seal();
              return null;
            }),
        "sealing the staged file " + file.id().fileName(),
        none -> {
          sealing.remove(file);
          memory.left(file.accountedBytes());
          then.run();
        });
  }

  @Override
  public void progressed() {
    advanced();
    events.progressed(this);
    checkFinished();
  }

  private void advanced() {
    state.advance();
    base = state.base();
  }

  private void checkFinished() {
    if (!finishing || !files.isEmpty() || !sealing.isEmpty() || !committer.idle()) {
      return;
    }
    if (state.base() != state.recordedBase()) {
      committer.checkpoint();
    } else {
      events.finished(this);
    }
  }

  @Override
  public void fail(Failure failure) {
    if (!mailbox.closed()) {
      memory.close();
      mailbox.close(this::cleanUp);
      events.failed(this, failure);
    }
  }

  private void cleanUp() {
    List<OpenFile> open = new ArrayList<>(files.drain());
    if (rebuilds != null) {
      open.addAll(rebuilds.drain());
    }
    open.forEach(file -> letGo(file, discardOnClose));
    if (discardOnClose && committer != null) {
      committer.undecided().forEach(file -> discard(file.staged()));
    }
  }

  /** Frees a file that no entry names. */
  private void letGo(OpenFile file, boolean discard) {
    resources.io().execute(file::abandon);
    if (discard) {
      discard(file.id());
    }
  }

  private void discard(StagedId id) {
    resources
        .io()
        .execute(
            () -> {
              try {
                resources.storage().open().discard(id);
              } catch (IOException e) {
                LOG.info(
                    "The staged file {} of {} stays until the next sweep: {}",
                    id.fileName(),
                    topicPartition,
                    e.getMessage());
              }
            });
  }
}
