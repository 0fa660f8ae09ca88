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

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.it.gcs.FakeGcs;
import io.sluice.it.gcs.store.Bucket;
import io.sluice.it.gcs.store.StoredObject;
import io.sluice.storage.FileIdentity;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A separate server for each test, and handles on the store there. */
abstract class ServerTest {
  @TempDir private Path directory;

  private final List<Storage> opened = new ArrayList<>();

  FakeGcs server;
  Bucket bucket;

  @BeforeEach
  void startServer() throws Exception {
    server = FakeGcs.start(directory.resolve("objects"), 0);
    bucket = server.createBucket(EmulatedGcs.BUCKET);
  }

  @AfterEach
  void stopServer() throws Exception {
    server.faults().clear();
    opened.forEach(Storage::close);
    server.close();
  }

  /** Opens a store; further settings are keys and values in turn. */
  Storage open(String... settings) throws StorageException {
    Storage storage = EmulatedGcs.open(server.url(), directory.resolve("spool"), settings);
    opened.add(storage);
    return storage;
  }

  Path directory() {
    return directory;
  }

  /** A staged and sealed file of zeros. */
  static StagedId staged(Storage storage, int bytes) throws IOException {
    StagedFile file = storage.stage(new StagedId("orders", 3, 5, UUID.randomUUID()));
    file.output().write(new byte[bytes]);
    file.seal();
    return file.id();
  }

  static FileIdentity identity(StagedId id) {
    return new FileIdentity("connector", "orders", 3, 10, 19, 10, id.uuid(), 5, 0);
  }

  static PublishOutcome publish(Storage storage, StagedId id, String name) throws StorageException {
    return storage.publish(id, name, identity(id));
  }

  StoredObject object(String name) {
    return bucket.find(name).orElseThrow();
  }

  List<String> objects() {
    return StreamSupport.stream(bucket.from("").spliterator(), false)
        .map(StoredObject::name)
        .toList();
  }

  /** The error of a call. */
  static StorageException failure(ThrowingCallable call) {
    return catchThrowableOfType(StorageException.class, call);
  }
}
