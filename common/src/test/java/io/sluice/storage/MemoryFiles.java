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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The files that all handles of a {@link MemoryStorage} share; they lock its monitor. */
final class MemoryFiles {
  private final Map<String, NavigableMap<String, MemoryFile>> directories = new HashMap<>();

  /** The files directly in a directory by name, or null if there are none. */
  NavigableMap<String, MemoryFile> directory(String path) {
    return directories.get(path);
  }

  /** The names of the directories directly in a directory. */
  List<String> below(String path) {
    String prefix = path.isEmpty() ? "" : path + "/";
    return directories.keySet().stream()
        .filter(directory -> directory.startsWith(prefix) && directory.length() > prefix.length())
        .map(directory -> directory.substring(prefix.length()).split("/", 2)[0])
        .distinct()
        .toList();
  }

  /** A copy of everything, by path. */
  NavigableMap<String, MemoryFile> all() {
    NavigableMap<String, MemoryFile> all = new TreeMap<>();
    directories.forEach(
        (directory, names) ->
            names.forEach(
                (name, file) ->
                    all.put(directory.isEmpty() ? name : directory + "/" + name, file)));
    return all;
  }

  /** The file, or null if there is none. */
  MemoryFile find(String path) {
    NavigableMap<String, MemoryFile> names = directories.get(StoragePaths.parent(path));
    return names == null ? null : names.get(StoragePaths.name(path));
  }

  void put(String path, MemoryFile file) {
    directories
        .computeIfAbsent(StoragePaths.parent(path), directory -> new TreeMap<>())
        .put(StoragePaths.name(path), file);
  }

  void remove(String path) {
    String directory = StoragePaths.parent(path);
    NavigableMap<String, MemoryFile> names = directories.get(directory);
    if (names != null && names.remove(StoragePaths.name(path)) != null && names.isEmpty()) {
      directories.remove(directory);
    }
  }
}
