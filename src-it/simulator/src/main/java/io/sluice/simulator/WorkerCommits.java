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
package io.sluice.simulator;

import io.sluice.exec.Ticker;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTask;

/** A worker's view of its task's offsets, and which of them it commits. */
final class WorkerCommits {
  private static final long TIMEOUT_MS = 5_000;

  private final SinkTask task;
  private final ConsumerModel consumer;
  private final ReporterModel reporter;
  private final Ticker ticker;
  private final Trace trace;
  private final Violations violations;
  private final Map<TopicPartition, OffsetAndMetadata> lastCommitted = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> current = new HashMap<>();
  private boolean committing;
  private int commitNumber;
  private long commitStarted;

  WorkerCommits(
      SinkTask task,
      ConsumerModel consumer,
      ReporterModel reporter,
      Ticker ticker,
      Trace trace,
      Violations violations) {
    this.task = task;
    this.consumer = consumer;
    this.reporter = reporter;
    this.ticker = ticker;
    this.trace = trace;
    this.violations = violations;
  }

  /** The partitions that were ever assigned and not lost, those that were revoked included. */
  Set<TopicPartition> known() {
    return Set.copyOf(current.keySet());
  }

  /** Whether an asynchronous commit is waiting for its answer. */
  boolean inProgress() {
    return committing;
  }

  /** Gives up on a commit that takes too long. */
  void checkTimeout(long now) {
    if (committing && now >= commitStarted + TIMEOUT_MS) {
      committing = false;
    }
  }

  /** A seek, or a new assignment: the worker takes the offset for committed. */
  void moved(TopicPartition topicPartition, long offset) {
    lastCommitted.put(topicPartition, new OffsetAndMetadata(offset));
    current.put(topicPartition, new OffsetAndMetadata(offset));
  }

  /** The task received everything below these offsets. */
  void delivered(Map<TopicPartition, OffsetAndMetadata> offsets) {
    current.putAll(offsets);
  }

  void lost(Collection<TopicPartition> partitions) {
    current.keySet().removeAll(partitions);
  }

  void removed(Collection<TopicPartition> partitions) {
    lastCommitted.keySet().removeAll(partitions);
  }

  /**
   * Asks the task for offsets and commits them.
   *
   * @param closing whether to close the partitions between the two
   */
  void commit(boolean closing, Collection<TopicPartition> partitions) {
    if (reporter != null) {
      reporter.await(partitions);
    }
    Map<TopicPartition, OffsetAndMetadata> offered = new HashMap<>(current);
    offered.keySet().retainAll(partitions);
    if (offered.isEmpty()) {
      return;
    }
    committing = true;
    commitNumber++;
    commitStarted = ticker.millis();
    int number = commitNumber;
    Map<TopicPartition, OffsetAndMetadata> before = new HashMap<>(lastCommitted);
    before.keySet().retainAll(offered.keySet());
    Map<TopicPartition, OffsetAndMetadata> returned =
        askForOffsets(closing, partitions, offered, before, number);
    if (returned == null) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>(before);
    returned.forEach(
        (topicPartition, offset) -> {
          if (committable.containsKey(topicPartition)
              && offset.offset() <= offered.get(topicPartition).offset()) {
            committable.put(topicPartition, offset);
          }
        });
    if (returned.isEmpty() || committable.equals(before)) {
      commitCompleted(number, true, null);
      return;
    }
    trace.add("commit %s%s", committable, closing ? " while closing" : "");
    if (closing) {
      commitCompleted(number, consumer.commitSync(committable), committable);
    } else {
      consumer.commitAsync(committable, success -> commitCompleted(number, success, committable));
    }
  }

  /** Calls preCommit, and close if closing; null if preCommit threw. */
  private Map<TopicPartition, OffsetAndMetadata> askForOffsets(
      boolean closing,
      Collection<TopicPartition> partitions,
      Map<TopicPartition, OffsetAndMetadata> offered,
      Map<TopicPartition, OffsetAndMetadata> before,
      int number) {
    try {
      return task.preCommit(new HashMap<>(offered));
    } catch (RuntimeException e) {
      violations.raise("preCommit threw", e);
      if (!closing) {
        before.forEach((topicPartition, offset) -> consumer.seek(topicPartition, offset.offset()));
        current.putAll(before);
      }
      commitCompleted(number, false, null);
      return null;
    } finally {
      if (closing) {
        trace.add("close %s", partitions);
        task.close(List.copyOf(partitions));
      }
    }
  }

  private void commitCompleted(
      int number, boolean success, Map<TopicPartition, OffsetAndMetadata> offsets) {
    if (number != commitNumber) {
      return;
    }
    if (success && offsets != null) {
      lastCommitted.putAll(offsets);
    }
    committing = false;
  }
}
