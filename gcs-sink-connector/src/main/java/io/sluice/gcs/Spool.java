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
import java.util.concurrent.atomic.AtomicLong;

/**
 * The staged files of one task, on the worker's disk. They die with the process: what an earlier
 * one left is removed when the next opens. Safe for any thread.
 */
final class Spool implements AutoCloseable {
  /** Part of the limit that is to stay free on the disk, up to a bound in bytes. */
  private static final int RESERVED_PART = 8;

  private static final long MAX_RESERVED = 1L << 30;

  private final SpoolFolder folder;
  private final long limitBytes;
  private final DiskRoom disk;
  private final AtomicLong bytes = new AtomicLong();
  private final Map<StagedId, SpooledFile> files = new ConcurrentHashMap<>();

  private Spool(SpoolFolder folder, long limitBytes, DiskRoom disk) {
    this.folder = folder;
    this.limitBytes = limitBytes;
    this.disk = disk;
  }

  /** Tells how many bytes the disk still has room for. */
  @FunctionalInterface
  interface DiskRoom {
    long usable() throws IOException;
  }

  /** Makes a folder of its own for this task, and removes those of dead ones. */
  static Spool open(SpoolConfig config) throws StorageException {
    SpoolFolder folder = SpoolFolder.open(config.directory());
    try {
      FileStore disk = Files.getFileStore(folder.path());
      return new Spool(folder, config.limitBytes(), disk::getUsableSpace);
    } catch (IOException e) {
      folder.close();
      throw SpoolErrors.translate("look at", config.directory(), e);
    }
  }

  /** The same, on a disk whose room a test decides. */
  static Spool open(SpoolConfig config, DiskRoom disk) throws StorageException {
    return new Spool(SpoolFolder.open(config.directory()), config.limitBytes(), disk);
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

  /**
   * Bytes above the budget, at least 0. The budget shrinks with the room on the disk, so that files
   * are published before a disk that fills up makes them fail.
   */
  long excess() {
    long spooled = bytes.get();
    return Math.max(0, Math.max(spooled - limitBytes, Math.min(spooled, missingRoom())));
  }

  private long missingRoom() {
    try {
      return Math.min(limitBytes / RESERVED_PART, MAX_RESERVED) - disk.usable();
    } catch (IOException e) {
      // Whether the disk is full or broken, writing to it tells better.
      return 0;
    }
  }

  /** Removes the folder with everything in it. */
  @Override
  public void close() {
    folder.close();
  }
}
