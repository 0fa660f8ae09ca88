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
package io.sluice.simulator;

import io.sluice.storage.FileIdentity;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedId;
import io.sluice.storage.StorageException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The state that outlives every simulated process: the files of the store and, if it survives,
 * staging.
 */
final class DurableState {

  /** Is called for every change, at the moment it takes effect. */
  interface Observer {
    void created(String directory, String name, byte[] content);

    void deleted(String directory, String name);

    void published(String name, FileIdentity identity, byte[] content);
  }

  /** A staged file. */
  static final class Staged {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream(64);
    private boolean sealed;

    void write(byte[] bytes, int offset, int length) {
      content.write(bytes, offset, length);
    }

    void seal() {
      sealed = true;
    }

    boolean sealed() {
      return sealed;
    }

    byte[] content() {
      return content.toByteArray();
    }
  }

  private record StoredFile(byte[] content, FileIdentity identity) {}

  private final Map<String, TreeMap<String, StoredFile>> directories = new HashMap<>();
  private final Map<StagedId, Staged> staging = new LinkedHashMap<>();
  private final Observer observer;

  DurableState(Observer observer) {
    this.observer = observer;
  }

  boolean create(String path, byte[] content) {
    String directory = parent(path);
    String name = lastComponent(path);
    TreeMap<String, StoredFile> files =
        directories.computeIfAbsent(directory, key -> new TreeMap<>());
    if (files.containsKey(name)) {
      return false;
    }
    files.put(name, new StoredFile(content, null));
    observer.created(directory, name, content);
    return true;
  }

  List<String> list(String directory, int limit) {
    TreeMap<String, StoredFile> files = directories.get(directory);
    List<String> names = new ArrayList<>();
    if (files != null) {
      for (String name : files.keySet()) {
        if (names.size() == limit) {
          break;
        }
        names.add(name);
      }
    }
    return names;
  }

  List<String> directories(String directory) {
    String prefix = directory + "/";
    return directories.keySet().stream()
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()).split("/", 2)[0])
        .distinct()
        .toList();
  }

  Optional<byte[]> read(String path) {
    StoredFile file = find(path);
    return file == null ? Optional.empty() : Optional.of(file.content());
  }

  void delete(String path) {
    String directory = parent(path);
    String name = lastComponent(path);
    TreeMap<String, StoredFile> files = directories.get(directory);
    if (files != null && files.remove(name) != null) {
      observer.deleted(directory, name);
    }
  }

  Map<StagedId, Staged> staging() {
    return staging;
  }

  void makeDirectory(String directory) {
    directories.computeIfAbsent(directory, key -> new TreeMap<>());
  }

  /**
   * Renames without overwriting.
   *
   * @param identity of a file that is published; null for an entry
   * @return false if the source or the target's directory is missing or the target is there
   */
  boolean rename(StagedId id, String name, FileIdentity identity) {
    Staged source = staging.get(id);
    StoredFile target = find(name);
    if (source == null || target != null || !directories.containsKey(parent(name))) {
      return false;
    }
    staging.remove(id);
    if (identity == null) {
      create(name, source.content());
    } else {
      put(name, identity, source.content());
    }
    return true;
  }

  /**
   * Publishes as an upload with the precondition that nothing has the name does.
   *
   * @param content null if the process has no such staged file
   */
  PublishOutcome upload(byte[] content, String name, FileIdentity identity)
      throws StorageException {
    StoredFile target = find(name);
    if (target != null) {
      if (target.identity() != null && target.identity().same(identity)) {
        return PublishOutcome.ALREADY_PUBLISHED;
      }
      throw StorageException.fatal("upload of " + name + ": a foreign object has this name", null);
    }
    if (content == null) {
      return PublishOutcome.MISSING;
    }
    put(name, identity, content);
    return PublishOutcome.PUBLISHED;
  }

  private void put(String name, FileIdentity identity, byte[] content) {
    directories
        .computeIfAbsent(parent(name), key -> new TreeMap<>())
        .put(lastComponent(name), new StoredFile(content, identity));
    observer.published(name, identity, content);
  }

  private StoredFile find(String path) {
    TreeMap<String, StoredFile> files = directories.get(parent(path));
    return files == null ? null : files.get(lastComponent(path));
  }

  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  static String lastComponent(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
