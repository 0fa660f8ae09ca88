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
package io.sluice.it;

import io.sluice.it.gcs.FakeGcs;
import io.sluice.it.gcs.api.Access;
import io.sluice.it.gcs.call.Calls;
import io.sluice.it.gcs.fault.Faults;
import io.sluice.it.gcs.store.Bucket;
import io.sluice.it.server.GcsServer;
import io.sluice.it.server.WorkDirectory;
import java.io.IOException;
import java.nio.file.Path;

/** A fake Cloud Storage in this JVM, so that a test can script its faults. */
final class LocalGcs extends GcsServer {
  private final FakeGcs server;
  private final Bucket bucket;
  private final Path directory;

  private LocalGcs(FakeGcs server, Bucket bucket, Path directory) {
    super(server.url(), directory.resolve("spool"));
    this.server = server;
    this.bucket = bucket;
    this.directory = directory;
  }

  static LocalGcs start() throws IOException {
    Path directory = WorkDirectory.create();
    FakeGcs server = FakeGcs.start(directory.resolve("gcs"), 0);
    return new LocalGcs(server, server.createBucket(BUCKET), directory);
  }

  @Override
  public void awaitReady() {
    // The server is ready since its start.
  }

  Access access() {
    return server.access();
  }

  Bucket bucket() {
    return bucket;
  }

  Calls calls() {
    return server.calls();
  }

  Faults faults() {
    return server.faults();
  }

  @Override
  protected void stop() throws IOException {
    server.faults().clear();
    server.close();
    WorkDirectory.delete(directory);
  }
}
