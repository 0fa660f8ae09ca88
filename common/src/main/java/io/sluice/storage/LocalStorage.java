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

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * A directory of a local or mounted file system with hard links. Staged files survive the process;
 * they are in the staging directory, under {@code <topic>/<partition>}.
 *
 * <p>A file is published by creating a hard link under its final name, which fails if the name is
 * taken, and then deleting the staged name; a file with both names was being published when the
 * process died. {@link #createIfAbsent} works alike. Content and directories are forced to disk.
 * Listing reads the whole directory.
 */
public final class LocalStorage implements Storage {
  private final LocalDirectories directories;
  private final String staging;

  /**
   * Accesses no file before the first call.
   *
   * @param root the directory that paths are relative to
   * @param stagingDirectory the directory of staged files, relative to the root
   */
  public LocalStorage(Path root, String stagingDirectory) {
    this.directories = new LocalDirectories(Objects.requireNonNull(root, "root"));
    this.staging = StoragePaths.requireRelative(stagingDirectory);
  }

  @Override
  public boolean stagingSurvives() {
    return true;
  }

  @Override
  public StagedFile stage(StagedId id) throws StorageException {
    String path = StoragePaths.stagedFile(staging, id);
    try {
      Path file = directories.resolve(path);
      directories.create(file.getParent());
      return new LocalStagedFile(id, path, FileChannel.open(file, CREATE_NEW, WRITE), directories);
    } catch (FileAlreadyExistsException e) {
      throw StorageException.retriable("stage " + path + ": it was staged before", e);
    } catch (IOException e) {
      throw LocalErrors.translate("stage", path, e);
    }
  }

  @Override
  public List<StagedId> staged(String topic, int partition) throws StorageException {
    String path = StoragePaths.stagingDirectory(staging, topic, partition);
    List<StagedId> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directories.resolve(path))) {
      for (Path entry : entries) {
        StagedId.parse(topic, partition, entry.getFileName().toString()).ifPresent(found::add);
      }
    } catch (NoSuchFileException e) {
      return found;
    } catch (Exception e) {
      throw LocalErrors.translate("list", path, e);
    }
    return found;
  }

  @Override
  public long stagingExcess() {
    return 0;
  }

  @Override
  public PublishOutcome publish(StagedId id, String name, FileIdentity identity)
      throws StorageException {
    try {
      Path source = directories.resolve(StoragePaths.stagedFile(staging, id));
      Path target = directories.resolve(StoragePaths.requireRelative(name));
      return publish(source, target, name, identity);
    } catch (IOException e) {
      throw LocalErrors.translate("publish", name, e);
    }
  }

  private PublishOutcome publish(Path source, Path target, String name, FileIdentity identity)
      throws IOException {
    directories.create(target.getParent());
    boolean linked = link(source, target);
    if (!linked && !Files.exists(target)) {
      if (Files.exists(source)) {
        throw StorageException.retriable("publish " + name + ": its directory was removed", null);
      }
      return PublishOutcome.MISSING;
    }
    if (!linked && !isSameFileOrGone(source, target)) {
      throw TakenName.byUnknown(name, identity);
    }
    directories.force(target.getParent());
    Files.deleteIfExists(source);
    return linked ? PublishOutcome.PUBLISHED : PublishOutcome.ALREADY_PUBLISHED;
  }

  private static boolean isSameFileOrGone(Path source, Path target) throws IOException {
    try {
      return Files.isRegularFile(target) && Files.isSameFile(source, target);
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  /** Gives the source another name; returns false if that is taken or the source is missing. */
  private static boolean link(Path source, Path target) throws IOException {
    try {
      Files.createLink(target, source);
      return true;
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void discard(StagedId id) throws StorageException {
    delete(StoragePaths.stagedFile(staging, id));
  }

  @Override
  public CreateOutcome createIfAbsent(String path, byte[] content) throws StorageException {
    try {
      Path target = directories.resolve(StoragePaths.requireRelative(path));
      directories.create(target.getParent());
      Path temporary = writeTemporary(StoragePaths.temporaryFile(staging, path), content);
      try {
        if (!link(temporary, target)) {
          return CreateOutcome.EXISTS;
        }
        directories.force(target.getParent());
        return CreateOutcome.CREATED;
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw LocalErrors.translate("create", path, e);
    }
  }

  private Path writeTemporary(String path, byte[] content) throws IOException {
    Path file = directories.resolve(path);
    directories.create(file.getParent());
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      ChunkedWrites.write(channel, content, 0, content.length, written -> {});
      channel.force(true);
      return file;
    } catch (IOException e) {
      // A task that stops interrupts its calls, which closes the channel.
      Files.deleteIfExists(file);
      throw e;
    }
  }

  @Override
  public List<String> list(String directory, int limit) throws StorageException {
    StoragePaths.requireRelative(directory);
    PriorityQueue<String> lowest = new PriorityQueue<>(Comparator.reverseOrder());
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directories.resolve(directory))) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        boolean wanted = lowest.size() < limit || name.compareTo(lowest.element()) < 0;
        if (wanted && Files.isRegularFile(entry)) {
          lowest.add(name);
          if (lowest.size() > limit) {
            lowest.remove();
          }
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (Exception e) {
      throw LocalErrors.translate("list", directory, e);
    }
    List<String> names = new ArrayList<>(lowest);
    names.sort(Comparator.naturalOrder());
    return names;
  }

  @Override
  public List<String> directories(String directory) throws StorageException {
    StoragePaths.requireRelative(directory);
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(directories.resolve(directory), Files::isDirectory)) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (Exception e) {
      throw LocalErrors.translate("list", directory, e);
    }
    return names;
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) throws StorageException {
    StoragePaths.requireRelative(path);
    try (InputStream in = Files.newInputStream(directories.resolve(path))) {
      byte[] content = in.readNBytes(maxBytes);
      if (in.read() >= 0) {
        throw StorageException.fatal(
            "read " + path + ": longer than the " + maxBytes + " bytes allowed", null);
      }
      return Optional.of(content);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw LocalErrors.translate("read", path, e);
    }
  }

  @Override
  public void delete(String path) throws StorageException {
    StoragePaths.requireRelative(path);
    try {
      Files.deleteIfExists(directories.resolve(path));
    } catch (IOException e) {
      throw LocalErrors.translate("delete", path, e);
    }
  }

  @Override
  public void probe(String outputDirectory, String ledgerDirectory) throws StorageException {
    String target = StoragePaths.probeFile(outputDirectory);
    try {
      directories.create(directories.resolve(StoragePaths.requireRelative(ledgerDirectory)));
      Path published = directories.resolve(target);
      directories.create(published.getParent());
      Path temporary = writeTemporary(StoragePaths.temporaryFile(staging, "probe"), new byte[1]);
      try {
        Files.createLink(published, temporary);
        Files.delete(published);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (UnsupportedOperationException | IOException e) {
      throw LocalErrors.translate("probe", target, e);
    }
  }

  @Override
  public void close() {}
}
