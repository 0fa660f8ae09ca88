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

import io.sluice.exec.TaskBudget;
import io.sluice.exec.TaskEnvironment.Waiter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Splits batches by topic partition and weighs them. Pauses partitions whose writers cannot keep
 * up, and all partitions while staging is full. Confined to the task thread.
 */
final class Backpressure {
  private static final long ROOM_WAIT_MILLIS = 100;

  /** The weight of queued records above which a partition is paused, at most, in bytes. */
  private static final long MAILBOX_MAX_BYTES = 8L << 20;

  private final SinkTaskContext context;
  private final TaskBudget budget;
  private final Waiter waiter;

  Backpressure(SinkTaskContext context, TaskBudget budget, Waiter waiter) {
    this.context = context;
    this.budget = budget;
    this.waiter = waiter;
  }

  /** Finds the assignment that accepts a partition's records. */
  @FunctionalInterface
  interface Acceptor {
    /** The assignment, or null if the records are to be dropped. */
    Assignment find(TopicPartition partition, long firstOffset);
  }

  /** Delivers a batch to the writers; records keep their order within a partition. */
  void deliver(Collection<SinkRecord> batch, Acceptor acceptor) {
    if (batch.isEmpty()) {
      return;
    }
    List<SinkRecord> records =
        batch instanceof List<SinkRecord> list ? list : new ArrayList<>(batch);
    int size = records.size();
    for (int from = 0; from < size; ) {
      SinkRecord first = records.get(from);
      String topic = first.originalTopic();
      int partition = first.originalKafkaPartition();
      int to = from + 1;
      while (to < size && belongs(records.get(to), topic, partition)) {
        to++;
      }
      Assignment assignment =
          acceptor.find(new TopicPartition(topic, partition), first.originalKafkaOffset());
      if (assignment != null) {
        long weight = assignment.weights().of(records, from, to);
        assignment.writer().deliver(run(records, from, to), weight);
      }
      from = to;
    }
  }

  private static boolean belongs(SinkRecord record, String topic, int partition) {
    return record.originalKafkaPartition() == partition && record.originalTopic().equals(topic);
  }

  /** A part of the batch, copied: a view would keep the records of all partitions in memory. */
  private static List<SinkRecord> run(List<SinkRecord> records, int from, int to) {
    return from == 0 && to == records.size() ? records : new ArrayList<>(records.subList(from, to));
  }

  /** Pauses partitions that are full, after a short wait for room, and resumes those with room. */
  void pauseAndResume(Collection<Assignment> assignments) {
    long limit = mailboxLimit(assignments.size());
    if (crowded(assignments, limit)) {
      waiter.await(() -> !crowded(assignments, limit), ROOM_WAIT_MILLIS);
    }
    boolean stagingFull = budget.stagingFull();
    for (Assignment assignment : assignments) {
      if (assignment.phase() != Assignment.Phase.RUNNING) {
        continue;
      }
      long queued = assignment.writer().queuedBytes();
      if (queued > limit || stagingFull) {
        pause(assignment);
      } else if (assignment.pausedForRoom() && queued <= limit / 2 && budget.memoryExcess() <= 0) {
        assignment.pausedForRoom(false);
        context.resume(assignment.topicPartition());
      }
    }
    if (budget.memoryExcess() > 0) {
      fullest(assignments).ifPresent(this::pause);
    }
  }

  private void pause(Assignment assignment) {
    if (!assignment.pausedForRoom()) {
      assignment.pausedForRoom(true);
      context.pause(assignment.topicPartition());
    }
  }

  private boolean crowded(Collection<Assignment> assignments, long limit) {
    for (Assignment assignment : assignments) {
      if (assignment.phase() == Assignment.Phase.RUNNING
          && !assignment.pausedForRoom()
          && assignment.writer().queuedBytes() > limit) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Assignment> fullest(Collection<Assignment> assignments) {
    return assignments.stream()
        .filter(each -> each.phase() == Assignment.Phase.RUNNING && !each.pausedForRoom())
        .filter(each -> each.writer().queuedBytes() > 0)
        .max(Comparator.comparingLong(each -> each.writer().queuedBytes()));
  }

  /** Mailboxes share half of the memory, open files the other half. */
  private long mailboxLimit(int partitions) {
    return Math.min(MAILBOX_MAX_BYTES, budget.memoryLimit() / 2 / Math.max(1, partitions));
  }
}
