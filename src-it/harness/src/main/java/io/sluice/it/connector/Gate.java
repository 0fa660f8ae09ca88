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
package io.sluice.it.connector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Blocks storage calls of a partition while the file {@code hang-OPERATION-PARTITION} is in the
 * control directory. A call that hangs creates the file {@code hangs-OPERATION-PARTITION} there,
 * which is kept. Like a call to a dead server, it ignores interrupts.
 */
public final class Gate {
  private static final long PERIOD_NANOS = Duration.ofMillis(10).toNanos();

  private final Path directory;

  /**
   * @param directory where the files are; it exists
   */
  public Gate(Path directory) {
    this.directory = directory;
  }

  /** The steps that can hang. */
  public enum Operation {
    STAGE_WRITE,
    SEAL,
    APPEND,
    LIST,
    PUBLISH
  }

  /** Makes calls hang from now on. */
  public void shut(Operation operation, int partition) throws IOException {
    Files.deleteIfExists(file("hangs", operation, partition));
    Files.createFile(file("hang", operation, partition));
  }

  /** Ends the hang of all calls. */
  public void open(Operation operation, int partition) throws IOException {
    Files.deleteIfExists(file("hang", operation, partition));
  }

  /** Whether a call has hung since the last {@link #shut}. */
  public boolean hasHeld(Operation operation, int partition) {
    return Files.exists(file("hangs", operation, partition));
  }

  /** Returns when the gate is open. */
  void pass(Operation operation, int partition) {
    Path hang = file("hang", operation, partition);
    if (!Files.exists(hang)) {
      return;
    }
    try {
      Files.write(file("hangs", operation, partition), new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    while (Files.exists(hang)) {
      LockSupport.parkNanos(PERIOD_NANOS);
    }
  }

  private Path file(String prefix, Operation operation, int partition) {
    return directory.resolve(prefix + "-" + operation + "-" + partition);
  }
}
