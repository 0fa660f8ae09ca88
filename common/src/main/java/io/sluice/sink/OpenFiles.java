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
package io.sluice.sink;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The open files of one partition by group. Confined to its writer. */
final class OpenFiles {
  private static final float LOAD_FACTOR = 0.75f;

  /** In the order of access, least recent first. */
  private final Map<String, OpenFile> byGroup = new LinkedHashMap<>(16, LOAD_FACTOR, true);

  private final AtomicInteger openInTask;
  private OpenFile last;

  OpenFiles(AtomicInteger openInTask) {
    this.openInTask = openInTask;
  }

  /** The file of a group, or null; it becomes the most recently used one. */
  OpenFile find(String group) {
    if (last != null && last.group().equals(group)) {
      return last;
    }
    OpenFile file = byGroup.get(group);
    if (file != null) {
      last = file;
    }
    return file;
  }

  void add(OpenFile file) {
    byGroup.put(file.group(), file);
    openInTask.incrementAndGet();
    last = file;
  }

  void remove(OpenFile file) {
    if (byGroup.remove(file.group(), file)) {
      openInTask.decrementAndGet();
    }
    if (last == file) {
      last = null;
    }
  }

  /** Removes and returns all files. */
  List<OpenFile> drain() {
    List<OpenFile> all = List.copyOf(byGroup.values());
    all.forEach(this::remove);
    return all;
  }

  /** A snapshot, least recently used first. */
  List<OpenFile> all() {
    return List.copyOf(byGroup.values());
  }

  Collection<OpenFile> view() {
    return byGroup.values();
  }

  boolean isEmpty() {
    return byGroup.isEmpty();
  }

  Optional<OpenFile> leastRecentlyWritten() {
    return byGroup.values().stream().findFirst();
  }

  /** The file with the lowest first offset. */
  Optional<OpenFile> lowest() {
    return byGroup.values().stream().min(Comparator.comparingLong(file -> file.offsets().first()));
  }
}
