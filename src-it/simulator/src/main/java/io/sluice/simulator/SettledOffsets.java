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

import io.sluice.simulator.PartitionLog.Slot;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which offsets of one partition are truly settled: derived from the published files, from
 * acknowledged dead letters and from the log, not from the ledger.
 */
final class SettledOffsets {
  private final PartitionLog log;
  private final Map<Long, BitSet> publishedByGeneration = new HashMap<>();
  private final BitSet acknowledged = new BitSet();

  /** Offsets that a user made the connector skip. */
  private final BitSet exempt = new BitSet();

  private long generation;
  private long generationStart;

  /** The ledger forgot where it was, and Kafka did not: what was published before counts. */
  private boolean halfReset;

  SettledOffsets(PartitionLog log) {
    this.log = log;
  }

  void acknowledged(long offset) {
    acknowledged.set((int) offset);
  }

  /** Takes a file's offsets; returns those that its generation had published before. */
  BitSet published(long ofGeneration, BitSet offsets) {
    BitSet before = publishedByGeneration.computeIfAbsent(ofGeneration, key -> new BitSet());
    BitSet twice = (BitSet) offsets.clone();
    twice.and(before);
    before.or(offsets);
    return twice;
  }

  /** The generation that was begun without a base starts here. */
  void startAt(long base) {
    generationStart = base;
    halfReset = false;
  }

  /**
   * Offsets were altered in the ledger.
   *
   * @param base -1 if they were reset
   */
  void alter(long base) {
    long start = Math.max(base, 0);
    for (int offset = 0; offset < start; offset++) {
      if (!contains(offset)) {
        exempt.set(offset);
      }
    }
    generation++;
    generationStart = start;
    halfReset = base < 0;
  }

  /** The first offset of the present generation. */
  long start() {
    return generationStart;
  }

  /** Kafka's offsets were altered after the ledger was. */
  void alteredInKafka() {
    halfReset = false;
  }

  /** Whether the offset is in a file of any generation, or was skipped on purpose. */
  boolean publishedOnce(int offset) {
    return exempt.get(offset)
        || publishedByGeneration.values().stream().anyMatch(offsets -> offsets.get(offset));
  }

  /** Whether this offset needs no file in the present generation. */
  boolean contains(int offset) {
    if (offset < generationStart || exempt.get(offset) || log.vanished(offset)) {
      return true;
    }
    return switch (log.slot(offset)) {
      case ACCEPTED ->
          publishedByGeneration.getOrDefault(generation, new BitSet()).get(offset)
              || halfReset && publishedOnce(offset);
      case REJECTED -> acknowledged.get(offset);
      case SKIPPED, DROPPED, GAP -> true;
    };
  }

  /** The first offset below {@code end} that still needs a file, or -1. */
  int firstUnsettled(long end) {
    for (int offset = 0; offset < end; offset++) {
      if (!contains(offset)) {
        return offset;
      }
    }
    return -1;
  }

  /** Whether the log holds a record at this offset that was never published. */
  boolean passedOver(int offset) {
    return log.slot(offset) == Slot.ACCEPTED && log.readable(offset) && !publishedOnce(offset);
  }
}
