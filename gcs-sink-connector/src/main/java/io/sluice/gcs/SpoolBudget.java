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
 * The bytes that a task has spooled, against its limit and against the room on the disk. The disk
 * is asked by the threads that write and upload files, since asking it may block. Safe for any
 * thread.
 */
final class SpoolBudget {
  /** Part of the limit that is to stay free on the disk, up to a bound in bytes. */
  private static final int RESERVED_PART = 8;

  private static final long MAX_RESERVED = 1L << 30;

  /** The disk is asked again after this part of the reserve was written. */
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

  /** Returns how many bytes the disk still has room for. */
  @FunctionalInterface
  interface DiskRoom {
    long usable() throws IOException;
  }

  /** Counts bytes that were written, or removed if negative. Never blocks. */
  void add(long bytes) {
    spooled.addAndGet(bytes);
    unchecked.addAndGet(Math.max(0, bytes));
  }

  /** Asks the disk for its room if much was written since it was last asked. May block. */
  void lookIfDue() {
    if (unchecked.get() >= reservedBytes / LOOK_PART) {
      look();
    }
  }

  /** Asks the disk for its room. May block. */
  void look() {
    unchecked.set(0);
    long missing;
    try {
      missing = reservedBytes - disk.usable();
    } catch (IOException e) {
      // Whether the disk is full or broken, the next write reports better.
      missing = 0;
    }
    missingRoom = missing;
  }

  /**
   * Bytes above the budget, at least 0. The budget shrinks with the room on the disk, so that files
   * are published before a disk that fills up makes them fail. Never blocks.
   */
  long excess() {
    long bytes = spooled.get();
    return Math.max(0, Math.max(bytes - limitBytes, Math.min(bytes, missingRoom)));
  }
}
