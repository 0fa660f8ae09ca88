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
import java.util.UUID;

/**
 * All files of one partition until they are published or released, and the open ones by group and
 * schema. Confined to its writer.
 */
final class OutputFiles {
  private final Map<UUID, OutputFile> all = new LinkedHashMap<>();
  private final Map<Key, OutputFile> byKey = new LinkedHashMap<>();
  private final Key probe = new Key();
  private OutputFile last;

  /** A mutable key: one instance serves all searches, so that a search allocates nothing. */
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

  /** The open file for records of a group and schema, or null. */
  OutputFile find(String group, FileSchema schema) {
    if (last != null && last.group().equals(group) && last.schema().equals(schema)) {
      return last;
    }
    OutputFile file = byKey.get(probe.with(group, schema));
    if (file != null) {
      last = file;
    }
    return file;
  }

  /** Adds an open file. */
  void add(OutputFile file) {
    all.put(file.id().uuid(), file);
    byKey.put(new Key().with(file.group(), file.schema()), file);
    last = file;
  }

  /** Adds a rebuild: {@link #find} never returns it. */
  void addRebuild(OutputFile file) {
    all.put(file.id().uuid(), file);
  }

  /** Ends appending to the file: {@link #find} no longer returns it. */
  void close(OutputFile file) {
    byKey.remove(probe.with(file.group(), file.schema()), file);
    if (last == file) {
      last = null;
    }
  }

  /** Removes a file that is published or released. */
  void remove(OutputFile file) {
    close(file);
    all.remove(file.id().uuid());
  }

  /** The file with this id, or null. */
  OutputFile get(UUID id) {
    return all.get(id);
  }

  /** A snapshot of all files, in the order in which they were opened. */
  List<OutputFile> all() {
    return List.copyOf(all.values());
  }

  /** The open files, without rebuilds, in the order in which they were opened. */
  Collection<OutputFile> open() {
    return byKey.values();
  }

  /** A snapshot of the files that are sealed and not yet decided. */
  List<OutputFile> sealed() {
    return all.values().stream().filter(file -> file.state() == OutputFile.State.SEALED).toList();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The open file with the lowest first offset. */
  Optional<OutputFile> lowest() {
    return byKey.values().stream().min(Comparator.comparingLong(file -> file.offsets().first()));
  }
}
