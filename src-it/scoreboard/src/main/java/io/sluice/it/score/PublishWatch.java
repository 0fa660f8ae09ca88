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
package io.sluice.it.score;

import io.sluice.it.verify.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Sees when each partition's files appear, and how long the longest pause between two of them was.
 * Wants the default directory template.
 */
final class PublishWatch implements AutoCloseable {
  private static final long PERIOD_NANOS = Duration.ofMillis(50).toNanos();
  private static final String DIRECTORY = "/partition=";

  private final Output output;
  private final int[] counts;
  private final long[] lastNanos;
  private final long[] longestNanos;
  private final Thread thread;
  private boolean ended;
  private RuntimeException failure;

  private PublishWatch(Output output, int partitions) {
    this.output = output;
    this.counts = new int[partitions];
    this.lastNanos = new long[partitions];
    this.longestNanos = new long[partitions];
    this.thread = new Thread(this::run, "publish-watch");
    this.thread.setDaemon(true);
  }

  /** Begins to watch. */
  static PublishWatch start(Output output, int partitions) {
    PublishWatch watch = new PublishWatch(output, partitions);
    watch.thread.start();
    return watch;
  }

  private void run() {
    try {
      while (look()) {
        LockSupport.parkNanos(PERIOD_NANOS);
      }
    } catch (IOException e) {
      fail(new UncheckedIOException(e));
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private synchronized void fail(RuntimeException cause) {
    failure = cause;
  }

  private boolean look() throws IOException {
    int[] now = new int[counts.length];
    for (Output.File file : output.files()) {
      int start = file.path().indexOf(DIRECTORY) + DIRECTORY.length();
      int end = file.path().indexOf('/', start);
      now[Integer.parseInt(file.path().substring(start, end))]++;
    }
    long time = System.nanoTime();
    synchronized (this) {
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          longestNanos[i] = Math.max(longestNanos[i], time - lastNanos[i]);
        }
        if (now[i] > counts[i]) {
          counts[i] = now[i];
          lastNanos[i] = time;
        }
      }
      return !ended;
    }
  }

  /** Files of the partition so far. */
  synchronized int files(int partition) {
    if (failure != null) {
      throw failure;
    }
    return counts[partition];
  }

  /** Whether every partition has this many files. */
  synchronized boolean allHave(int count) {
    return Arrays.stream(counts).allMatch(n -> n >= count);
  }

  /** The longest time without a new file, from the first file on. */
  synchronized long longestMillis(int partition) {
    return Duration.ofNanos(longestNanos[partition]).toMillis();
  }

  @Override
  public void close() {
    synchronized (this) {
      ended = true;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
