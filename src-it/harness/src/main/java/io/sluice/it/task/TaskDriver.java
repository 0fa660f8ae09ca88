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
package io.sluice.it.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Hands a task the records of one topic partition, as a worker does: seeks are applied before a
 * poll, paused partitions are not polled, a commit follows what was consumed. Confined to one
 * thread. Exceptions of the task are passed on.
 */
public final class TaskDriver implements AutoCloseable {
  private static final int BATCH = 500;
  private static final Duration COMMIT_PERIOD = Duration.ofMillis(200);

  private final SinkTask task;
  private final DriverContext context;
  private final TopicPartition partition;
  private final LongFunction<SinkRecord> log;
  private final Duration longestPoll;
  private long end;
  private long position;
  private long committed;
  private long lastCommit = System.nanoTime();

  /**
   * Starts the task and gives it the partition, from offset 0 on.
   *
   * @param log the record at an offset
   * @param longestPoll how long a poll without records waits at most
   */
  public TaskDriver(
      SinkTask task,
      Map<String, String> config,
      TopicPartition partition,
      LongFunction<SinkRecord> log,
      Duration longestPoll) {
    this.task = task;
    this.context = new DriverContext(config, partition);
    this.partition = partition;
    this.log = log;
    this.longestPoll = longestPoll;
    task.initialize(context);
    task.start(config);
    task.open(List.of(partition));
  }

  /** Adds this number of records to the topic. */
  public void produce(long records) {
    end += records;
  }

  /** Records that are in the topic. */
  public long end() {
    return end;
  }

  /** The offset that a group would go on from. */
  public long committed() {
    return committed;
  }

  /** Whether the partition is not paused. */
  public boolean isReady() {
    return !context.isPaused();
  }

  /** The present value of a metric of the task. */
  public long metric(String name) {
    return context.metric(name);
  }

  /**
   * Polls and commits until the condition holds.
   *
   * @param what completes the sentence "… did not happen within …"
   * @throws IllegalStateException if it does not hold in time
   */
  public void runUntil(String what, Duration limit, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "did not happen within " + limit.toMillis() + " ms: " + what);
      }
      poll();
    }
  }

  private void poll() throws InterruptedException {
    List<SinkRecord> batch = next();
    task.put(batch);
    position += batch.size();
    boolean due = System.nanoTime() - lastCommit >= COMMIT_PERIOD.toNanos();
    if (context.takeCommitRequest() || due) {
      commit();
    }
  }

  /** Waits as a poll does when there is nothing. */
  private List<SinkRecord> next() throws InterruptedException {
    OptionalLong seek = context.takeSeek();
    if (seek.isPresent()) {
      position = seek.getAsLong();
    }
    List<SinkRecord> batch = new ArrayList<>();
    long limit = Math.min(end, position + BATCH);
    if (isReady()) {
      for (long offset = position; offset < limit; offset++) {
        batch.add(log.apply(offset));
      }
    }
    if (batch.isEmpty()) {
      Thread.sleep(Math.min(longestPoll.toMillis(), context.takeTimeout(longestPoll.toMillis())));
    }
    return batch;
  }

  private void commit() {
    lastCommit = System.nanoTime();
    Map<TopicPartition, OffsetAndMetadata> offsets =
        task.preCommit(Map.of(partition, new OffsetAndMetadata(position)));
    OffsetAndMetadata offset = offsets.get(partition);
    if (offset == null) {
      return;
    }
    if (offset.offset() > position) {
      throw new IllegalStateException(
          "the task commits " + offset.offset() + " and was given records up to " + position);
    }
    committed = offset.offset();
  }

  /** Takes the partition away and stops the task. */
  @Override
  public void close() {
    task.close(List.of(partition));
    task.stop();
  }
}
