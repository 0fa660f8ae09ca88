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

import io.sluice.storage.StagedId;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The staged files of one task, on the worker's disk. They are useless after the process has ended,
 * and the next task removes them when it opens its spool. Safe for any thread.
 */
final class Spool implements AutoCloseable {
  private final SpoolFolder folder;
  private final SpoolBudget budget;
  private final Map<StagedId, SpooledFile> files = new ConcurrentHashMap<>();

  private Spool(SpoolFolder folder, SpoolBudget budget) {
    this.folder = folder;
    this.budget = budget;
  }

  /** Creates a separate folder for this task, and removes those of dead tasks. */
  static Spool open(SpoolConfig config) throws StorageException {
    SpoolFolder folder = SpoolFolder.open(config.directory());
    try {
      FileStore disk = Files.getFileStore(folder.path());
      return new Spool(folder, new SpoolBudget(config.limitBytes(), disk::getUsableSpace));
    } catch (IOException e) {
      folder.close();
      throw SpoolErrors.translate("look at", config.directory(), e);
    }
  }

  /** Likewise, with the given source of free space, for tests. */
  static Spool open(SpoolConfig config, SpoolBudget.DiskRoom disk) throws StorageException {
    return new Spool(
        SpoolFolder.open(config.directory()), new SpoolBudget(config.limitBytes(), disk));
  }

  SpooledFile stage(StagedId id) throws StorageException {
    Path path = folder.path().resolve(id.fileName());
    SpooledFile file = new SpooledFile(id, path, budget, this::discard);
    if (files.putIfAbsent(id, file) != null) {
      throw StorageException.retriable("stage " + path + ": the file was staged before", null);
    }
    try {
      Files.createFile(path);
      budget.look();
      return file;
    } catch (FileAlreadyExistsException e) {
      files.remove(id, file);
      throw StorageException.retriable("stage " + path + ": the file was staged before", e);
    } catch (IOException e) {
      files.remove(id, file);
      throw SpoolErrors.translate("stage", path, e);
    }
  }

  /** The file with this id, for its upload; null if there is none. Blocks while the disk does. */
  SpooledFile forUpload(StagedId id) {
    // Here too, because while no upload succeeds, no write updates the budget.
    budget.look();
    return files.get(id);
  }

  List<StagedId> staged(String topic, int partition) {
    return files.keySet().stream()
        .filter(id -> id.partition() == partition && id.topic().equals(topic))
        .toList();
  }

  /** Removes a file, if it exists. */
  void discard(StagedId id) throws StorageException {
    SpooledFile file = files.get(id);
    if (file != null) {
      file.delete();
      files.remove(id, file);
      budget.look();
    }
  }

  /** Bytes above the budget, at least 0. Never blocks. */
  long excess() {
    return budget.excess();
  }

  /** Removes the folder and all files in it. */
  @Override
  public void close() {
    folder.close();
  }
}
