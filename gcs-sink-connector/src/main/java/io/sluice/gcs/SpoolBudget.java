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
package io.sluice.gcs;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Compares the bytes that a task has spooled with its limit and with the free space on the disk.
 * The threads that write and upload files query the disk, because the query may block. Safe for any
 * thread.
 */
final class SpoolBudget {
  /** One of this many parts of the limit must remain free on the disk, up to a bound in bytes. */
  private static final int RESERVED_PART = 8;

  private static final long MAX_RESERVED = 1L << 30;

  /** The disk is queried again after one of this many parts of the reserve was written. */
  private static final int LOOK_PART = 64;

  private final long limitBytes;
  private final long reservedBytes;
  private final DiskRoom disk;
  private final AtomicLong spooled = new AtomicLong();
  private final AtomicLong unchecked = new AtomicLong();
  private volatile long missingRoom;

  SpoolBudget(long limitBytes, DiskRoom disk) {
    this.limitBytes = limitBytes;
    this.reservedBytes = Math.min(limitBytes / RESERVED_PART, MAX_RESERVED);
    this.disk = disk;
    look();
  }

  /** Returns the free bytes of the disk. */
  @FunctionalInterface
  interface DiskRoom {
    long usable() throws IOException;
  }

  /** Counts bytes that were written, or removed if negative. Never blocks. */
  void add(long bytes) {
    spooled.addAndGet(bytes);
    unchecked.addAndGet(Math.max(0, bytes));
  }

  /** Queries the disk if much was written since the last query. May block. */
  void lookIfDue() {
    if (unchecked.get() >= reservedBytes / LOOK_PART) {
      look();
    }
  }

  /** Queries the free space of the disk. May block. */
  void look() {
    unchecked.set(0);
    long missing;
    try {
      missing = reservedBytes - disk.usable();
    } catch (IOException e) {
      // If the disk is full or broken, the next write fails with a better message.
      missing = 0;
    }
    missingRoom = missing;
  }

  /**
   * Bytes above the budget, at least 0. The budget shrinks with the free space of the disk, so that
   * files are published before the disk is full. Never blocks.
   */
  long excess() {
    long bytes = spooled.get();
    return Math.max(0, Math.max(bytes - limitBytes, Math.min(bytes, missingRoom)));
  }
}
