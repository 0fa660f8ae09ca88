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
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/** Checks that this host's disk has room for the configured spool. */
final class SpoolCheck {
  private SpoolCheck() {}

  static void run(SpoolConfig config, BiConsumer<String, String> errors) {
    Path directory = config.directory();
    try (SpoolFolder folder = SpoolFolder.open(directory)) {
      long room = Files.getFileStore(folder.path()).getUsableSpace() + spooled(directory);
      if (room < config.limitBytes()) {
        errors.accept(
            SpoolConfig.LIMIT_BYTES,
            "%s (%d) exceeds the free space on the disk of %s (%d); lower it, free space, or choose another %s"
                .formatted(
                    SpoolConfig.LIMIT_BYTES,
                    config.limitBytes(),
                    directory,
                    room,
                    SpoolConfig.DIRECTORY));
      }
    } catch (StorageException e) {
      errors.accept(SpoolConfig.DIRECTORY, SpoolConfig.DIRECTORY + ": " + e.getMessage());
    } catch (IOException e) {
      errors.accept(
          SpoolConfig.DIRECTORY,
          SpoolConfig.DIRECTORY
              + ": "
              + SpoolErrors.translate("look at", directory, e).getMessage());
    }
  }

  /** Bytes that running tasks have spooled, which their limits include already. */
  private static long spooled(Path directory) {
    long bytes = 0;
    for (File folder : files(directory.toFile())) {
      for (File file : files(folder)) {
        bytes += file.length();
      }
    }
    return bytes;
  }

  /** The files in a folder; empty if the folder was just removed or belongs to another user. */
  private static File[] files(File folder) {
    File[] files = folder.listFiles();
    return files == null ? new File[0] : files;
  }
}
