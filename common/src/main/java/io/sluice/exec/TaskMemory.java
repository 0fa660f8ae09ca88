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
package io.sluice.exec;

import java.util.concurrent.atomic.AtomicLong;

/** What the writers of one task hold in memory, against {@code memory.limit.bytes}. */
public final class TaskMemory {
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong queued = new AtomicLong();
  private final AtomicLong leaving = new AtomicLong();
  private final long limit;

  public TaskMemory(long limit) {
    this.limit = limit;
  }

  public long limit() {
    return limit;
  }

  /** Bytes in use. */
  public long used() {
    return used.get();
  }

  /** Bytes in use by records that wait in mailboxes. */
  public long queued() {
    return queued.get();
  }

  /** Bytes above the limit once the files that are being sealed are gone; may be negative. */
  public long excess() {
    return used.get() - leaving.get() - limit;
  }

  public Share share() {
    return new Share();
  }

  /**
   * What one writer uses. Safe for any thread; updated per batch and per file, never per record.
   */
  public final class Share {
    private long usedHere;
    private long queuedHere;
    private long leavingHere;
    private boolean closed;

    private Share() {}

    /** Adds to what is used, or takes from it. */
    public synchronized void add(long bytes) {
      if (!closed) {
        usedHere += bytes;
        used.addAndGet(bytes);
      }
    }

    /** Adds the weight of records that wait in the mailbox. */
    public synchronized void enqueue(long bytes) {
      add(bytes);
      if (!closed) {
        queuedHere += bytes;
        queued.addAndGet(bytes);
      }
    }

    /** Takes the weight of records that wait no more. */
    public synchronized void dequeue(long bytes) {
      enqueue(-bytes);
    }

    /** The weight of the records that wait in the mailbox. */
    public synchronized long queued() {
      return queuedHere;
    }

    /** Says that bytes in use will be free soon. */
    public synchronized void leave(long bytes) {
      if (!closed) {
        leavingHere += bytes;
        leaving.addAndGet(bytes);
      }
    }

    /** Bytes of {@link #leave} are free. */
    public synchronized void left(long bytes) {
      leave(-bytes);
      add(-bytes);
    }

    /** Gives everything back, for a writer that works no more. */
    public synchronized void close() {
      dequeue(queuedHere);
      add(-usedHere);
      leave(-leavingHere);
      closed = true;
    }
  }
}
