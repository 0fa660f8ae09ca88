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
package io.sluice.writer;

import io.sluice.format.schema.FileSchema;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The open files of one partition by group and schema. Confined to its writer. */
final class OpenFiles {
  private static final float LOAD_FACTOR = 0.75f;

  /** In the order of access, least recent first. */
  private final Map<Key, OpenFile> byKey = new LinkedHashMap<>(16, LOAD_FACTOR, true);

  private final Key probe = new Key();
  private final AtomicInteger openInTask;
  private OpenFile last;

  OpenFiles(AtomicInteger openInTask) {
    this.openInTask = openInTask;
  }

  /** A key whose parts may still change before it is put away: a search makes no new one. */
  private static final class Key {
    private String group;
    private FileSchema schema;

    Key with(String newGroup, FileSchema newSchema) {
      group = newGroup;
      schema = newSchema;
      return this;
    }

    @Override
    public int hashCode() {
      return 31 * group.hashCode() + schema.hashCode();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && group.equals(that.group) && schema.equals(that.schema);
    }
  }

  /** The file of a group and schema, or null; it becomes the most recently used one. */
  OpenFile find(String group, FileSchema schema) {
    if (last != null && last.group().equals(group) && last.schema().equals(schema)) {
      return last;
    }
    OpenFile file = byKey.get(probe.with(group, schema));
    if (file != null) {
      last = file;
    }
    return file;
  }

  void add(OpenFile file) {
    byKey.put(new Key().with(file.group(), file.schema()), file);
    openInTask.incrementAndGet();
    last = file;
  }

  void remove(OpenFile file) {
    if (byKey.remove(probe.with(file.group(), file.schema()), file)) {
      openInTask.decrementAndGet();
    }
    if (last == file) {
      last = null;
    }
  }

  /** Removes and returns all files. */
  List<OpenFile> drain() {
    List<OpenFile> all = List.copyOf(byKey.values());
    all.forEach(this::remove);
    return all;
  }

  /** A snapshot, least recently used first. */
  List<OpenFile> all() {
    return List.copyOf(byKey.values());
  }

  Collection<OpenFile> view() {
    return byKey.values();
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  Optional<OpenFile> leastRecentlyWritten() {
    return byKey.values().stream().findFirst();
  }

  /** The file with the lowest first offset. */
  Optional<OpenFile> lowest() {
    return byKey.values().stream().min(Comparator.comparingLong(file -> file.offsets().first()));
  }
}
