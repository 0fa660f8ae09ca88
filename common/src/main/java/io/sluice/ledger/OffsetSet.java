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
package io.sluice.ledger;

import java.util.Arrays;

/**
 * A set of offsets, kept as disjoint runs in ascending order. Appending at the end takes constant
 * time; other changes are linear in the number of runs. Confined to one thread at a time; a set
 * that was passed on must not be changed.
 */
public final class OffsetSet {
  private long[] starts = new long[2];
  private long[] ends = new long[2];
  private int runs;

  public OffsetSet() {}

  /** The set of all offsets from {@code first} to {@code last}, both inclusive. */
  public static OffsetSet of(long first, long last) {
    OffsetSet set = new OffsetSet();
    set.add(first, last);
    return set;
  }

  public OffsetSet copy() {
    OffsetSet copy = new OffsetSet();
    copy.starts = Arrays.copyOf(starts, Math.max(2, runs));
    copy.ends = Arrays.copyOf(ends, Math.max(2, runs));
    copy.runs = runs;
    return copy;
  }

  public boolean isEmpty() {
    return runs == 0;
  }

  /** The lowest offset; the set must not be empty. */
  public long first() {
    requireNonEmpty();
    return starts[0];
  }

  /** The highest offset; the set must not be empty. */
  public long last() {
    requireNonEmpty();
    return ends[runs - 1];
  }

  /** The number of runs. */
  public int runs() {
    return runs;
  }

  /** The lowest offset of a run. */
  long start(int run) {
    return starts[run];
  }

  /** The highest offset of a run. */
  long end(int run) {
    return ends[run];
  }

  /** Adds a run after all others; no other run may touch it. */
  void appendRun(long start, long end) {
    insert(runs, start, end);
  }

  /** The number of offsets. */
  public long count() {
    long count = 0;
    for (int i = 0; i < runs; i++) {
      count += ends[i] - starts[i] + 1;
    }
    return count;
  }

  public boolean contains(long offset) {
    if (runs == 0 || offset > ends[runs - 1] || offset < starts[0]) {
      return false;
    }
    int i = runEndingAtOrAfter(offset);
    return starts[i] <= offset;
  }

  /** Whether every offset from {@code first} to {@code last} is in the set. */
  public boolean containsAll(long first, long last) {
    if (first > last) {
      return true;
    }
    if (!contains(first)) {
      return false;
    }
    return ends[runEndingAtOrAfter(first)] >= last;
  }

  /** The lowest offset from {@code offset} upwards that is not in the set. */
  public long firstAbsent(long offset) {
    return contains(offset) ? ends[runEndingAtOrAfter(offset)] + 1 : offset;
  }

  public boolean intersects(OffsetSet other) {
    int i = 0;
    int j = 0;
    while (i < runs && j < other.runs) {
      if (ends[i] < other.starts[j]) {
        i++;
      } else if (other.ends[j] < starts[i]) {
        j++;
      } else {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds {@code offset}, which must be above all others. Adds the undelivered offsets before it,
   * too, if that extends the last run instead of starting another.
   *
   * @param undelivered no offset from here to below {@code offset} was delivered
   */
  public void append(long undelivered, long offset) {
    if (runs > 0 && ends[runs - 1] + 1 >= undelivered) {
      ends[runs - 1] = offset;
    } else {
      add(offset, offset);
    }
  }

  /** Adds all offsets from {@code first} to {@code last}, both inclusive. */
  public void add(long first, long last) {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("bad range " + first + ".." + last);
    }
    if (runs == 0 || first > ends[runs - 1] + 1) {
      insert(runs, first, last);
      return;
    }
    int from = runEndingAtOrAfter(first - 1);
    int to = from;
    long start = first;
    long end = last;
    while (to < runs && starts[to] <= last + 1) {
      start = Math.min(start, starts[to]);
      end = Math.max(end, ends[to]);
      to++;
    }
    if (from == to) {
      insert(from, start, end);
      return;
    }
    starts[from] = start;
    ends[from] = end;
    remove(from + 1, to);
  }

  public void addAll(OffsetSet other) {
    if (other.runs == 0) {
      return;
    }
    if (other.runs == 1) {
      add(other.starts[0], other.ends[0]);
      return;
    }
    OffsetSet merged = new OffsetSet();
    merged.ensure(runs + other.runs);
    int i = 0;
    int j = 0;
    while (i < runs || j < other.runs) {
      boolean mine = j == other.runs || (i < runs && starts[i] <= other.starts[j]);
      merged.addRising(mine ? starts[i] : other.starts[j], mine ? ends[i++] : other.ends[j++]);
    }
    starts = merged.starts;
    ends = merged.ends;
    runs = merged.runs;
  }

  /** Removes one offset, if the set contains it. */
  void remove(long offset) {
    if (!contains(offset)) {
      return;
    }
    int i = runEndingAtOrAfter(offset);
    long start = starts[i];
    long end = ends[i];
    remove(i, i + 1);
    if (offset < end) {
      insert(i, offset + 1, end);
    }
    if (start < offset) {
      insert(i, start, offset - 1);
    }
  }

  /** Removes every offset below {@code bound}. */
  public void removeBelow(long bound) {
    int keep = 0;
    while (keep < runs && ends[keep] < bound) {
      keep++;
    }
    remove(0, keep);
    if (runs > 0 && starts[0] < bound) {
      starts[0] = bound;
    }
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof OffsetSet other
        && runs == other.runs
        && Arrays.equals(starts, 0, runs, other.starts, 0, runs)
        && Arrays.equals(ends, 0, runs, other.ends, 0, runs);
  }

  @Override
  public int hashCode() {
    int hash = runs;
    for (int i = 0; i < runs; i++) {
      hash = 31 * (31 * hash + Long.hashCode(starts[i])) + Long.hashCode(ends[i]);
    }
    return hash;
  }

  /** The first 16 runs, for messages: {@code [0..4, 7, 9..12, …]}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < runs; i++) {
      if (i > 0) {
        text.append(", ");
      }
      if (i == 16) {
        return text.append('…').append(']').toString();
      }
      text.append(starts[i]);
      if (ends[i] > starts[i]) {
        text.append("..").append(ends[i]);
      }
    }
    return text.append(']').toString();
  }

  private void requireNonEmpty() {
    if (runs == 0) {
      throw new IllegalStateException("the offset set is empty");
    }
  }

  /** Index of the first run that ends at {@code offset} or later, or {@link #runs}. */
  private int runEndingAtOrAfter(long offset) {
    int i = Arrays.binarySearch(ends, 0, runs, offset);
    return i >= 0 ? i : -i - 1;
  }

  private void addRising(long start, long end) {
    if (runs > 0 && start <= ends[runs - 1] + 1) {
      ends[runs - 1] = Math.max(ends[runs - 1], end);
    } else {
      insert(runs, start, end);
    }
  }

  private void insert(int at, long start, long end) {
    ensure(runs + 1);
    System.arraycopy(starts, at, starts, at + 1, runs - at);
    System.arraycopy(ends, at, ends, at + 1, runs - at);
    starts[at] = start;
    ends[at] = end;
    runs++;
  }

  private void remove(int from, int to) {
    if (from == to) {
      return;
    }
    System.arraycopy(starts, to, starts, from, runs - to);
    System.arraycopy(ends, to, ends, from, runs - to);
    runs -= to - from;
  }

  private void ensure(int capacity) {
    if (capacity > starts.length) {
      int grown = Math.max(capacity, starts.length * 2);
      starts = Arrays.copyOf(starts, grown);
      ends = Arrays.copyOf(ends, grown);
    }
  }
}
