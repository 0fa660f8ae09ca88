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

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.READ;

import io.sluice.storage.ChunkedWrites;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.StagedOutput;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * A staged file on the worker's disk. Between writes it holds neither a descriptor nor a buffer, so
 * that a task can have more open files than the process may have descriptors.
 */
final class SpooledFile implements StagedFile {
  private static final int READ_BYTES = 64 * 1024;

  private final StagedId id;
  private final Path path;
  private final SpoolBudget budget;
  private final Discarder discarder;
  private final OutputStream output = new StagedOutput(this::write);
  private final Checksum checksum = new CRC32C();

  // Volatile because the writer's thread writes the file and another thread uploads it.
  private volatile long length;
  private volatile boolean sealed;
  private volatile boolean failed;
  private volatile boolean uploadAttempted;
  private UploadSession session;
  private boolean deleted;
  private long accounted;

  /** Removes a file from the spool. */
  @FunctionalInterface
  interface Discarder {
    void discard(StagedId id) throws StorageException;
  }

  /**
   * @param path an existing empty file
   * @param budget for all files of the spool
   */
  SpooledFile(StagedId id, Path path, SpoolBudget budget, Discarder discarder) {
    this.id = id;
    this.path = path;
    this.budget = budget;
    this.discarder = discarder;
  }

  @Override
  public StagedId id() {
    return id;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public boolean writesThrough() {
    return true;
  }

  Path path() {
    return path;
  }

  /** Length in bytes; final once the file is sealed. */
  long length() {
    return length;
  }

  /** CRC32C of the content; final once the file is sealed. */
  int crc32c() {
    return (int) checksum.getValue();
  }

  boolean sealed() {
    return sealed;
  }

  /** Whether an upload was tried before, so that the object may exist. */
  boolean uploadAttempted() {
    return uploadAttempted;
  }

  void attemptUpload() {
    uploadAttempted = true;
  }

  /**
   * The session of an earlier upload to this path, which no other thread gets until it is kept
   * again; null if there is none.
   */
  synchronized UploadSession takeSession(String path) {
    UploadSession taken = session;
    session = null;
    return taken != null && taken.path().equals(path) ? taken : null;
  }

  /** Keeps a session for the next upload. */
  synchronized void keepSession(UploadSession begun) {
    session = begun;
  }

  /** Whether the next upload continues a session. */
  synchronized boolean hasSession() {
    return session != null;
  }

  @Override
  public long heldBytes() {
    return 0;
  }

  /** Does not force the file to disk, because it does not outlive its process. */
  @Override
  public void seal() throws StorageException {
    try {
      if (failed || Files.size(path) != length) {
        throw StorageException.retriable(
            "seal " + path + ": the file was not written completely", null);
      }
      sealed = true;
    } catch (IOException e) {
      throw SpoolErrors.translate("seal", path, e);
    }
  }

  @Override
  public void abandon() {
    try {
      discarder.discard(id);
    } catch (StorageException e) {
      // The file remains until the task ends, and counts towards the budget until then.
      return;
    }
  }

  /** Removes the file from disk, if it exists. */
  void delete() throws StorageException {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw SpoolErrors.translate("delete", path, e);
    }
    synchronized (this) {
      deleted = true;
      budget.add(-accounted);
      accounted = 0;
    }
  }

  private synchronized void account(int bytes) {
    if (!deleted) {
      accounted += bytes;
      budget.add(bytes);
    }
  }

  /** Whether the bytes on disk are identical to those that were written. */
  boolean intact() throws StorageException {
    Checksum onDisk = new CRC32C();
    byte[] buffer = new byte[READ_BYTES];
    try (InputStream input = Files.newInputStream(path, READ)) {
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        onDisk.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw SpoolErrors.translate("read", path, e);
    }
    return onDisk.getValue() == checksum.getValue();
  }

  private void write(byte[] bytes, int offset, int size) throws StorageException {
    if (sealed || failed) {
      throw StorageException.retriable(
          "write " + path + ": the file was sealed or has failed", null);
    }
    try (FileChannel channel = FileChannel.open(path, APPEND)) {
      ChunkedWrites.write(channel, bytes, offset, size, this::account);
    } catch (IOException e) {
      // it is unknown how much of the chunk was written
      failed = true;
      budget.look();
      throw SpoolErrors.translate("write", path, e);
    }
    checksum.update(bytes, offset, size);
    length += size;
    budget.lookIfDue();
  }
}
