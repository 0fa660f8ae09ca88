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
package io.sluice.hdfs;

import io.sluice.hdfs.HadoopFiles.Move;
import io.sluice.storage.CreateOutcome;
import io.sluice.storage.FileIdentity;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import io.sluice.storage.StoragePaths;
import io.sluice.storage.TakenName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Storage on HDFS. Staged files are in the staging directory, survive the worker, and are published
 * by a rename that never overwrites; other files are created under a temporary name and renamed
 * likewise. A published file does not record its publisher, so it counts as published by the caller
 * if its staged file no longer exists.
 *
 * <p>A file that was open when its worker died is never sealed, only discarded.
 */
final class HadoopStorage implements Storage {
  private static final Logger LOG = LoggerFactory.getLogger(HadoopStorage.class);

  private final HadoopFiles files;
  private final HadoopLogin login;
  private final String staging;
  private final HadoopProbe probe;
  private final Leftovers leftovers;
  private final OtherLedgers otherLedgers;

  /**
   * @param files closed together with this
   * @param login in whose name the files are used; closed together with this
   * @param stagingDirectory directory of staged files
   */
  HadoopStorage(HadoopFiles files, HadoopLogin login, String stagingDirectory) {
    this.files = files;
    this.login = login;
    this.staging = StoragePaths.requireRelative(stagingDirectory);
    this.otherLedgers = new OtherLedgers(files, staging);
    this.leftovers = new Leftovers(files::delete);
    this.probe = new HadoopProbe(files, StoragePaths.temporaryDirectory(staging));
  }

  private <T> T call(String operation, String path, HadoopLogin.Call<T> call)
      throws StorageException {
    try {
      return login.run(call);
    } catch (IOException | RuntimeException e) {
      throw HadoopErrors.translate(operation, path, e);
    }
  }

  /** A step of the Hadoop client's without a result. */
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

  @Override
  public boolean stagingSurvives() {
    return true;
  }

  @Override
  public StagedFile stage(StagedId id) throws StorageException {
    String path = StoragePaths.stagedFile(staging, id);
    return call(
        "stage",
        path,
        () -> {
          FSDataOutputStream file = files.create(path);
          try {
            return new HadoopStagedFile(id, path, file, files.heldBytes(path, file));
          } catch (IOException | RuntimeException e) {
            HadoopStagedFile.closeQuietly(file);
            throw e;
          }
        });
  }

  @Override
  public List<StagedId> staged(String topic, int partition) throws StorageException {
    String path = StoragePaths.stagingDirectory(staging, topic, partition);
    return names(path, entry -> true, Integer.MAX_VALUE).stream()
        .flatMap(name -> StagedId.parse(topic, partition, name).stream())
        .toList();
  }

  @Override
  public long stagingExcess() {
    return 0;
  }

  @Override
  public PublishOutcome publish(StagedId id, String name, FileIdentity identity)
      throws StorageException {
    StoragePaths.requireRelative(name);
    String source = StoragePaths.stagedFile(staging, id);
    return switch (call("publish", name, () -> files.move(source, name))) {
      case DONE -> PublishOutcome.PUBLISHED;
      case DONE_BEFORE -> PublishOutcome.ALREADY_PUBLISHED;
      case MISSING -> PublishOutcome.MISSING;
      case TAKEN -> throw call("publish", name, () -> taken(name, identity));
    };
  }

  /** Names another connector with a ledger of the partition, because files have no author. */
  private StorageException taken(String name, FileIdentity identity) throws IOException {
    if (files.status(name).filter(status -> status.isDirectory()).isPresent()) {
      return StorageException.fatal(
          "publish " + name + ": a directory has this name; move it away and restart", null);
    }
    return otherLedgers
        .find(identity)
        .map(other -> TakenName.byConnector(name, other))
        .orElseGet(() -> TakenName.byUnknown(name, identity));
  }

  @Override
  public void discard(StagedId id) throws StorageException {
    delete(StoragePaths.stagedFile(staging, id));
  }

  @Override
  public CreateOutcome createIfAbsent(String path, byte[] content) throws StorageException {
    StoragePaths.requireRelative(path);
    String temporary = StoragePaths.temporaryFile(staging, path);
    Move move;
    try {
      move =
          call(
              "create",
              path,
              () -> {
                files.write(temporary, content);
                return files.move(temporary, path);
              });
    } catch (StorageException e) {
      leftovers.add(temporary);
      throw e;
    }
    CreateOutcome outcome =
        switch (move) {
          case DONE -> CreateOutcome.CREATED;
          case DONE_BEFORE -> CreateOutcome.EXISTS;
          case TAKEN -> {
            leftovers.add(temporary);
            yield CreateOutcome.EXISTS;
          }
          case MISSING ->
              throw StorageException.retriable(
                  "create " + path + ": the temporary file " + temporary + " was removed", null);
        };
    leftovers.delete();
    return outcome;
  }

  @Override
  public List<String> list(String directory, int limit) throws StorageException {
    StoragePaths.requireRelative(directory);
    return names(directory, FileStatus::isFile, limit);
  }

  @Override
  public List<String> directories(String directory) throws StorageException {
    StoragePaths.requireRelative(directory);
    return names(directory, FileStatus::isDirectory, Integer.MAX_VALUE);
  }

  /** The names of those entries of a directory that are wanted, in the file system's order. */
  private List<String> names(String directory, Predicate<FileStatus> wanted, int limit)
      throws StorageException {
    List<String> names = new ArrayList<>();
    run(
        "list",
        directory,
        () ->
            files.list(
                directory,
                entry -> {
                  if (wanted.test(entry)) {
                    names.add(entry.getPath().getName());
                  }
                  return names.size() < limit;
                }));
    return names;
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) throws StorageException {
    StoragePaths.requireRelative(path);
    Optional<byte[]> content = call("read", path, () -> files.read(path, maxBytes + 1));
    if (content.isPresent() && content.get().length > maxBytes) {
      throw StorageException.fatal(
          "read " + path + ": longer than the limit of " + maxBytes + " bytes", null);
    }
    return content;
  }

  @Override
  public void delete(String path) throws StorageException {
    StoragePaths.requireRelative(path);
    run("delete", path, () -> files.delete(path));
  }

  @Override
  public void probe(String outputDirectory, String ledgerDirectory) throws StorageException {
    String target = StoragePaths.probeFile(outputDirectory);
    run("probe", outputDirectory, () -> probe.run(target, ledgerDirectory));
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException | RuntimeException e) {
      LOG.warn("The file system could not be closed cleanly", e);
    } finally {
      login.close();
    }
  }
}
