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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Published files of a local directory. */
public final class LocalOutput implements Output {
  private final Path root;

  /**
   * @param root the output directory
   */
  public LocalOutput(Path root) {
    this.root = root;
  }

  @Override
  public List<File> files() throws IOException {
    List<File> found = new ArrayList<>();
    if (Files.isDirectory(root)) {
      collect(root, found);
    }
    found.sort(Comparator.comparing(File::path));
    return found;
  }

  private void collect(Path directory, List<File> found) throws IOException {
    List<Path> children;
    try (Stream<Path> stream = Files.list(directory)) {
      children = stream.filter(path -> !Output.hidden(path.getFileName().toString())).toList();
    }
    for (Path child : children) {
      if (Files.isDirectory(child)) {
        collect(child, found);
      } else {
        found.add(new File(root.relativize(child).toString(), Files.size(child)));
      }
    }
  }

  @Override
  public InputStream open(File file) throws IOException {
    return Files.newInputStream(root.resolve(file.path()));
  }

  @Override
  public Instant lastChange() throws IOException {
    Set<Path> directories = new HashSet<>();
    files().forEach(file -> directories.add(root.resolve(file.path()).getParent()));
    Instant latest = Instant.EPOCH;
    for (Path directory : directories) {
      Instant change = Files.getLastModifiedTime(directory).toInstant();
      latest = change.isAfter(latest) ? change : latest;
    }
    return latest;
  }
}
