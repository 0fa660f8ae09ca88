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
package io.sluice.it.server;

import io.sluice.it.gcs.FakeGcs;
import io.sluice.it.server.ServerProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The fake Cloud Storage in a separate process, with one bucket. */
public final class GcsProcess extends GcsServer {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final ServerProcess process;
  private final Path ready;

  private GcsProcess(ServerProcess process, Path ready, String url, Path spool) {
    super(url, spool);
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts the process; {@link #awaitReady} waits for it.
   *
   * @param directory of the data, the log, and the spools of connectors
   * @param jvmOptions such as the heap
   */
  public static GcsProcess start(
      Installation installation, Ports ports, Path directory, List<String> jvmOptions)
      throws IOException {
    int port = ports.next();
    Path ready = directory.resolve("gcs.ready");
    Files.deleteIfExists(ready);
    Launch launch =
        new Launch(
            "gcs",
            jvmOptions,
            installation.gcsClassPath(),
            FakeGcs.class.getName(),
            List.of(
                directory.resolve("gcs").toString(),
                Integer.toString(port),
                ready.toString(),
                BUCKET),
            Map.of());
    return new GcsProcess(
        ServerProcess.start(launch, directory),
        ready,
        "http://127.0.0.1:" + port,
        directory.resolve("spool"));
  }

  @Override
  public void awaitReady() {
    process.awaitReady(START_LIMIT, () -> Files.exists(ready));
  }

  @Override
  public ServerProcess process() {
    return process;
  }

  @Override
  protected void stop() {
    process.kill();
  }
}
