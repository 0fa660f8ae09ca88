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

import io.sluice.config.ClosePolicy;
import io.sluice.exec.BudgetShare;
import io.sluice.exec.CallMonitor;
import io.sluice.exec.Mailbox;
import io.sluice.ledger.CommitProtocol;
import io.sluice.ledger.Failure;
import io.sluice.ledger.LedgerEntry;
import io.sluice.ledger.PartitionOpener.Opened;
import io.sluice.ledger.PartitionState;
import io.sluice.ledger.Step;
import io.sluice.ledger.Tenure;
import io.sluice.metrics.Counter;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes one topic partition from one opening to the next. The methods that the task calls only
 * send a message; all else is confined to the mailbox, which runs one message at a time.
 */
public final class PartitionWriter implements WriterSteps {
  private final TopicPartition topicPartition;
  private final WriterSettings settings;
  private final TaskResources resources;
  private final WriterEvents events;
  private final Mailbox mailbox;
  private final PartitionCalls calls;
  private final CommitProtocol protocol;
  private final BudgetShare share;
  private final AtomicBoolean tickQueued = new AtomicBoolean();
  private volatile boolean discardOnClose;
  private PartitionState state;
  private PartitionFiles files;
  private Intake intake;

  /** Null until the task closes the partition. */
  private ClosePolicy finishing;

  private volatile long base = LedgerEntry.UNKNOWN_BASE;
  private volatile long epoch;

  public PartitionWriter(
      TopicPartition topicPartition,
      WriterSettings settings,
      TaskResources resources,
      WriterEvents events) {
    this.topicPartition = topicPartition;
    this.settings = settings;
    this.resources = resources;
    this.events = events;
    this.mailbox =
        new Mailbox(
            resources.threads().writers(), error -> fail(Failure.of("writing records", error)));
    this.calls = new PartitionCalls(mailbox, resources);
    this.protocol =
        new CommitProtocol(
            settings.ledgerPaths(),
            topicPartition.topic(),
            topicPartition.partition(),
            calls,
            resources.cleanup());
    this.share = resources.budget().share(() -> mailbox.send(this::proceed));
  }

  public TopicPartition topicPartition() {
    return topicPartition;
  }

  /** All offsets below are settled; -1 while base is not known. */
  public long base() {
    return base;
  }

  /** The epoch of the claim; 0 before the partition is open. */
  public long epoch() {
    return epoch;
  }

  /** The weight of the records that wait in the mailbox, in bytes. */
  public long queuedBytes() {
    return share.queuedBytes();
  }

  /** Whether this writer has failed or was abandoned. */
  @Override
  public boolean ended() {
    return mailbox.closed();
  }

  /** The owner of this writer's storage calls in the {@link CallMonitor}. */
  public CallMonitor.Owner owner() {
    return mailbox;
  }

  /**
   * Opens the partition.
   *
   * @param restartAt where to begin a new generation; empty to continue the present one
   * @param tenure the result of this task's earlier openings of the partition
   */
  public void open(OptionalLong restartAt, Tenure tenure) {
    mailbox.send(
        () ->
            then(
                Opening.steps(topicPartition, protocol, context(), restartAt, tenure),
                "opening the partition",
                this::opened));
  }

  /**
   * Takes records in ascending order of offsets.
   *
   * @param weight their estimated heap bytes
   */
  public void deliver(List<SinkRecord> batch, long weight) {
    share.enqueue(weight);
    mailbox.send(
        () -> {
          intake.add(batch, weight);
          proceed();
        });
  }

  /** Takes the consumer's position after everything delivered so far. */
  public void reach(long position) {
    mailbox.send(
        () -> {
          intake.add(position);
          proceed();
        });
  }

  /** Settles a rejected record whose report is done. */
  public void acknowledge(long offset) {
    mailbox.send(
        () -> {
          state.acknowledge(offset);
          advanced();
          checkFinished();
        });
  }

  /** Rolls and retries what is due; at most one tick waits in the mailbox. */
  public void tick() {
    if (tickQueued.compareAndSet(false, true)) {
      mailbox.send(
          () -> {
            tickQueued.set(false);
            rollDue();
          });
    }
  }

  /**
   * Accepts no more records, and calls {@link WriterEvents#finished} when the bad records are
   * reported, the settled offsets are recorded and, with {@link ClosePolicy#COMMIT}, everything is
   * published.
   */
  public void finish(ClosePolicy policy) {
    mailbox.send(
        () -> {
          finishing = policy;
          proceed();
        });
  }

  /**
   * Ends this writer. A publish in progress may still succeed; nothing new is started.
   *
   * @param discard whether to delete the staged files that no entry names
   */
  public void abandon(boolean discard) {
    discardOnClose = discard;
    share.close();
    mailbox.close(this::cleanUp);
  }

  private WriterContext context() {
    return new WriterContext(settings, resources, this, mailbox);
  }

  private void opened(Opened opened) {
    state = opened.state();
    epoch = state.epoch();
    files = new PartitionFiles(topicPartition, opened, protocol, share, context());
    long seekTo = opened.seekTo();
    intake =
        new Intake(new FirstRecord(topicPartition, settings.policy(), seekTo), files, share, this);
    Opening.log(topicPartition, opened);
    advanced();
    resources.metrics().add(Counter.FILES_MISSING, opened.missing());
    events.opened(this, seekTo, opened.tenure());
  }

  /** Serves the budget's requests, then writes the delivered records as far as there is room. */
  private void proceed() {
    if (files == null || mailbox.closed()) {
      return;
    }
    try {
      files.serveRequests();
      if (finishing != ClosePolicy.DISCARD) {
        intake.proceed();
      }
    } catch (IOException e) {
      fail(Failure.of("writing records", e));
    }
    if (finishing == ClosePolicy.COMMIT && intake.isEmpty()) {
      files.rollAll();
    }
    advanced();
    checkFinished();
  }

  private void rollDue() {
    if (files == null) {
      return;
    }
    try {
      files.tick();
    } catch (IOException e) {
      fail(Failure.of("writing records", e));
    }
    intake.tick();
  }

  @Override
  public void progressed() {
    advanced();
    events.progressed(this);
    files.commit();
    checkFinished();
  }

  @Override
  public <T> void then(
      Step<T> steps, String operation, Consumer<T> next, Consumer<Failure> onFailure) {
    calls.run(steps, next, onFailure, error -> fail(Failure.of(operation, error)));
  }

  @Override
  public void rejected(RecordWriter.Rejected rejected) {
    events.rejected(this, rejected.record(), rejected.reason());
  }

  @Override
  public void batchWritten() {
    events.roomFreed();
  }

  private void advanced() {
    state.advance();
    // After a failure in the middle of a record, the state may be ahead of what was written.
    if (!mailbox.closed()) {
      base = state.base();
    }
  }

  private void checkFinished() {
    // With DISCARD, records that wait for room are not written; the next owner reads them again.
    boolean taken = finishing == ClosePolicy.DISCARD || intake.isEmpty();
    if (finishing != null && taken && files.finished(finishing)) {
      events.finished(this);
    }
  }

  @Override
  public void fail(Failure failure) {
    if (!mailbox.closed()) {
      share.close();
      mailbox.close(this::cleanUp);
      events.failed(this, failure);
    }
  }

  private void cleanUp() {
    if (files != null) {
      files.release(discardOnClose);
    }
  }
}
