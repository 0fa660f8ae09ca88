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

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import io.sluice.it.gcs.FakeGcs;
import io.sluice.it.server.ServerProcess.Launch;
import io.sluice.it.verify.ConnectorFiles;
import io.sluice.it.verify.GcsFiles;
import io.sluice.it.verify.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The fake Cloud Storage in a process of its own, with one bucket. */
public final class GcsProcess implements StoreServer {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String BUCKET = "sluice";

  private final ServerProcess process;
  private final Path ready;
  private final String url;
  private final Path spool;
  private Storage client;

  private GcsProcess(ServerProcess process, Path ready, String url, Path spool) {
    this.process = process;
    this.ready = ready;
    this.url = url;
    this.spool = spool;
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
            installation.ownClassPath(),
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
  public StoreKind kind() {
    return StoreKind.gcs;
  }

  @Override
  public void awaitReady() {
    process.awaitReady(START_LIMIT, () -> Files.exists(ready));
  }

  /** {@code http://host:port}, what connectors take as their endpoint. */
  @Override
  public String url() {
    return url;
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("GCS_ENDPOINT", url, "SPOOL_DIR", spool.toString());
  }

  /** Each connector gets a spool directory of its own, so that what stands there is its. */
  @Override
  public Map<String, String> connector(String directory) {
    return Map.of(
        "connector.class",
        kind().connectorClass(),
        "gcs.bucket",
        BUCKET,
        "gcs.endpoint",
        "${env:GCS_ENDPOINT}",
        "gcs.credentials.source",
        "none",
        "output.dir",
        directory,
        "spool.dir",
        "${env:SPOOL_DIR}/" + directory);
  }

  @Override
  public ConnectorFiles files(Map<String, String> config) {
    if (client == null) {
      client = client(url);
    }
    Map<String, String> resolved = resolve(config);
    return new GcsFiles(
        client,
        resolved.get("gcs.bucket"),
        resolved.get("output.dir"),
        Spool.in(Path.of(resolved.get("spool.dir"))));
  }

  /** A client of a fake server; the caller closes it. */
  public static Storage client(String url) {
    return StorageOptions.newBuilder()
        .setHost(url)
        .setProjectId("any")
        .setCredentials(NoCredentials.getInstance())
        .build()
        .getService();
  }

  @Override
  public void close() throws IOException {
    try {
      if (client != null) {
        client.close();
      }
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the client of the fake Cloud Storage does not close", e);
    } finally {
      process.kill();
    }
  }
}
