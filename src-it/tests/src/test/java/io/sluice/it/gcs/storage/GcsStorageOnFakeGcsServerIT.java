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

import io.sluice.it.gcs.emulator.FakeGcsServer;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageContract;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract on an independent emulator. Skipped without it, unless the environment variable
 * {@code SLUICE_EMULATORS} is {@code required}, as in continuous integration.
 */
class GcsStorageOnFakeGcsServerIT extends StorageContract {
  private static final String REQUIRED = "required";
  private static final Path PROGRAM = Path.of("target", "fake-gcs-server");

  private static FakeGcsServer server;

  @TempDir private Path spool;

  private final String prefix = "contract-" + UUID.randomUUID();

  @BeforeAll
  static void startServer() throws Exception {
    try {
      server = FakeGcsServer.start(PROGRAM);
    } catch (FakeGcsServer.NotAvailable e) {
      if (REQUIRED.equals(System.getenv("SLUICE_EMULATORS"))) {
        throw e;
      }
      Assumptions.abort(e.getMessage());
    }
    server.createBucket(EmulatedGcs.BUCKET);
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected void assumeKept(String name) {
    Assumptions.assumeFalse(name.contains("?"), "fake-gcs-server cuts names at a question mark");
  }

  @Override
  protected Storage open() throws Exception {
    return EmulatedGcs.open(server.url(), spool, "gcs.prefix", prefix);
  }
}
