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
package io.sluice.it.verify;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory where connectors stage files before the upload: one folder per task, in a directory
 * of the worker.
 */
@FunctionalInterface
public interface Spool {

  /** The paths of all staged files, and the lock files of folders whose task is dead. */
  List<String> files() throws IOException;

  /** A spool on this machine. */
  static Spool in(Path directory) {
    return () -> {
      List<String> found = new ArrayList<>();
      for (Path folder : children(directory)) {
        for (Path file : children(folder)) {
          if (!isLock(file.getFileName().toString()) || !held(file)) {
            found.add(file.toString());
          }
        }
      }
      return found;
    };
  }

  /** Whether a file of this name only marks a living task. */
  static boolean isLock(String name) {
    return name.equals(".lock");
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList();
    } catch (NoSuchFileException e) {
      // Not made yet, or removed while it was listed.
      return List.of();
    }
  }

  private static boolean held(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (NoSuchFileException e) {
      return true;
    }
  }
}
