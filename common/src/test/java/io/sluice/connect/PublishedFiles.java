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
package io.sluice.connect;

import io.sluice.storage.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** The names and contents of the files that the records of {@link TaskRig} go to. */
final class PublishedFiles {
  private PublishedFiles() {}

  /** The published files of a store with their content, by name. */
  static Map<String, String> of(MemoryStorage store) {
    Map<String, String> files = new TreeMap<>();
    store
        .files()
        .forEach(
            (name, file) -> {
              if (!name.contains("_sluice")) {
                files.put(name, new String(file.content(), StandardCharsets.UTF_8));
              }
            });
    return files;
  }

  /** The name of a file of {@link TaskRig#P0} in the default layout. */
  static String name(long first, long last) {
    return name(TaskRig.P0, first, last);
  }

  /** The name of a file in the default layout. */
  static String name(TopicPartition partition, long first, long last) {
    return "topics/%1$s/partition=%2$d/%1$s+%2$d+%3$010d+%4$010d.txt"
        .formatted(partition.topic(), partition.partition(), first, last);
  }

  /** The content of a file with the values that {@link TaskRig#produce} gives these offsets. */
  static String lines(long first, long last) {
    StringBuilder lines = new StringBuilder();
    for (long offset = first; offset <= last; offset++) {
      lines.append('v').append(offset).append('\n');
    }
    return lines.toString();
  }

  static List<String> valuesOf(long first, long last) {
    return lines(first, last).lines().toList();
  }
}
