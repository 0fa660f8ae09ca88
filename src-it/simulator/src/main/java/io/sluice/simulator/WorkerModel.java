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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * The rules of Connect 4.3.1 around a sink task: the order of its calls, which returned offsets it
 * commits, and how it handles exceptions. The consumer's poll is split in two, so that time and
 * other work can pass while it waits.
 */
final class WorkerModel implements ConsumerModel.RebalanceListener {
  private static final long COMMIT_INTERVAL_MS = 3_000;

  private final SinkTask task;
  private final ConsumerModel consumer;
  private final TaskContextModel context;
  private final WorkerCommits commits;
  private final Ticker ticker;
  private final IntSupplier batchLimit;
  private final Trace trace;
  private final Map<TopicPartition, OffsetAndMetadata> polled = new HashMap<>();
  private final List<SinkRecord> batch = new ArrayList<>();
  private RuntimeException rebalanceError;
  private boolean pausedForRedelivery;
  private boolean polling;
  private boolean woken;
  private long nextCommit;
  private long pollUntil;

  /**
   * @param batchLimit how many records the next fetch returns at most
   */
  WorkerModel(
      SinkTask task,
      ConsumerModel consumer,
      TaskContextModel context,
      ReporterModel reporter,
      Ticker ticker,
      IntSupplier batchLimit,
      Trace trace,
      Violations violations) {
    this.task = task;
    this.consumer = consumer;
    this.context = context;
    this.commits = new WorkerCommits(task, consumer, reporter, ticker, trace, violations);
    this.ticker = ticker;
    this.batchLimit = batchLimit;
    this.trace = trace;
    this.nextCommit = ticker.millis() + COMMIT_INTERVAL_MS;
  }

  void start(Map<String, String> configs) {
    task.initialize(context);
    task.start(configs);
  }

  /** Whether {@link #proceed} would do more than wait. */
  boolean canProceed() {
    return !polling || woken || consumer.ready() || ticker.millis() >= pollUntil;
  }

  /** When the wait in poll ends, at the latest. */
  long deadline() {
    return polling ? pollUntil : ticker.millis();
  }

  /** The connector is paused or resumed through the REST interface. */
  void wake() {
    woken = true;
  }

  /** One half of an iteration of the worker's loop. */
  void proceed() {
    if (polling) {
      polling = false;
      if (woken) {
        woken = false;
        afterWakeup();
      } else {
        finishPoll();
      }
    } else {
      startPoll();
    }
  }

  /** Commits and closes everything: the task is being stopped, or has failed. */
  void closeAll() {
    commits.commit(true, commits.known());
  }

  private void startPoll() {
    long now = ticker.millis();
    if (!commits.inProgress() && (context.commitRequested() || now >= nextCommit)) {
      commits.commit(false, consumer.assignment());
      nextCommit = now + COMMIT_INTERVAL_MS;
      context.takeCommitRequest();
    }
    commits.checkTimeout(now);
    rewind();
    long timeout = Math.max(nextCommit - now, 0);
    long requested = context.takeTimeout();
    if (requested > 0) {
      timeout = Math.min(timeout, requested);
    }
    pollUntil = ticker.millis() + timeout;
    polling = true;
  }

  private void finishPoll() {
    List<ConsumerModel.Polled> messages = consumer.poll(this, batchLimit.getAsInt());
    if (rebalanceError != null) {
      RuntimeException error = rebalanceError;
      rebalanceError = null;
      throw error;
    }
    for (ConsumerModel.Polled message : messages) {
      PartitionLog log = message.log();
      polled.put(log.topicPartition(), new OffsetAndMetadata(message.offset() + 1));
      if (log.slot(message.offset()) != PartitionLog.Slot.DROPPED) {
        batch.add(log.sinkRecord(message.offset()));
      }
    }
    deliver();
  }

  private void deliver() {
    try {
      if (trace.on() && !batch.isEmpty()) {
        trace.add("put %s", describe(batch));
      }
      task.put(new ArrayList<>(batch));
      commits.delivered(polled);
      polled.clear();
      batch.clear();
      if (pausedForRedelivery) {
        if (!context.connectorPaused()) {
          resumeAll();
        }
        pausedForRedelivery = false;
      }
    } catch (RetriableException e) {
      trace.add("put asked for a redelivery: %s", e.getMessage());
      if (!pausedForRedelivery) {
        pausedForRedelivery = true;
        consumer.pause(consumer.assignment());
      }
    } catch (ConnectException e) {
      throw new ConnectException("the task failed in put: " + e.getMessage(), e);
    }
  }

  private void afterWakeup() {
    if (context.connectorPaused()) {
      consumer.pause(consumer.assignment());
      context.requestCommitByWorker();
    } else if (!pausedForRedelivery) {
      resumeAll();
    }
  }

  private void rewind() {
    context
        .takeOffsets()
        .forEach(
            (topicPartition, offset) -> {
              trace.add("seek %s to %s", topicPartition, offset);
              consumer.seek(topicPartition, offset);
              commits.moved(topicPartition, offset);
            });
  }

  private void resumeAll() {
    List<TopicPartition> resumed = new ArrayList<>(consumer.assignment());
    resumed.removeAll(context.pausedPartitions());
    consumer.resume(resumed);
  }

  @Override
  public void assigned(Collection<TopicPartition> partitions) {
    for (TopicPartition topicPartition : partitions) {
      commits.moved(topicPartition, consumer.position(topicPartition));
    }
    boolean wasPaused = pausedForRedelivery;
    pausedForRedelivery = wasPaused && !batch.isEmpty();
    if (pausedForRedelivery) {
      consumer.pause(consumer.assignment());
    } else {
      if (wasPaused) {
        resumeAll();
      }
      context.pausedPartitions().retainAll(consumer.assignment());
      if (context.connectorPaused()) {
        consumer.pause(consumer.assignment());
      } else {
        consumer.pause(context.pausedPartitions());
      }
    }
    if (rebalanceError == null) {
      try {
        trace.add("open %s", partitions);
        task.open(List.copyOf(partitions));
        rewind();
      } catch (RuntimeException e) {
        rebalanceError = e;
      }
    }
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      removed(partitions, false);
    }
  }

  @Override
  public void lost(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      removed(partitions, true);
    }
  }

  private void removed(Collection<TopicPartition> partitions, boolean lost) {
    try {
      if (lost) {
        trace.add("close lost %s", partitions);
        task.close(List.copyOf(partitions));
        polled.keySet().removeAll(partitions);
        commits.lost(partitions);
      } else {
        commits.commit(true, partitions);
      }
      commits.removed(partitions);
    } catch (RuntimeException e) {
      rebalanceError = e;
    }
    batch.removeIf(
        record ->
            partitions.contains(
                new TopicPartition(record.originalTopic(), record.originalKafkaPartition())));
  }

  private static String describe(List<SinkRecord> records) {
    StringBuilder text = new StringBuilder();
    for (SinkRecord record : records) {
      text.append(record.originalTopic())
          .append('-')
          .append(record.kafkaPartition())
          .append('@')
          .append(record.kafkaOffset())
          .append(' ');
    }
    return text.toString();
  }
}
