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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The consumer inside one worker task: positions, pauses, rebalance callbacks, commits. The group
 * and the task's thread may call at the same time; what they share is guarded by the group's model.
 */
final class ConsumerModel {

  /** The worker's rebalance listener. */
  interface RebalanceListener {
    void assigned(Collection<TopicPartition> partitions);

    void revoked(Collection<TopicPartition> partitions);

    void lost(Collection<TopicPartition> partitions);
  }

  /** One record that a poll returned. */
  record Polled(PartitionLog log, long offset) {}

  /**
   * An asynchronous commit, sent as a member of this number: each expulsion ends one membership.
   */
  private record AsyncCommit(
      int membership, Map<TopicPartition, OffsetAndMetadata> offsets, Consumer<Boolean> callback) {}

  private final KafkaModel kafka;
  private final int maxPollRecords;
  private final Set<TopicPartition> assignment = new LinkedHashSet<>();
  private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
  private final Set<TopicPartition> fetched = new LinkedHashSet<>();
  private final Set<TopicPartition> paused = new LinkedHashSet<>();
  private final Set<TopicPartition> toRevoke = new LinkedHashSet<>();
  private final Set<TopicPartition> toAssign = new LinkedHashSet<>();
  private final Deque<AsyncCommit> commits = new ArrayDeque<>();
  private final Deque<Runnable> callbacks = new ArrayDeque<>();
  private boolean expelled;
  private int membership;
  private boolean rejoin;
  private boolean closed;
  private int fetches;

  ConsumerModel(KafkaModel kafka, int maxPollRecords) {
    this.kafka = kafka;
    this.maxPollRecords = maxPollRecords;
    kafka.join(this);
  }

  // ---- what the group does

  void granted(TopicPartition topicPartition) {
    toAssign.add(topicPartition);
  }

  void expelled() {
    expelled = true;
    membership++;
    toAssign.clear();
    toRevoke.clear();
    rejoin = false;
  }

  /** The group asks for a partition, which is revoked at the next poll. */
  void askToRevoke(TopicPartition topicPartition) {
    if (toAssign.remove(topicPartition)) {
      kafka.release(topicPartition, this);
    } else if (assignment.contains(topicPartition)) {
      toRevoke.add(topicPartition);
    }
  }

  /** The group rebalances eagerly: everything is revoked and assigned again in one poll. */
  void askToRejoin() {
    synchronized (kafka) {
      rejoin = !expelled;
    }
  }

  /**
   * The broker that answers a fetch does not know the position, so that {@code
   * auto.offset.reset=earliest} applies. Only behind a record that the task got since the last
   * seek: before that it means that the topic began anew.
   */
  void resetPositions() {
    synchronized (kafka) {
      for (TopicPartition topicPartition : fetched) {
        positions.put(topicPartition, kafka.log(topicPartition).start());
      }
    }
  }

  boolean rebalancing() {
    synchronized (kafka) {
      return expelled || rejoin || !toAssign.isEmpty() || !toRevoke.isEmpty();
    }
  }

  boolean hasCommitInFlight() {
    synchronized (kafka) {
      return !commits.isEmpty();
    }
  }

  /** The broker answers the oldest asynchronous commit; the callback runs in the next poll. */
  void answerCommit(boolean success) {
    synchronized (kafka) {
      AsyncCommit commit = commits.poll();
      boolean accepted = success && commit.membership() == membership;
      if (accepted) {
        kafka.commit(commit.offsets());
      }
      callbacks.add(() -> commit.callback().accept(accepted));
    }
  }

  // ---- what the worker calls

  Set<TopicPartition> assignment() {
    return assignment;
  }

  long position(TopicPartition topicPartition) {
    synchronized (kafka) {
      return positions.get(topicPartition);
    }
  }

  void seek(TopicPartition topicPartition, long offset) {
    synchronized (kafka) {
      requireAssigned(topicPartition);
      positions.put(topicPartition, offset);
      fetched.remove(topicPartition);
    }
  }

  void pause(Collection<TopicPartition> partitions) {
    synchronized (kafka) {
      partitions.forEach(this::requireAssigned);
      paused.addAll(partitions);
    }
  }

  void resume(Collection<TopicPartition> partitions) {
    synchronized (kafka) {
      partitions.forEach(this::requireAssigned);
      paused.removeAll(partitions);
    }
  }

  boolean commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    while (hasCommitInFlight()) {
      answerCommit(true);
    }
    runCallbacks();
    synchronized (kafka) {
      if (expelled) {
        return false;
      }
      kafka.commit(offsets);
      return true;
    }
  }

  void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, Consumer<Boolean> callback) {
    synchronized (kafka) {
      commits.add(new AsyncCommit(expelled ? -1 : membership, Map.copyOf(offsets), callback));
    }
  }

  /** Whether a poll would return at once. */
  boolean ready() {
    synchronized (kafka) {
      if (rebalancing() || !callbacks.isEmpty()) {
        return true;
      }
      for (TopicPartition topicPartition : assignment) {
        PartitionLog log = kafka.log(topicPartition);
        if (!paused.contains(topicPartition)
            && log.nextReadable(positions.get(topicPartition)) < log.end()) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Runs callbacks, takes part in rebalances and fetches.
   *
   * @param limit at most this many records, and at most {@code max.poll.records}
   */
  List<Polled> poll(RebalanceListener listener, int limit) {
    runCallbacks();
    rebalance(listener);
    return fetch(Math.min(limit, maxPollRecords));
  }

  void close() {
    synchronized (kafka) {
      closed = true;
      if (kafka.contains(this)) {
        kafka.expel(this);
      }
      assignment.clear();
    }
  }

  boolean closed() {
    return closed;
  }

  private void runCallbacks() {
    Runnable callback;
    while ((callback = nextCallback()) != null) {
      callback.run();
    }
  }

  private Runnable nextCallback() {
    synchronized (kafka) {
      return callbacks.poll();
    }
  }

  /** Calls the listener without holding the group's model, as its callbacks take their time. */
  private void rebalance(RebalanceListener listener) {
    if (isExpelled()) {
      List<TopicPartition> lost = new ArrayList<>(assignment);
      listener.lost(lost);
      synchronized (kafka) {
        lost.forEach(this::forget);
        expelled = false;
        if (!closed) {
          kafka.join(this);
        }
      }
    }
    List<TopicPartition> revoked = take(toRevoke);
    if (!revoked.isEmpty()) {
      listener.revoked(revoked);
      synchronized (kafka) {
        revoked.forEach(this::forget);
        revoked.forEach(topicPartition -> kafka.release(topicPartition, this));
      }
    }
    if (takeRejoin()) {
      List<TopicPartition> kept = new ArrayList<>(assignment);
      listener.revoked(kept);
      synchronized (kafka) {
        kept.forEach(this::forget);
        if (!expelled) {
          toAssign.addAll(kept);
        }
      }
    }
    List<TopicPartition> added = takeAssigned();
    if (!added.isEmpty()) {
      listener.assigned(added);
    }
  }

  private boolean isExpelled() {
    synchronized (kafka) {
      return expelled;
    }
  }

  private boolean takeRejoin() {
    synchronized (kafka) {
      boolean taken = rejoin;
      rejoin = false;
      return taken;
    }
  }

  private List<TopicPartition> take(Set<TopicPartition> partitions) {
    synchronized (kafka) {
      List<TopicPartition> taken = new ArrayList<>(partitions);
      partitions.clear();
      return taken;
    }
  }

  private List<TopicPartition> takeAssigned() {
    synchronized (kafka) {
      List<TopicPartition> added = take(toAssign);
      for (TopicPartition topicPartition : added) {
        assignment.add(topicPartition);
        long committed = kafka.committed(topicPartition);
        positions.put(topicPartition, inRange(topicPartition, Math.max(committed, 0)));
      }
      return added;
    }
  }

  private List<Polled> fetch(int limit) {
    synchronized (kafka) {
      List<Polled> polled = new ArrayList<>();
      List<TopicPartition> order = new ArrayList<>(assignment);
      Collections.rotate(order, ++fetches);
      for (TopicPartition topicPartition : order) {
        if (paused.contains(topicPartition)) {
          continue;
        }
        PartitionLog log = kafka.log(topicPartition);
        long at = log.nextReadable(inRange(topicPartition, positions.get(topicPartition)));
        while (polled.size() < limit && at < log.end()) {
          polled.add(new Polled(log, at));
          if (log.slot(at) != PartitionLog.Slot.DROPPED) {
            fetched.add(topicPartition);
          }
          at = log.nextReadable(at + 1);
        }
        positions.put(topicPartition, at);
        if (polled.size() >= limit) {
          break;
        }
      }
      return polled;
    }
  }

  /** {@code auto.offset.reset=earliest}. */
  private long inRange(TopicPartition topicPartition, long position) {
    PartitionLog log = kafka.log(topicPartition);
    return position < log.start() || position > log.end() ? log.start() : position;
  }

  private void forget(TopicPartition topicPartition) {
    assignment.remove(topicPartition);
    positions.remove(topicPartition);
    fetched.remove(topicPartition);
    paused.remove(topicPartition);
  }

  private void requireAssigned(TopicPartition topicPartition) {
    if (!assignment.contains(topicPartition)) {
      throw new IllegalStateException("No current assignment for partition " + topicPartition);
    }
  }
}
