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
import io.sluice.exec.BudgetShare.Request;
import io.sluice.exec.TaskTime.Moment;
import io.sluice.ledger.CommitProtocol;
import io.sluice.ledger.PartitionOpener.Opened;
import io.sluice.ledger.PartitionState;
import io.sluice.metrics.Counter;
import io.sluice.metrics.TaskMetrics;
import io.sluice.path.OutputPaths;
import io.sluice.roll.RollReason;
import io.sluice.writer.RecordWriter.Written;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The files of an open partition: takes records, positions and ticks. Confined to its writer, which
 * has to fail when a method throws {@link IOException}.
 */
final class PartitionFiles {
  private final PartitionState state;
  private final OutputFiles files = new OutputFiles();
  private final BudgetShare share;
  private final WriterContext context;
  private final Staging staging;
  private final FilePublisher publisher;
  private final FileCommitter committer;
  private final FileRoller roller;
  private final DueFiles due;
  private final Rebuilds rebuilds;
  private final RecordWriter records;
  private final Optional<GapWatch> gaps;

  PartitionFiles(
      TopicPartition topicPartition,
      Opened opened,
      CommitProtocol protocol,
      BudgetShare share,
      WriterContext context) {
    this.state = opened.state();
    this.share = share;
    this.context = context;
    WriterSettings settings = context.settings();
    OutputPaths paths = settings.paths().apply(topicPartition);
    staging =
        new Staging(topicPartition, state.epoch(), share, context.resources(), context.owner());
    publisher = new FilePublisher(state, files, protocol, context);
    committer = new FileCommitter(state, files, protocol, publisher, context);
    roller = new FileRoller(paths, state.generation(), files, committer, context.steps());
    due = new DueFiles(settings, state, files);
    rebuilds = new Rebuilds(opened.rebuilds(), settings, files, staging::openRebuild);
    FileChooser chooser = new FileChooser(files, roller, staging, settings);
    records = new RecordWriter(state, rebuilds, chooser, paths, settings);
    gaps =
        opened.logKnown()
            ? Optional.of(new GapWatch(topicPartition, state, context))
            : Optional.empty();
  }

  /**
   * Writes the records of a batch, as far as the task has room for the files that they need.
   *
   * @param from the index to begin at
   */
  Written write(List<SinkRecord> batch, int from) throws IOException {
    // Gaps by retention are between batches: the consumer had to find a new position.
    gaps.ifPresent(watch -> watch.reaches(batch.get(from).originalKafkaOffset()));
    Written written = records.write(batch, from, now());
    metrics().add(Counter.RECORDS_SKIPPED, written.skipped());
    metrics().add(Counter.FIELDS_DROPPED, written.droppedFields());
    metrics().add(Counter.RECORDS_REJECTED, written.rejected().size());
    completeRebuilds();
    keepWithinLimits();
    return written;
  }

  /** Takes the consumer's position after everything that was written. */
  void reach(long position) throws IOException {
    gaps.ifPresent(watch -> watch.reaches(position));
    state.reach(position);
    completeRebuilds();
  }

  /** Does what is due: rolls files, retries publishes, records base. */
  void tick() throws IOException {
    Moment now = now();
    gaps.ifPresent(GapWatch::tick);
    due.at(now).forEach(roller::roll);
    keepWithinLimits();
    publisher.retryDue(now.ticker());
    committer.tick(now.ticker());
  }

  /** Flushes and rolls the files that the task's budget has requested from this writer. */
  void serveRequests() throws IOException {
    for (List<Request> requests = share.takeRequests();
        !requests.isEmpty();
        requests = share.takeRequests()) {
      for (Request request : requests) {
        serve(request);
      }
      // A flush may have freed less than expected.
      share.enforce();
    }
  }

  /** Decides the sealed files, unless an entry is being appended. */
  void commit() {
    committer.commit();
  }

  /** Rolls all open files. */
  void rollAll() {
    roller.rollAll(RollReason.CLOSE);
  }

  /**
   * Whether the bad records are reported, the settled offsets are recorded and, with {@link
   * ClosePolicy#COMMIT}, every file is published. If only the record is missing, starts it.
   */
  boolean finished(ClosePolicy policy) {
    boolean published = files.isEmpty() && rebuilds.isEmpty() && committer.idle();
    if (state.awaitsReports() || policy == ClosePolicy.COMMIT && !published) {
      return false;
    }
    if (state.unrecorded()) {
      committer.checkpoint();
      return false;
    }
    return true;
  }

  /**
   * Releases all files, in any state, without waiting.
   *
   * @param discard whether to delete the staged files that no entry names
   */
  void release(boolean discard) {
    for (OutputFile file : files.all()) {
      files.remove(file);
      staging.release(file, discard);
    }
  }

  private void serve(Request request) throws IOException {
    OutputFile file = files.get(request.file());
    if (file == null || !file.isOpen()) {
      return;
    }
    if (request instanceof BudgetShare.Flush) {
      file.flush();
    } else {
      roller.roll(file, RollReason.RESOURCES);
    }
  }

  private void keepWithinLimits() throws IOException {
    share.enforce();
    serveRequests();
  }

  /** Seals and publishes the rebuilds that are complete. */
  private void completeRebuilds() throws IOException {
    if (rebuilds.isEmpty()) {
      return;
    }
    for (Rebuilds.Complete complete : rebuilds.complete(state.next(), now())) {
      OutputFile file = complete.open();
      metrics().add(Counter.RECORDS_LOST, complete.file().count() - file.records());
      roller.seal(
          file,
          () -> {
            file.sealedAgain(complete.file());
            publisher.publish(file);
          });
    }
    rebuilds.account();
  }

  private Moment now() {
    return context.resources().time().now();
  }

  private TaskMetrics metrics() {
    return context.resources().metrics();
  }
}
