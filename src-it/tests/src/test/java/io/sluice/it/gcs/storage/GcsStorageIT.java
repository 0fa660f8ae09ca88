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
package io.sluice.it.gcs.storage;

import io.sluice.it.gcs.FakeGcs;
import io.sluice.it.gcs.store.BucketSettings;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageContract;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the server that is written from the API's documentation. */
class GcsStorageIT extends StorageContract {
  @TempDir private static Path objects;

  private static FakeGcs server;

  @TempDir private Path spool;

  private final String prefix = "contract-" + UUID.randomUUID();

  @BeforeAll
  static void startServer() throws Exception {
    server = FakeGcs.start(objects, 0);
    // The contract deletes files at once, for which Cloud Storage would want a second.
    server.createBucket(EmulatedGcs.BUCKET, BucketSettings.standard().withObjectRateLimit(false));
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @Override
  protected Storage open() throws Exception {
    return EmulatedGcs.open(server.url(), spool, "gcs.prefix", prefix);
  }
}
