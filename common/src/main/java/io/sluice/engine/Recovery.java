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
import io.sluice.exec.CallMonitor.Pool;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to an assignment whose writer failed or hangs: another writer opens the partition
 * after a while, or the task fails. Confined to the task thread.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  /** After so long without another failure, earlier ones are forgotten. */
  private static final long CALM_MILLIS = 300_000;

  private static final int MAX_FENCES = 8;
  private static final int MAX_STUCK_WRITERS = 2;
  private static final int MAX_ABANDONED_CALLS = 64;

  private final SinkTaskContext context;
  private final WriterSettings.Limits limits;
  private final TaskResources resources;

  Recovery(SinkTaskContext context, WriterSettings.Limits limits, TaskResources resources) {
    this.context = context;
    this.limits = limits;
    this.resources = resources;
  }

  /**
   * Answers to a failed writer.
   *
   * @throws ConnectException if the task cannot go on; the message names the partition
   */
  void failed(Assignment assignment, Failure failure) {
    long now = resources.ticks();
    long wait = wait(assignment, failure, now);
    resources.metrics().add(Counter.REOPENS, 1);
    LOG.warn(
        "{}: {}; opening it again in {} ms", assignment.topicPartition(), failure.message(), wait);
    context.pause(assignment.topicPartition());
    assignment.waitUntil(now + wait);
  }

  private long wait(Assignment assignment, Failure failure, long now) {
    TopicPartition partition = assignment.topicPartition();
    if (failure instanceof Failure.Fenced) {
      int fences = assignment.fenced(now, CALM_MILLIS);
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
    if (failure instanceof Failure.Fatal || failure instanceof Failure.Refused) {
      throw fatal(partition, failure.message(), failure.cause());
    }
    int failures = assignment.failed(now, CALM_MILLIS);
    long failing = now - assignment.failingSince();
    if (limits.exceeded(failing)) {
      throw fatal(
          partition,
          "%s (failing for %d ms, retry.timeout.ms)".formatted(failure.message(), failing),
          failure.cause());
    }
    return limits.backoff().millis(failures, resources.random());
  }

  /**
   * Gives up writers whose storage calls hang, and has other threads stand in for theirs.
   *
   * @throws ConnectException if too much hangs
   */
  void check(Collection<Assignment> assignments) {
    long now = resources.ticks();
    CallMonitor monitor = resources.monitor();
    resources.storage().check(now);
    resources.cleaner().check(now);
    for (Assignment assignment : assignments) {
      PartitionWriter writer = assignment.writer();
      if (writer != null && monitor.overdue(writer, now)) {
        giveUp(assignment, writer, now);
      }
    }
    int abandonedIo = monitor.abandoned(Pool.IO);
    int abandonedWriters = monitor.abandoned(Pool.WRITER);
    // Slow calls get stand-ins only up to a bound: each may hold large buffers.
    int slowIo = Math.min(monitor.blocked(Pool.IO, now), 2 * resources.callsPerPartition());
    resources.io().standIns(abandonedIo + slowIo);
    resources.writers().standIns(abandonedWriters + monitor.blocked(Pool.WRITER, now));
    if (abandonedIo + abandonedWriters > MAX_ABANDONED_CALLS) {
      throw new ConnectException(
          "More than %d storage calls hang: restart the task once the store answers again"
              .formatted(MAX_ABANDONED_CALLS));
    }
  }

  private void giveUp(Assignment assignment, PartitionWriter writer, long now) {
    CallMonitor monitor = resources.monitor();
    writer.abandon(false);
    monitor.interruptOverdue(writer, now);
    assignment.stuck().removeIf(former -> !monitor.stuck(former));
    assignment.stuck().add(writer);
    String message = "a storage call did not return within storage.timeout.ms";
    if (assignment.stuck().size() > MAX_STUCK_WRITERS) {
      throw fatal(
          assignment.topicPartition(),
          message + ", for the third time: restart the task once the store answers again",
          null);
    }
    failed(assignment, new Failure.Retriable(message, null));
  }

  private static ConnectException fatal(TopicPartition partition, String message, Throwable cause) {
    return new ConnectException(partition + " cannot go on: " + message, cause);
  }
}
