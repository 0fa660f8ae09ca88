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

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.sluice.storage.StorageException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task's folder below the spool directory. A lock in it shows that the task is alive. The
 * folder has another name until the lock is held, so that no other task takes it for dead.
 */
final class SpoolFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolFolder.class);

  private static final String LIVE = "task-";
  private static final String NEW = "new-";
  private static final String LOCK = ".lock";

  /** Far longer than a folder has its first name. */
  private static final Duration STALE = Duration.ofHours(1);

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;
  private final FileChannel lock;

  private SpoolFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Creates a folder, and removes those of dead tasks. */
  static SpoolFolder open(Path directory) throws StorageException {
    FileChannel lock = null;
    try {
      Files.createDirectories(directory);
      String name = process() + "-" + UUID.randomUUID();
      Path unnamed =
          Files.createDirectory(
              directory.resolve(NEW + name), PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      lock = FileChannel.open(unnamed.resolve(LOCK), CREATE_NEW, WRITE);
      if (lock.tryLock() == null) {
        throw new IOException("the lock of a new folder is taken");
      }
      Path path = directory.resolve(LIVE + name);
      Files.move(unnamed, path, StandardCopyOption.ATOMIC_MOVE);
      sweep(directory, Files.getOwner(path, NOFOLLOW_LINKS));
      return new SpoolFolder(path, lock);
    } catch (IOException e) {
      close(lock);
      throw SpoolErrors.translate("open", directory, e);
    } catch (UnsupportedOperationException e) {
      close(lock);
      throw StorageException.fatal(
          "open " + directory + ": " + SpoolConfig.DIRECTORY + " must be on a POSIX file system",
          e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    delete(path);
    close(lock);
  }

  private static void close(FileChannel lock) {
    if (lock == null) {
      return;
    }
    try {
      lock.close();
    } catch (IOException e) {
      LOG.debug("The lock of a spool folder could not be closed", e);
    }
  }

  /** Identifies this process; another container may have used the same number. */
  private static String process() {
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    return runtime.getPid() + "-" + runtime.getStartTime();
  }

  /**
   * Removes folders of dead tasks on a best-effort basis; the next sweep tries again. Follows no
   * links.
   *
   * @param owner whose folders are removed; anyone may be permitted to create some in the directory
   */
  static void sweep(Path directory, UserPrincipal owner) {
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(directory, path -> isFolderOf(owner, path))) {
      for (Path folder : folders) {
        String name = folder.getFileName().toString();
        if (name.startsWith(LIVE)) {
          // Closing a second descriptor of a file releases the process's locks on it, so the sweep
          // must not open folders of this process.
          if (!name.startsWith(LIVE + process())) {
            removeIfDead(folder);
          }
        } else if (name.startsWith(NEW) && isStale(folder)) {
          delete(folder);
        }
      }
    } catch (IOException e) {
      LOG.info("Spool folders of dead tasks in {} remain: {}", directory, e.toString());
    }
  }

  private static boolean isFolderOf(UserPrincipal owner, Path path) throws IOException {
    try {
      return Files.isDirectory(path, NOFOLLOW_LINKS)
          && Files.getOwner(path, NOFOLLOW_LINKS).equals(owner);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static boolean isStale(Path folder) throws IOException {
    return Files.getLastModifiedTime(folder, NOFOLLOW_LINKS)
        .toInstant()
        .isBefore(Instant.now().minus(STALE));
  }

  private static void removeIfDead(Path folder) {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), WRITE, NOFOLLOW_LINKS);
        FileLock held = channel.tryLock()) {
      if (held != null) {
        LOG.info("Removing the spool folder {} of a task that died", folder);
        delete(folder);
      }
    } catch (NoSuchFileException e) {
      removeUnlocked(folder);
    } catch (IOException | OverlappingFileLockException e) {
      LOG.debug("The spool folder {} remains", folder, e);
    }
  }

  /** Removes a folder without a lock, unless its task is removing it at the moment. */
  private static void removeUnlocked(Path folder) {
    try {
      if (isStale(folder)) {
        delete(folder);
      }
    } catch (IOException e) {
      LOG.debug("The spool folder {} was removed already", folder, e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (NoSuchFileException e) {
      LOG.debug("The spool folder {} was removed already", folder);
    } catch (IOException e) {
      LOG.info("The spool folder {} remains: {}", folder, e.toString());
    }
  }
}
