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
package io.sluice.it.score.hdfs;

import io.sluice.it.server.LocalHdfs;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.Path;

/**
 * A fault that begins before the first call of a step, and ends when some calls have met it. Calls
 * come from any thread, the end from one.
 */
final class Disturbance {
  private static final int MOST_FAILURES = 3;
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ServerFault fault;
  private final Step step;
  private final LocalHdfs hdfs;
  private final Path directory;
  private final AtomicBoolean reached = new AtomicBoolean();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile long since;
  private volatile boolean active;
  private volatile IOException broken;

  Disturbance(ServerFault fault, Step step, LocalHdfs hdfs, Path directory) {
    this.fault = fault;
    this.step = step;
    this.hdfs = hdfs;
    this.directory = directory;
  }

  /** A call of the connector's storage. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws StorageException;
  }

  /** Makes a call of a step, which meets the fault if it is time. */
  <T> T meet(Step at, Call<T> call) throws StorageException {
    if (at == step && reached.compareAndSet(false, true)) {
      try {
        fault.begin(hdfs, directory);
      } catch (IOException e) {
        broken = e;
      }
      since = System.nanoTime();
      active = true;
    }
    try {
      return call.run();
    } catch (StorageException e) {
      failures.incrementAndGet();
      throw e;
    }
  }

  /** Ends the fault if enough calls have met it. */
  void endIfMet() throws IOException {
    if (active && (failures.get() >= MOST_FAILURES || System.nanoTime() - since > LONGEST_NANOS)) {
      active = false;
      fault.end(hdfs, directory);
    }
  }

  /** Whether it has begun and ended. */
  boolean isOver() throws IOException {
    if (broken != null) {
      throw broken;
    }
    return reached.get() && !active && since != 0;
  }
}
