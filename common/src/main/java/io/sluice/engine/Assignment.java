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

import io.sluice.ledger.LedgerEntry;
import io.sluice.ledger.Tenure;
import io.sluice.writer.PartitionWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic partition that Connect has assigned to this task, from {@code open} to {@code close}. It
 * outlives its writers. Confined to the task thread.
 */
final class Assignment {
  private final TopicPartition topicPartition;
  private final RecordWeights weights = new RecordWeights();
  private final List<PartitionWriter> stuck = new ArrayList<>();
  private final FailureHistory history = new FailureHistory();
  private PartitionWriter writer;
  private Phase phase = Phase.WAITING;
  private long seekTo = LedgerEntry.UNKNOWN_BASE;
  private long acceptFrom;
  private long firstSeen = LedgerEntry.UNKNOWN_BASE;
  private long retryAt;
  private Tenure tenure = Tenure.NONE;
  private boolean pausedForRoom;
  private long reportedBase = LedgerEntry.UNKNOWN_BASE;
  private OptionalLong restartAt = OptionalLong.empty();

  Assignment(TopicPartition topicPartition) {
    this.topicPartition = topicPartition;
  }

  enum Phase {
    /** There is no writer until {@link #retryAt}. */
    WAITING,
    /** The writer is opening the partition. */
    OPENING,
    /** The partition is open; the seek is not requested yet. */
    OPENED,
    /** Records are accepted from the first put after the seek. */
    RUNNING,
    /** Connect revokes the partition, and the writer finishes. */
    CLOSING
  }

  TopicPartition topicPartition() {
    return topicPartition;
  }

  /** The weights of this partition's records. */
  RecordWeights weights() {
    return weights;
  }

  Phase phase() {
    return phase;
  }

  /** The current writer; null while waiting. */
  PartitionWriter writer() {
    return writer;
  }

  boolean isCurrent(PartitionWriter candidate) {
    return writer == candidate;
  }

  /** Returns and clears where the next opening begins a new generation, if it does. */
  OptionalLong takeRestart() {
    OptionalLong restart = restartAt;
    restartAt = OptionalLong.empty();
    return restart;
  }

  void opening(PartitionWriter next) {
    writer = next;
    phase = Phase.OPENING;
  }

  /** The result of this task's openings of the partition so far. */
  Tenure tenure() {
    return tenure;
  }

  void opened(long offset, Tenure seen) {
    seekTo = offset;
    tenure = seen;
    phase = Phase.OPENED;
  }

  /** The offset to seek: base in the ledger, else the first offset that was seen, else -1. */
  long seekTo() {
    return seekTo == LedgerEntry.UNKNOWN_BASE ? firstSeen : seekTo;
  }

  /**
   * Begins to accept records.
   *
   * @param put the number of the first put with records from after the seek
   */
  void running(long put) {
    acceptFrom = put;
    phase = Phase.RUNNING;
  }

  void closing() {
    phase = Phase.CLOSING;
  }

  /** Whether records of this put, and positions after it, belong to the current writer. */
  boolean accepts(long put) {
    return phase == Phase.RUNNING && put >= acceptFrom;
  }

  /** Remembers the first offset that Kafka delivered, in case the ledger has no base yet. */
  void seen(long offset) {
    if (firstSeen == LedgerEntry.UNKNOWN_BASE) {
      firstSeen = offset;
    }
  }

  /**
   * Drops the writer; another one opens the partition at {@code at}, in milliseconds of the ticker.
   */
  void waitUntil(long at) {
    writer = null;
    phase = Phase.WAITING;
    retryAt = at;
  }

  boolean due(long now) {
    return phase == Phase.WAITING && now >= retryAt;
  }

  FailureHistory history() {
    return history;
  }

  void restartAt(OptionalLong offset) {
    restartAt = offset;
  }

  /** The abandoned writers with a storage call that has not returned. */
  List<PartitionWriter> stuck() {
    return stuck;
  }

  boolean pausedForRoom() {
    return pausedForRoom;
  }

  void pausedForRoom(boolean paused) {
    pausedForRoom = paused;
  }

  /** Whether base has moved since it was last reported to Connect. */
  boolean unreported() {
    return phase == Phase.RUNNING && writer.base() != reportedBase;
  }

  void reported(long base) {
    reportedBase = base;
  }
}
