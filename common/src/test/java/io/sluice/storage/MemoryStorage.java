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

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * A store in memory, for tests and simulation. An instance is one process's handle; {@link
 * #anotherProcess} opens a further one on the same files. Equal calls in equal order give equal
 * results.
 *
 * <p>With surviving staging it behaves like a file system, where publishing moves the staged file
 * and does not record who published it; without, like an object store, where each handle has its
 * own staged files and a published object carries its identity.
 */
public final class MemoryStorage implements Storage {
  private final boolean stagingSurvives;
  private final long stagingLimitBytes;
  private final MemoryFiles files;
  private final Map<StagedId, Staged> staged;
  private boolean closed;

  /** Opens an empty store without a budget for staging. */
  public MemoryStorage(boolean stagingSurvives) {
    this(stagingSurvives, Long.MAX_VALUE);
  }

  /**
   * Opens an empty store.
   *
   * @param stagingLimitBytes the budget of each handle's staged files, or of all of them together
   *     where staging survives
   */
  public MemoryStorage(boolean stagingSurvives, long stagingLimitBytes) {
    this(stagingSurvives, stagingLimitBytes, new MemoryFiles(), new LinkedHashMap<>());
  }

  private MemoryStorage(
      boolean stagingSurvives,
      long stagingLimitBytes,
      MemoryFiles files,
      Map<StagedId, Staged> staged) {
    this.stagingSurvives = stagingSurvives;
    this.stagingLimitBytes = stagingLimitBytes;
    this.files = files;
    this.staged = staged;
  }

  /**
   * A handle on the same files, like that of a task in another process: it shares the staged files
   * only if staging survives. Closing one handle does not close the others.
   */
  public MemoryStorage anotherProcess() {
    return new MemoryStorage(
        stagingSurvives,
        stagingLimitBytes,
        files,
        stagingSurvives ? staged : new LinkedHashMap<>());
  }

  /** A snapshot of every file that was published or created, by path. */
  public NavigableMap<String, MemoryFile> files() {
    synchronized (files) {
      return files.all();
    }
  }

  /** A snapshot of what this handle has staged, of all partitions, sealed or not, oldest first. */
  public List<StagedId> allStaged() {
    synchronized (files) {
      return List.copyOf(staged.keySet());
    }
  }

  @Override
  public boolean stagingSurvives() {
    return stagingSurvives;
  }

  @Override
  public StagedFile stage(StagedId id) throws StorageException {
    synchronized (files) {
      requireOpen("stage", id);
      Staged file = new Staged(id);
      if (staged.putIfAbsent(id, file) != null) {
        throw StorageException.retriable("stage " + id + ": it was staged before", null);
      }
      return file;
    }
  }

  @Override
  public List<StagedId> staged(String topic, int partition) throws StorageException {
    synchronized (files) {
      requireOpen("list staged files of", topic);
      List<StagedId> found = new ArrayList<>();
      for (StagedId id : staged.keySet()) {
        if (id.partition() == partition && id.topic().equals(topic)) {
          found.add(id);
        }
      }
      return found;
    }
  }

  @Override
  public long stagingExcess() {
    synchronized (files) {
      long bytes = staged.values().stream().mapToLong(file -> file.content.size()).sum();
      return Math.max(0, bytes - stagingLimitBytes);
    }
  }

  @Override
  public PublishOutcome publish(StagedId id, String name, FileIdentity identity)
      throws StorageException {
    StoragePaths.requireRelative(name);
    synchronized (files) {
      requireOpen("publish", name);
      Staged source = staged.get(id);
      MemoryFile target = files.find(name);
      if (target != null) {
        boolean ours = stagingSurvives ? source == null : isSame(target, identity);
        if (!ours) {
          throw TakenName.byUnknown(name, identity);
        }
        staged.remove(id);
        return PublishOutcome.ALREADY_PUBLISHED;
      }
      if (source == null) {
        return PublishOutcome.MISSING;
      }
      if (!source.sealed) {
        throw StorageException.fatal("publish " + name + ": " + id + " is not sealed", null);
      }
      files.put(name, new MemoryFile(source.content(), Optional.of(identity)));
      staged.remove(id);
      return PublishOutcome.PUBLISHED;
    }
  }

  private static boolean isSame(MemoryFile file, FileIdentity identity) {
    return file.identity().isPresent() && file.identity().get().same(identity);
  }

  @Override
  public void discard(StagedId id) throws StorageException {
    synchronized (files) {
      requireOpen("discard", id);
      staged.remove(id);
    }
  }

  @Override
  public CreateOutcome createIfAbsent(String path, byte[] content) throws StorageException {
    StoragePaths.requireRelative(path);
    synchronized (files) {
      requireOpen("create", path);
      if (files.find(path) != null) {
        return CreateOutcome.EXISTS;
      }
      files.put(path, new MemoryFile(content.clone(), Optional.empty()));
      return CreateOutcome.CREATED;
    }
  }

  @Override
  public List<String> list(String directory, int limit) throws StorageException {
    StoragePaths.requireRelative(directory);
    synchronized (files) {
      requireOpen("list", directory);
      Map<String, MemoryFile> names = files.directory(directory);
      List<String> found = new ArrayList<>();
      if (names != null) {
        for (String name : names.keySet()) {
          if (found.size() == limit) {
            break;
          }
          found.add(name);
        }
      }
      return found;
    }
  }

  @Override
  public List<String> directories(String directory) throws StorageException {
    StoragePaths.requireRelative(directory);
    synchronized (files) {
      requireOpen("list", directory);
      return files.below(directory);
    }
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) throws StorageException {
    StoragePaths.requireRelative(path);
    synchronized (files) {
      requireOpen("read", path);
      MemoryFile file = files.find(path);
      if (file == null) {
        return Optional.empty();
      }
      if (file.content().length > maxBytes) {
        throw StorageException.fatal(
            "read " + path + ": longer than the " + maxBytes + " bytes allowed", null);
      }
      return Optional.of(file.content().clone());
    }
  }

  @Override
  public void delete(String path) throws StorageException {
    StoragePaths.requireRelative(path);
    synchronized (files) {
      requireOpen("delete", path);
      files.remove(path);
    }
  }

  @Override
  public void probe(String outputDirectory, String ledgerDirectory) throws StorageException {
    synchronized (files) {
      requireOpen("probe", outputDirectory);
    }
  }

  @Override
  public void close() {
    synchronized (files) {
      closed = true;
    }
  }

  private void requireOpen(String operation, Object subject) throws StorageException {
    if (closed) {
      throw StorageException.retriable(operation + " " + subject + ": the storage is closed", null);
    }
  }

  private final class Staged implements StagedFile {
    private final StagedId id;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final OutputStream output = new StagedOutput(this::write);
    private boolean sealed;

    Staged(StagedId id) {
      this.id = id;
    }

    @Override
    public StagedId id() {
      return id;
    }

    @Override
    public OutputStream output() {
      return output;
    }

    /** Staging that dies with the process acts as a local disk, the other as a remote store. */
    @Override
    public boolean writesThrough() {
      return !stagingSurvives;
    }

    @Override
    public long heldBytes() {
      return 0;
    }

    byte[] content() {
      return content.toByteArray();
    }

    @Override
    public void seal() throws StorageException {
      synchronized (files) {
        requireOpen("seal", id);
        if (staged.get(id) != this) {
          throw StorageException.retriable("seal " + id + ": it was discarded", null);
        }
        sealed = true;
      }
    }

    @Override
    public void abandon() {
      synchronized (files) {
        if (!stagingSurvives) {
          staged.remove(id, this);
        }
      }
    }

    private void write(byte[] bytes, int offset, int length) throws StorageException {
      synchronized (files) {
        requireOpen("write", id);
        if (sealed || staged.get(id) != this) {
          throw StorageException.retriable("write " + id + ": it was sealed or discarded", null);
        }
        content.write(bytes, offset, length);
      }
    }
  }
}
