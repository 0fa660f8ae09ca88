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
package io.sluice.gcs;

import io.sluice.exec.Ticker;
import io.sluice.storage.CreateOutcome;
import io.sluice.storage.FileIdentity;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import io.sluice.storage.StoragePaths;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Storage on Cloud Storage. Files are staged on the worker's disk and are lost with it. A file is
 * published by an upload, which the server verifies by its checksum and refuses if the name is
 * taken. An object has the identity of its file as metadata, which identifies its publisher if the
 * response was lost.
 */
final class GcsStorage implements Storage {
  private static final Logger LOG = LoggerFactory.getLogger(GcsStorage.class);

  private static final String JSON = "application/json";

  private final com.google.cloud.storage.Storage client;
  private final CallGuard guard;
  private final Spool spool;
  private final GcsObjects objects;
  private final ObjectPublisher publisher;

  /**
   * Closing this storage closes all arguments.
   *
   * @param guard opens the client's connections
   */
  GcsStorage(
      com.google.cloud.storage.Storage client,
      CallGuard guard,
      Spool spool,
      GcsConfig config,
      Timeouts timeouts) {
    this.client = client;
    this.guard = guard;
    this.spool = spool;
    this.objects = new GcsObjects(client, config);
    this.publisher =
        new ObjectPublisher(
            objects,
            new UploadRequests(client, config),
            new UploadAttempt.Limits(config.objects().uploadChunkBytes(), timeouts),
            Ticker.system(),
            config.objects().metadata());
  }

  private <T> T call(String operation, String path, CallGuard.Work<T> work)
      throws StorageException {
    try {
      return guard.run(() -> withNewToken(work));
    } catch (IOException | RuntimeException e) {
      throw GcsErrors.translate(operation, path, e);
    }
  }

  /** A call to Cloud Storage without a result. */
  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }

  private void run(String operation, String path, Action action) throws StorageException {
    call(
        operation,
        path,
        () -> {
          action.run();
          return path;
        });
  }

  /**
   * Repeats work whose token was refused. The client then gets a new token, but cannot repeat the
   * bytes of an upload.
   */
  private static <T> T withNewToken(CallGuard.Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (com.google.cloud.storage.StorageException e) {
      if (!GcsErrors.isUnauthorized(e)) {
        throw e;
      }
      return work.run();
    }
  }

  @Override
  public boolean stagingSurvives() {
    return false;
  }

  @Override
  public StagedFile stage(StagedId id) throws StorageException {
    return spool.stage(id);
  }

  @Override
  public List<StagedId> staged(String topic, int partition) {
    return spool.staged(topic, partition);
  }

  @Override
  public long stagingExcess() {
    return spool.excess();
  }

  @Override
  public PublishOutcome publish(StagedId id, String name, FileIdentity identity)
      throws StorageException {
    StoragePaths.requireRelative(name);
    SpooledFile file = spool.forUpload(id);
    if (file != null && !file.sealed()) {
      throw StorageException.fatal("publish " + name + ": " + id + " is not sealed", null);
    }
    PublishOutcome outcome =
        call(
            GcsErrors.PUBLISH,
            name,
            () ->
                file == null
                    ? publisher.published(name, identity).orElse(PublishOutcome.MISSING)
                    : publisher.publish(file, name, identity));
    if (outcome != PublishOutcome.UNFINISHED) {
      spool.discard(id);
    }
    return outcome;
  }

  @Override
  public void discard(StagedId id) throws StorageException {
    spool.discard(id);
  }

  @Override
  public CreateOutcome createIfAbsent(String path, byte[] content) throws StorageException {
    StoragePaths.requireRelative(path);
    return call(
        "create",
        path,
        () -> {
          try {
            objects.create(path, content, JSON);
            return CreateOutcome.CREATED;
          } catch (com.google.cloud.storage.StorageException e) {
            if (GcsErrors.isNameTaken(e)) {
              return CreateOutcome.EXISTS;
            }
            throw e;
          }
        });
  }

  @Override
  public List<String> list(String directory, int limit) throws StorageException {
    StoragePaths.requireRelative(directory);
    return call("list", directory, () -> objects.list(directory, limit));
  }

  @Override
  public List<String> directories(String directory) throws StorageException {
    StoragePaths.requireRelative(directory);
    return call("list", directory, () -> objects.directories(directory));
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) throws StorageException {
    StoragePaths.requireRelative(path);
    return call("read", path, () -> objects.read(path, maxBytes));
  }

  @Override
  public void delete(String path) throws StorageException {
    StoragePaths.requireRelative(path);
    run("delete", path, () -> objects.delete(path));
  }

  @Override
  public void probe(String outputDirectory, String ledgerDirectory) throws StorageException {
    GcsProbe probe = new GcsProbe(objects);
    run("probe", ledgerDirectory, () -> probe.create(ledgerDirectory));
    run("probe", outputDirectory, () -> probe.create(outputDirectory));
    run("probe", ledgerDirectory, () -> probe.delete(ledgerDirectory));
    run("probe", outputDirectory, () -> probe.delete(outputDirectory));
  }

  @Override
  public void close() {
    guard.close();
    try {
      client.close();
    } catch (Exception e) {
      LOG.warn("Google's client could not be closed cleanly", e);
    }
    spool.close();
  }
}
