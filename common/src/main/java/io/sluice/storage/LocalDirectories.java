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

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Creates directories under a root so that they survive a power failure. */
final class LocalDirectories {
  private final Path root;

  LocalDirectories(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  Path resolve(String relative) throws StorageException {
    try {
      return root.resolve(relative);
    } catch (InvalidPathException e) {
      throw StorageException.fatal(
          "the path "
              + relative
              + " cannot be written in this process's file name encoding; start the worker in a"
              + " UTF-8 locale",
          e);
    }
  }

  /** Creates the directory and its parents, unless they exist. */
  void create(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      create(parent);
    }
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
    // Even if another thread created it, since this caller relies on its durability.
    force(parent);
  }

  /** Makes the directory's entries durable. */
  void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
