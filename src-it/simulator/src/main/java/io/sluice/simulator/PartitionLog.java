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

import java.util.BitSet;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The log of one topic partition. Each record's value names its own coordinates, so that published
 * files can be checked by their content.
 */
final class PartitionLog {

  /** The content of an offset. */
  enum Slot {
    /** A record that the connector writes. */
    ACCEPTED,
    /** A record that a rule skips: it has no value. */
    SKIPPED,
    /** A record without a valid path, which is reported. */
    REJECTED,
    /** A record that a transform drops before the task sees it. */
    DROPPED,
    /** A transaction marker, or a record that was compacted before anybody read it. */
    GAP
  }

  /** The header that the path template asks for; records without it are rejected. */
  static final String PATH_HEADER = "lane";

  private final TopicPartition topicPartition;
  private final List<Slot> slots;
  private final SinkRecord[] records;
  private final BitSet vanished = new BitSet();
  private final BitSet truncated = new BitSet();
  private final Scenario.Input input;
  private long start;
  private long end;
  private int incarnation;

  /**
   * @param slots the content of the offsets 0, 1, …
   * @param input the form of the records, and how many there are at the start
   */
  PartitionLog(TopicPartition topicPartition, List<Slot> slots, Scenario.Input input) {
    this.topicPartition = topicPartition;
    this.slots = List.copyOf(slots);
    this.records = new SinkRecord[slots.size()];
    this.input = input;
    this.end = input.produced();
  }

  TopicPartition topicPartition() {
    return topicPartition;
  }

  /** The first offset that is still there. */
  long start() {
    return start;
  }

  /** One past the last offset that was produced. */
  long end() {
    return end;
  }

  /** One past the last offset that will ever be. */
  long capacity() {
    return slots.size();
  }

  void produce(long count) {
    end = Math.min(slots.size(), end + count);
  }

  Slot slot(long offset) {
    return slots.get((int) offset);
  }

  /** Whether a consumer can read this offset. */
  boolean readable(long offset) {
    return offset >= start
        && offset < end
        && slot(offset) != Slot.GAP
        && !vanished.get((int) offset);
  }

  /** Whether retention or compaction removed this offset. */
  boolean vanished(long offset) {
    return vanished.get((int) offset);
  }

  /** Whether retention deleted a record here, and not compaction before it. */
  boolean truncated(long offset) {
    return truncated.get((int) offset) && slot(offset) == Slot.ACCEPTED;
  }

  /** Retention: removes everything below an offset. */
  void truncate(long newStart) {
    for (long offset = start; offset < newStart; offset++) {
      if (readable(offset)) {
        truncated.set((int) offset);
      }
      vanished.set((int) offset);
    }
    start = Math.max(start, newStart);
  }

  /** The topic is deleted and created again, with as many records. */
  void recreate() {
    incarnation++;
    start = 0;
    vanished.clear();
    truncated.clear();
  }

  /** The id of the topic, which changes when the topic is recreated. */
  String topicId() {
    return topicPartition.topic() + "-" + incarnation;
  }

  /** Compaction: removes one offset. */
  void compact(long offset) {
    vanished.set((int) offset);
  }

  /** The first readable offset at or after this one, or {@link #end}. */
  long nextReadable(long offset) {
    long at = Math.max(offset, start);
    while (at < end && !readable(at)) {
      at++;
    }
    return Math.min(at, end);
  }

  /** One past the last readable offset, where a sink connector's lag is 0; 0 if there is none. */
  long readableEnd() {
    for (long offset = end - 1; offset >= start; offset--) {
      if (readable(offset)) {
        return offset + 1;
      }
    }
    return 0;
  }

  SinkRecord sinkRecord(long offset) {
    int index = (int) offset;
    if (records[index] == null) {
      records[index] = create(offset);
    }
    return records[index];
  }

  private SinkRecord create(long offset) {
    Slot slot = slot(offset);
    ConnectHeaders headers = new ConnectHeaders();
    if (slot != Slot.REJECTED) {
      headers.addString(PATH_HEADER, "l" + (offset * 7 + offset / 3) % input.lanes());
    }
    Object value = slot == Slot.SKIPPED ? null : RecordValue.of(topicPartition, offset, input);
    SinkRecord record =
        new SinkRecord(
            topicPartition.topic(),
            topicPartition.partition(),
            null,
            null,
            RecordValue.schema(offset, input),
            value,
            offset,
            offset,
            TimestampType.CREATE_TIME,
            headers);
    return input.renamed() ? renamed(record) : record;
  }

  /** A record after a transform that routes all topics to one. */
  private static SinkRecord renamed(SinkRecord record) {
    return record.newRecord(
        "renamed",
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        record.timestamp());
  }
}
