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
package io.sluice.it.score.formats;

import io.sluice.it.Await;
import io.sluice.it.server.WorkDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A process that reads files with libraries of Python, which ends with this JVM. */
public final class PythonProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(1);

  private final Process process;
  private final int port;

  private PythonProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts the process; returns when it can be connected to.
   *
   * @param python an interpreter with pyarrow and fastavro
   */
  public static PythonProcess start(String python) throws IOException {
    Path directory = WorkDirectory.createNew("python");
    Path ready = directory.resolve("port");
    File log = directory.resolve("python.log").toFile();
    Path script = Path.of(System.getProperty("sluice.root"), "src-it", "python", "readers.py");
    Process process =
        new ProcessBuilder(python, script.toString(), ready.toString())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    Await.until(
        "the readers of Python are ready",
        START_LIMIT,
        () -> {
          if (!process.isAlive()) {
            throw new Await.Hopeless(python + " ended: " + Files.readString(log.toPath()));
          }
          return Files.exists(ready);
        });
    return new PythonProcess(process, Integer.parseInt(Files.readString(ready)));
  }

  /** Where the process accepts connections. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
