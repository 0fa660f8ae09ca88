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
package io.sluice.it.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The directory of a run's data and logs. */
public final class WorkDirectory {
  /** System property that names a directory which the caller will remove. */
  public static final String PROPERTY = "sluice.work";

  private WorkDirectory() {}

  /** The directory of {@link #PROPERTY}, else a new one among the system's temporary files. */
  public static Path create() throws IOException {
    String given = System.getProperty(PROPERTY);
    return given == null ? Files.createTempDirectory("sluice-") : Path.of(given);
  }

  /** A new directory in that of {@link #PROPERTY}, else among the system's temporary files. */
  public static Path createNew(String prefix) throws IOException {
    String given = System.getProperty(PROPERTY);
    return given == null
        ? Files.createTempDirectory("sluice-" + prefix)
        : Files.createTempDirectory(Path.of(given), prefix);
  }

  /** Deletes a directory with all it holds; what vanishes meanwhile is fine. */
  public static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
