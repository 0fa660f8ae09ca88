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
package io.sluice.writer;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the writers of one task have staged, against the budget that the store gives it. The store
 * knows how much that is; here is known how much of it will be gone without further doing.
 */
public final class StagingRoom {
  private final LazyStorage storage;
  private final AtomicLong leaving = new AtomicLong();

  public StagingRoom(LazyStorage storage) {
    this.storage = storage;
  }

  /**
   * Whether to wait for files that are being published. Where none is, all room is taken by files
   * that only further records can complete. Never blocks.
   */
  public boolean full() {
    return leaving.get() > 0 && storage.stagingExcess() > 0;
  }

  /** Bytes above the budget once the files that are being published are gone; may be negative. */
  public long remainingExcess() {
    long excess = storage.stagingExcess();
    return excess == 0 ? 0 : excess - leaving.get();
  }

  public Share share() {
    return new Share();
  }

  /** The files of one writer that are being published. Safe for any thread. */
  public final class Share {
    private final Map<UUID, Long> files = new HashMap<>();
    private boolean closed;

    private Share() {}

    /** Says that a file will be gone soon. */
    synchronized void leave(UUID file, long bytes) {
      if (!closed && files.putIfAbsent(file, bytes) == null) {
        leaving.addAndGet(bytes);
      }
    }

    /** A file of {@link #leave} is gone; any other one is ignored. */
    synchronized void left(UUID file) {
      Long bytes = files.remove(file);
      if (bytes != null) {
        leaving.addAndGet(-bytes);
      }
    }

    /** Nothing leaves any more, for a writer that works no more: a sweep has to see to the rest. */
    synchronized void close() {
      closed = true;
      files.values().forEach(bytes -> leaving.addAndGet(-bytes));
      files.clear();
    }
  }
}
