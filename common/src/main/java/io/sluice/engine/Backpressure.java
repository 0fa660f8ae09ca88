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

import io.sluice.exec.TaskEnvironment.Waiter;
import io.sluice.exec.TaskMemory;
import io.sluice.writer.PartitionWriter;
import io.sluice.writer.StagingRoom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Splits batches by topic partition, weighs them, and pauses partitions whose writers cannot keep
 * up, and all of them while there is no room to stage files. Confined to the task thread.
 */
final class Backpressure {
  private static final long ROOM_WAIT_MILLIS = 100;

  /** The most that one mailbox holds before its partition is paused, in bytes. */
  private static final long MAILBOX_MAX_BYTES = 8L << 20;

  /** What a record weighs at least where its size is not known, in bytes. */
  private static final long MIN_GUESS = 256;

  /** How much larger a record is in memory than encoded, as a guess. */
  private static final long HEAP_FACTOR = 4;

  /** The objects around a record's value, in bytes. */
  private static final long OVERHEAD = 160;

  private final SinkTaskContext context;
  private final TaskMemory memory;
  private final StagingRoom room;
  private final Waiter waiter;

  Backpressure(SinkTaskContext context, TaskMemory memory, StagingRoom room, Waiter waiter) {
    this.context = context;
    this.memory = memory;
    this.room = room;
    this.waiter = waiter;
  }

  /** Finds who takes a partition's records. */
  @FunctionalInterface
  interface Acceptor {
    /** The writer, or null if the records are to be dropped. */
    PartitionWriter find(TopicPartition partition, long firstOffset);
  }

  /** Hands a batch over; records keep their order within a partition. */
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
      PartitionWriter writer =
          acceptor.find(new TopicPartition(topic, partition), first.originalKafkaOffset());
      long guess = writer == null ? 0 : guess(writer);
      long weight = 0;
      int to = from;
      while (to < size) {
        SinkRecord record = records.get(to);
        if (record.originalKafkaPartition() != partition || !record.originalTopic().equals(topic)) {
          break;
        }
        weight += weight(record, guess);
        to++;
      }
      if (writer != null) {
        writer.deliver(records.subList(from, to), weight);
      }
      from = to;
    }
  }

  /** Pauses partitions that are full, after a short wait for room, and resumes those with room. */
  void relieve(Collection<Assignment> assignments) {
    long limit = mailboxLimit(assignments.size());
    if (crowded(assignments, limit)) {
      waiter.await(() -> !crowded(assignments, limit), ROOM_WAIT_MILLIS);
    }
    boolean stagingFull = room.full();
    for (Assignment assignment : assignments) {
      if (assignment.phase() != Assignment.Phase.RUNNING) {
        continue;
      }
      long queued = assignment.writer().queuedBytes();
      if (queued > limit || stagingFull) {
        pause(assignment);
      } else if (assignment.pausedForRoom() && queued <= limit / 2 && memory.excess() <= 0) {
        assignment.pausedForRoom(false);
        context.resume(assignment.topicPartition());
      }
    }
    if (memory.excess() > 0) {
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
    return Math.min(MAILBOX_MAX_BYTES, memory.limit() / 2 / Math.max(1, partitions));
  }

  private static long guess(PartitionWriter writer) {
    return Math.max(MIN_GUESS, writer.bytesPerRecord() * HEAP_FACTOR);
  }

  private static long weight(SinkRecord record, long guess) {
    Object value = record.value();
    if (value instanceof String text) {
      return OVERHEAD + text.length();
    }
    if (value instanceof byte[] bytes) {
      return OVERHEAD + bytes.length;
    }
    return value == null ? OVERHEAD : guess;
  }
}
