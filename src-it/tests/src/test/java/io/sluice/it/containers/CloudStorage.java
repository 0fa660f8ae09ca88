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
package io.sluice.it.containers;

import com.google.cloud.storage.Storage;
import io.sluice.it.server.GcsServer;
import io.sluice.it.server.StorageKind;
import io.sluice.it.verify.ConnectorFiles;
import io.sluice.it.verify.GcsFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The fake Cloud Storage with its one bucket; connectors stage on the disks of their workers. */
final class CloudStorage extends Machine implements Target {
  private static final int PORT = 4443;
  private static final String BUCKET = "sluice";
  private static final String SPOOL = "/tmp/spool";

  private final Site site;
  private final String addressFromHost;
  private final HttpClient http = HttpClient.newHttpClient();
  private Storage client;

  CloudStorage(Site site) {
    super(site.images().name(Images.FAKE_GCS), site.network(), "storage");
    this.site = site;
    int port = site.port();
    publish(port, PORT);
    addressFromHost = "http://" + getHost() + ":" + port;
  }

  @Override
  public Map<String, String> connector(String directory) {
    return Map.of(
        "connector.class",
        StorageKind.gcs.connectorClass(),
        "gcs.bucket",
        BUCKET,
        "gcs.endpoint",
        "http://" + name() + ":" + PORT,
        "gcs.credentials.source",
        "none",
        "output.dir",
        directory,
        "spool.dir",
        SPOOL);
  }

  @Override
  public ConnectorFiles files(Map<String, String> config) {
    if (client == null) {
      client = GcsServer.client(addressFromHost);
    }
    return new GcsFiles(client, BUCKET, config.get("output.dir"), this::spooled);
  }

  /**
   * The files in the spools of all workers; the lock files are ignored, since locks are not visible
   * from outside.
   */
  private List<String> spooled() throws IOException {
    List<String> found = new ArrayList<>();
    for (Worker worker : site.workers()) {
      worker.files(SPOOL).stream().filter(path -> !path.endsWith("/.lock")).forEach(found::add);
    }
    return found;
  }

  @Override
  boolean isReady() throws Exception {
    URI bucket = URI.create(addressFromHost + "/storage/v1/b/" + BUCKET);
    return http.send(HttpRequest.newBuilder(bucket).build(), BodyHandlers.discarding()).statusCode()
        == 200;
  }

  @Override
  public void close() {
    try {
      if (client != null) {
        client.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("cannot close the client of " + name(), e);
    } finally {
      super.close();
    }
  }
}
