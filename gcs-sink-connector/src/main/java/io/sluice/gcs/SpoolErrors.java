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

import io.sluice.storage.StorageException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Translates exceptions of the worker's disk to StorageException. */
final class SpoolErrors {
  private SpoolErrors() {}

  static StorageException translate(String operation, Path path, IOException e) {
    if (e instanceof StorageException translated) {
      return translated;
    }
    String what = operation + " " + path + ": ";
    if (e instanceof ClosedByInterruptException) {
      return StorageException.retriable(what + "interrupted", e);
    }
    if (e instanceof NoSuchFileException) {
      return StorageException.retriable(what + "the staged file no longer exists", e);
    }
    if (e instanceof AccessDeniedException) {
      return StorageException.refused(
          what + "permission denied; permit the worker's user to write to " + SpoolConfig.DIRECTORY,
          e);
    }
    String reason = reason(e);
    if (reason.contains("No space") || reason.contains("quota exceeded")) {
      return StorageException.retriable(
          "%sthe disk of %s is full (%s); free space there, or lower %s or roll.bytes"
              .formatted(what, path.getParent(), reason, SpoolConfig.LIMIT_BYTES),
          e);
    }
    if (reason.contains("Read-only file system")) {
      return StorageException.refused(
          what + "the file system is read-only; choose another " + SpoolConfig.DIRECTORY, e);
    }
    return StorageException.retriable(what + reason, e);
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException failed && failed.getReason() != null) {
      return failed.getReason();
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
