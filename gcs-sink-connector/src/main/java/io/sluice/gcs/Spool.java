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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The staged files of one task, on the worker's disk. They die with the process: what an earlier
 * one left is removed when the next opens. Safe for any thread.
 */
final class Spool implements AutoCloseable {
  private final SpoolFolder folder;
  private final long limitBytes;
  private final AtomicLong bytes = new AtomicLong();
  private final Map<StagedId, SpooledFile> files = new ConcurrentHashMap<>();

  private Spool(SpoolFolder folder, long limitBytes) {
    this.folder = folder;
    this.limitBytes = limitBytes;
  }

  /** Makes a folder of its own for this task, and removes those of dead ones. */
  static Spool open(SpoolConfig config) throws StorageException {
    return new Spool(SpoolFolder.open(config.directory()), config.limitBytes());
  }

  SpooledFile stage(StagedId id) throws StorageException {
    Path path = folder.path().resolve(id.fileName());
    SpooledFile file = new SpooledFile(id, path, bytes, this::discard);
    if (files.putIfAbsent(id, file) != null) {
      throw StorageException.retriable("stage " + path + ": it was staged before", null);
    }
    try {
      Files.createFile(path);
      return file;
    } catch (FileAlreadyExistsException e) {
      files.remove(id, file);
      throw StorageException.retriable("stage " + path + ": it was staged before", e);
    } catch (IOException e) {
      files.remove(id, file);
      throw SpoolErrors.translate("stage", path, e);
    }
  }

  /** The file of this id; null if there is none. */
  SpooledFile find(StagedId id) {
    return files.get(id);
  }

  List<StagedId> staged(String topic, int partition) {
    return files.keySet().stream()
        .filter(id -> id.partition() == partition && id.topic().equals(topic))
        .toList();
  }

  /** Removes a file; one that is absent is fine. */
  void discard(StagedId id) throws StorageException {
    SpooledFile file = files.get(id);
    if (file != null) {
      file.delete();
      files.remove(id, file);
    }
  }

  /** Bytes above the budget, at least 0. */
  long excess() {
    return Math.max(0, bytes.get() - limitBytes);
  }

  /** Removes the folder with everything in it. */
  @Override
  public void close() {
    folder.close();
  }
}
