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
package io.sluice.storage;

import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;

/** Translates exceptions of the local file system into {@link StorageException}. */
final class LocalErrors {
  private LocalErrors() {}

  static StorageException translate(String operation, String path, Exception e) {
    String what = operation + " " + path + ": ";
    if (e instanceof StorageException translated) {
      return translated;
    }
    if (e instanceof DirectoryIteratorException wrapped) {
      return translate(operation, path, wrapped.getCause());
    }
    if (e instanceof ClosedByInterruptException) {
      return StorageException.retriable(what + "interrupted", e);
    }
    if (e instanceof ClosedChannelException) {
      return StorageException.retriable(what + "the file was closed", e);
    }
    if (e instanceof AccessDeniedException) {
      return StorageException.refused(
          what + "permission denied; permit the worker's user to write there", e);
    }
    if (e instanceof UnsupportedOperationException || isHardLinkRefused(e)) {
      return StorageException.fatal(
          what + "this file system does not support hard links; use one that does", e);
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return StorageException.fatal(
          what + "a file exists where a directory is needed; move it away", e);
    }
    return StorageException.retriable(what + reason(e), e);
  }

  private static boolean isHardLinkRefused(Exception e) {
    return e instanceof FileSystemException failed
        && failed.getReason() != null
        && failed.getOtherFile() != null
        && (failed.getReason().equals("Operation not permitted")
            || failed.getReason().equals("Operation not supported")
            || failed.getReason().equals("Invalid cross-device link"));
  }

  private static String reason(Exception e) {
    return e instanceof FileSystemException failed && failed.getReason() != null
        ? failed.getReason()
        : e.toString();
  }
}
