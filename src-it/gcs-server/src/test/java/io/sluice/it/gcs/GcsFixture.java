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
package io.sluice.it.gcs;

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import io.sluice.it.gcs.store.Bucket;
import io.sluice.it.gcs.store.BucketSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A new server with one bucket for each test, and ways to talk to it. */
final class GcsFixture implements BeforeEachCallback, AfterEachCallback {
  static final String BUCKET = "sluice";

  private final TestClock clock = new TestClock();
  private Path directory;
  private FakeGcs gcs;
  private Bucket bucket;
  private Storage client;
  private Http http;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    directory = Files.createTempDirectory("fake-gcs");
    gcs = FakeGcs.start(directory, 0, clock);
    // The clock does not move, and tests change the same object again and again.
    bucket = gcs.createBucket(BUCKET, BucketSettings.standard().withObjectRateLimit(false));
    http = new Http(gcs.url());
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (client != null) {
      client.close();
      client = null;
    }
    gcs.close();
    Files.delete(directory);
  }

  FakeGcs gcs() {
    return gcs;
  }

  Bucket bucket() {
    return bucket;
  }

  TestClock clock() {
    return clock;
  }

  Http http() {
    return http;
  }

  /** Google's client, which retries for some seconds. */
  Storage client() {
    if (client == null) {
      client =
          StorageOptions.http()
              .setHost(gcs.url())
              .setProjectId("test")
              .setCredentials(NoCredentials.getInstance())
              .setRetrySettings(
                  StorageOptions.getDefaultRetrySettings().toBuilder()
                      .setInitialRetryDelayDuration(Duration.ofMillis(5))
                      .setMaxRetryDelayDuration(Duration.ofMillis(50))
                      .build())
              .build()
              .getService();
    }
    return client;
  }
}
