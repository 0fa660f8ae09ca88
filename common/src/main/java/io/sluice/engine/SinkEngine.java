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
package io.sluice.engine;

import io.sluice.config.RollConfig;
import io.sluice.engine.Assignment.Phase;
import io.sluice.exec.TaskEnvironment.Waiter;
import io.sluice.ledger.LedgerEntry;
import io.sluice.writer.PartitionWriter;
import io.sluice.writer.TaskResources;
import io.sluice.writer.WriterSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Runs a task's partitions: delivers records to their writers, reopens failed partitions, and
 * reports base to Connect. Confined to the task thread and never blocks on the store: writers
 * report through a queue that each call drains.
 */
public final class SinkEngine {
  /** The prefix of the metadata of every committed offset. */
  public static final String OFFSET_METADATA = "sluice ";

  private static final long OPEN_WAIT_MILLIS = 2000;
  private static final long TICK_MILLIS = 100;
  private static final long STOP_WAIT_MILLIS = 1000;

  private static final long POLL_IDLE_MILLIS = 1000;
  private static final long POLL_AWAITING_MILLIS = 100;
  private static final long POLL_PAUSED_MILLIS = 10;

  private final SinkTaskContext context;
  private final WriterSettings settings;
  private final TaskResources resources;
  private final Waiter waiter;
  private final Rejections rejections;
  private final Backpressure backpressure;
  private final Recovery recovery;
  private final Map<TopicPartition, Assignment> assignments = new LinkedHashMap<>();
  private final TaskEvents events;
  private final CommitRequests commits;
  private final Closing closing;
  private final WriterReports reports;
  private final FormerPartitions former;

  /** The partitions of the latest commit, if nothing was called since: a close may follow it. */
  private final Set<TopicPartition> committed = new HashSet<>();

  private long puts;
  private long tickedAt;

  public SinkEngine(
      SinkTaskContext context,
      WriterSettings settings,
      RollConfig rolls,
      TaskResources resources,
      Waiter waiter) {
    this.context = context;
    this.settings = settings;
    this.resources = resources;
    this.waiter = waiter;
    this.rejections =
        new Rejections(context.errantRecordReporter(), Tolerance.of(context.configs()));
    this.recovery = new Recovery(context, settings.limits(), resources);
    this.events = new TaskEvents(waiter);
    this.commits = new CommitRequests(context, resources.time().ticker());
    this.closing = new Closing(rolls, events, rejections, waiter);
    this.reports = new WriterReports(assignments, events, recovery, rejections, closing);
    this.former = new FormerPartitions(resources);
    this.backpressure = new Backpressure(context, resources.budget(), waiter);
  }

  /**
   * Opens assigned partitions. Waits at most 2 s; a partition that is not open by then stays paused
   * until it is.
   */
  public void open(Collection<TopicPartition> partitions) {
    List<Assignment> opening = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      Assignment assignment = new Assignment(partition);
      assignments.put(partition, assignment);
      former.opened(partition);
      context.pause(partition);
      opening.add(assignment);
      startWriter(assignment);
    }
    waiter.await(
        () -> {
          events.drain();
          return opening.stream().noneMatch(each -> each.phase() == Phase.OPENING);
        },
        OPEN_WAIT_MILLIS);
    opening.stream().filter(each -> each.phase() == Phase.OPENED).forEach(this::seek);
    setTimeout();
  }

  /**
   * Takes a batch, possibly empty, and does all periodic work.
   *
   * @throws ConnectException if the task has to fail
   */
  public void put(Collection<SinkRecord> records) {
    puts++;
    committed.clear();
    events.drain();
    events.throwIfFatal();
    long now = resources.ticks();
    for (Assignment assignment : assignments.values()) {
      if (assignment.phase() == Phase.OPENED) {
        seek(assignment);
      } else if (recovery.due(assignment, now)) {
        startWriter(assignment);
      }
    }
    backpressure.deliver(records, this::acceptor);
    backpressure.pauseAndResume(assignments.values());
    tick();
    rejections.settle();
    events.throwIfFatal();
    commits.request(assignments.values());
    setTimeout();
  }

  /** The offsets to commit: base of every open partition. Throws nothing. */
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> positions) {
    events.drain();
    events.run(rejections::settle);
    committed.addAll(positions.keySet());
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (Assignment assignment : assignments.values()) {
      OffsetAndMetadata position = positions.get(assignment.topicPartition());
      if (position != null) {
        assignment.seen(position.offset());
      }
      if (!assignment.accepts(puts)) {
        continue;
      }
      PartitionWriter writer = assignment.writer();
      if (position != null) {
        writer.reach(position.offset());
      }
      long base = writer.base();
      if (position != null) {
        recovery.idle(assignment, base == LedgerEntry.UNKNOWN_BASE || base >= position.offset());
      }
      if (base != LedgerEntry.UNKNOWN_BASE) {
        assignment.reported(base);
        // The worker does not commit an offset equal to the last committed one, and after a seek it
        // assumes that the sought offset is committed; the metadata makes them differ.
        offsets.put(
            assignment.topicPartition(),
            new OffsetAndMetadata(base, OFFSET_METADATA + writer.epoch()));
      }
    }
    return offsets;
  }

  /**
   * Closes revoked partitions within {@code close.timeout.ms}. A partition without a preceding
   * commit was lost and may already have another owner, so its writer is abandoned at once.
   */
  public void close(Collection<TopicPartition> partitions) {
    List<Assignment> finishing = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      Assignment assignment = assignments.get(partition);
      if (assignment != null && assignment.writer() != null) {
        if (committed.contains(partition) && assignment.accepts(puts)) {
          finishing.add(assignment);
        } else {
          assignment.writer().abandon(true);
        }
      }
    }
    if (!finishing.isEmpty()) {
      closing.finish(finishing);
    }
    for (TopicPartition partition : partitions) {
      Assignment assignment = assignments.remove(partition);
      if (assignment != null && assignment.writer() != null) {
        former.closed(partition, assignment.writer().epoch());
      }
      resources.outages().forget(partition.toString());
    }
    committed.clear();
  }

  /**
   * Ends all writers, and closes the connection to the store once the queued work has run. Waits a
   * second for it at most.
   */
  public void stop() {
    for (Assignment assignment : assignments.values()) {
      if (assignment.writer() != null) {
        assignment.writer().abandon(true);
      }
    }
    assignments.clear();
    AtomicBoolean closed = new AtomicBoolean();
    resources
        .threads()
        .shutdown(
            () -> {
              resources.storage().close();
              closed.set(true);
              waiter.wake();
            });
    // A worker that ends would not wait for the threads of its tasks, and the store would not
    // remove what it has on this host.
    waiter.await(closed::get, STOP_WAIT_MILLIS);
  }

  private void startWriter(Assignment assignment) {
    PartitionWriter writer =
        new PartitionWriter(assignment.topicPartition(), settings, resources, reports);
    assignment.opening(writer);
    writer.open(assignment.takeRestart(), assignment.tenure());
  }

  private void seek(Assignment assignment) {
    long offset = assignment.seekTo();
    TopicPartition partition = assignment.topicPartition();
    if (offset == LedgerEntry.UNKNOWN_BASE) {
      assignment.running(puts);
    } else {
      context.offset(partition, offset);
      assignment.running(puts + 1);
    }
    assignment.pausedForRoom(false);
    context.resume(partition);
  }

  /** The assignment whose writer accepts records in this put, or null if they are to be dropped. */
  private Assignment acceptor(TopicPartition partition, long firstOffset) {
    Assignment assignment = assignments.get(partition);
    if (assignment == null) {
      return null;
    }
    assignment.seen(firstOffset);
    return assignment.accepts(puts) ? assignment : null;
  }

  private void tick() {
    long now = resources.ticks();
    if (now - tickedAt < TICK_MILLIS) {
      return;
    }
    tickedAt = now;
    recovery.check(assignments.values());
    former.sweep();
    for (Assignment assignment : assignments.values()) {
      if (assignment.writer() != null) {
        assignment.writer().tick();
      }
    }
  }

  /** The worker's timeout applies to one poll only, so it is set again at the end of each call. */
  private void setTimeout() {
    long timeout = POLL_IDLE_MILLIS;
    for (Assignment assignment : assignments.values()) {
      if (assignment.pausedForRoom()) {
        timeout = Math.min(timeout, POLL_PAUSED_MILLIS);
      } else if (assignment.phase() != Phase.RUNNING || !rejections.isEmpty()) {
        timeout = Math.min(timeout, POLL_AWAITING_MILLIS);
      }
    }
    context.timeout(timeout);
  }
}
