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

import io.sluice.exec.CallMonitor;
import io.sluice.ledger.Failure;
import io.sluice.metrics.Counter;
import io.sluice.writer.PartitionWriter;
import io.sluice.writer.TaskResources;
import io.sluice.writer.WriterSettings;
import java.util.Collection;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Reacts to writers that fail or hang: the partition is reopened with a new writer after a backoff,
 * or the task fails. Confined to the task thread.
 */
final class Recovery {
  /** Names an outage of a whole partition. */
  private static final String WORK = "the partition";

  private static final int MAX_FENCES = 8;
  private static final int MAX_STUCK_WRITERS = 2;
  private static final int MAX_ABANDONED_CALLS = 64;

  private final SinkTaskContext context;
  private final WriterSettings.Limits limits;
  private final TaskResources resources;
  private boolean worked;

  Recovery(SinkTaskContext context, WriterSettings.Limits limits, TaskResources resources) {
    this.context = context;
    this.limits = limits;
    this.resources = resources;
  }

  /**
   * Schedules a new opening after a writer failed.
   *
   * @throws ConnectException if the task has to fail; the message names the partition
   */
  void failed(Assignment assignment, Failure failure) {
    long now = resources.ticks();
    long wait = wait(assignment, failure, now);
    resources.metrics().add(Counter.REOPENS, 1);
    if (!(failure instanceof Failure.Reset)) {
      resources.outages().failed(name(assignment), WORK, failure.message(), failure.cause());
    }
    context.pause(assignment.topicPartition());
    assignment.waitUntil(now + wait);
  }

  private long wait(Assignment assignment, Failure failure, long now) {
    TopicPartition partition = assignment.topicPartition();
    if (failure instanceof Failure.Fenced) {
      int fences = assignment.history().fenced(now);
      if (fences > MAX_FENCES) {
        throw fatal(
            partition,
            ("%s; this is fence number %d: two connectors share one ledger, give each its own"
                    + " ledger.id")
                .formatted(failure.message(), fences),
            failure.cause());
      }
      return limits.backoff().millis(fences, resources.random());
    }
    if (failure instanceof Failure.Reset reset) {
      assignment.restartAt(OptionalLong.of(reset.restartAt()));
      return 0;
    }
    // A task that has worked treats a refusal as an outage: the permission may be restored.
    boolean refused = failure instanceof Failure.Refused && !worked;
    if (failure instanceof Failure.Fatal || refused) {
      throw fatal(partition, failure.message(), failure.cause());
    }
    int failures = assignment.history().failed(now);
    requireTime(assignment, failure.message(), failure.cause(), now);
    return limits.backoff().millis(failures, resources.random());
  }

  /**
   * Abandons writers whose storage calls hang, and replaces the threads of hanging calls.
   *
   * @throws ConnectException if the task has to fail, because {@code retry.timeout.ms} is over
   */
  void check(Collection<Assignment> assignments) {
    long now = resources.ticks();
    CallMonitor monitor = resources.threads().monitor();
    resources.storage().check(now);
    for (Assignment assignment : assignments) {
      PartitionWriter writer = assignment.writer();
      if (writer != null && monitor.overdue(writer.owner(), now)) {
        giveUp(assignment, writer, now);
      }
    }
    resources.threads().check(now);
  }

  /**
   * Whether a partition is due to be reopened. Reopening waits while too many calls of the
   * partition or of the task hang, since each of them may hold a thread for ever.
   *
   * @throws ConnectException if the partition has been without progress for {@code
   *     retry.timeout.ms}
   */
  boolean due(Assignment assignment, long now) {
    if (!assignment.due(now)) {
      return false;
    }
    CallMonitor monitor = resources.threads().monitor();
    assignment.stuck().removeIf(former -> !monitor.stuck(former.owner()));
    int hanging = resources.threads().hanging();
    if (assignment.stuck().size() < MAX_STUCK_WRITERS && hanging < MAX_ABANDONED_CALLS) {
      return true;
    }
    requireTime(assignment, hanging + " storage calls of the task hang", null, now);
    return false;
  }

  /** Takes note that a writer has opened its partition. */
  void opened() {
    worked = true;
  }

  /** Takes note that a writer has made durable progress. */
  void progressed(Assignment assignment) {
    assignment.history().progressed();
    resources.outages().ended(name(assignment), WORK);
  }

  /** Takes note of whether an open partition has anything to write. */
  void idle(Assignment assignment, boolean nothingToWrite) {
    if (assignment.history().idle(nothingToWrite, resources.ticks())) {
      resources.outages().ended(name(assignment), WORK);
    }
  }

  private void requireTime(Assignment assignment, String message, Throwable cause, long now) {
    long failing = assignment.history().failingFor(now);
    if (limits.exceeded(failing)) {
      throw fatal(
          assignment.topicPartition(),
          "%s (without progress for %d ms, retry.timeout.ms)".formatted(message, failing),
          cause);
    }
  }

  private static String name(Assignment assignment) {
    return assignment.topicPartition().toString();
  }

  private void giveUp(Assignment assignment, PartitionWriter writer, long now) {
    CallMonitor monitor = resources.threads().monitor();
    writer.abandon(false);
    monitor.interruptOverdue(writer.owner(), now);
    assignment.stuck().add(writer);
    failed(
        assignment,
        new Failure.Retriable("a storage call did not return within storage.timeout.ms", null));
  }

  private static ConnectException fatal(TopicPartition partition, String message, Throwable cause) {
    return new ConnectException(partition + " cannot go on: " + message, cause);
  }
}
