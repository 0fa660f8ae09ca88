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
import io.sluice.it.verify.ConnectorFiles;
import io.sluice.it.verify.GcsFiles;
import io.sluice.it.verify.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A fake Cloud Storage with one bucket, wherever it runs. */
public abstract class GcsServer implements StorageServer {
  /** The bucket's name. */
  protected static final String BUCKET = "sluice";

  private final String url;
  private final Path spool;
  private Storage client;

  /**
   * @param url as connectors and this JVM reach it
   * @param spool below which connectors stage their files
   */
  protected GcsServer(String url, Path spool) {
    this.url = url;
    this.spool = spool;
  }

  @Override
  public final StorageKind kind() {
    return StorageKind.gcs;
  }

  /** {@code http://host:port}, what connectors take as their endpoint. */
  @Override
  public final String url() {
    return url;
  }

  @Override
  public final Map<String, String> environment() {
    return Map.of("GCS_ENDPOINT", url, "SPOOL_DIR", spool.toString());
  }

  /** Each connector gets a separate spool directory, which contains only its files. */
  @Override
  public final Map<String, String> connector(String directory) {
    return Map.of(
        "connector.class",
        kind().connectorClass(),
        "gcs.bucket",
        BUCKET,
        "gcs.endpoint",
        url,
        "gcs.credentials.source",
        "none",
        "output.dir",
        directory,
        "spool.dir",
        spool.resolve(directory).toString(),
        "kafka.bootstrap.servers",
        "${env:KAFKA_BOOTSTRAP_SERVERS}");
  }

  @Override
  public final ConnectorFiles files(Map<String, String> config) {
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

  /** Ends the server; called after all clients of this JVM are closed. */
  protected abstract void stop() throws IOException;

  @Override
  public final void close() throws IOException {
    try {
      if (client != null) {
        client.close();
      }
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the client of the fake Cloud Storage does not close", e);
    } finally {
      stop();
    }
  }
}
