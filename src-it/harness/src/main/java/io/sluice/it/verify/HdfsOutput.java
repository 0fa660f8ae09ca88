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

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Published files of a Hadoop file system. */
final class HdfsOutput implements Output {
  private final FileSystem files;
  private final Path root;

  /**
   * @param files is closed by the caller
   * @param root the output directory, qualified
   */
  HdfsOutput(FileSystem files, Path root) {
    this.files = files;
    this.root = root;
  }

  @Override
  public List<File> files() throws IOException {
    List<File> found = new ArrayList<>();
    collect(root, "", found);
    found.sort(Comparator.comparing(File::path));
    return found;
  }

  private void collect(Path directory, String prefix, List<File> found) throws IOException {
    FileStatus[] children;
    try {
      children = files.listStatus(directory);
    } catch (FileNotFoundException e) {
      // Not written yet, or moved away between two listings.
      return;
    }
    for (FileStatus child : children) {
      String name = child.getPath().getName();
      if (Output.hidden(name)) {
        continue;
      }
      if (child.isDirectory()) {
        collect(child.getPath(), prefix + name + "/", found);
      } else {
        found.add(new File(prefix + name, child.getLen()));
      }
    }
  }

  @Override
  public InputStream open(File file) throws IOException {
    return files.open(new Path(root, file.path()));
  }

  @Override
  public Instant lastChange() throws IOException {
    Set<Path> directories = new HashSet<>();
    files().forEach(file -> directories.add(new Path(root, file.path()).getParent()));
    long latest = 0;
    for (Path directory : directories) {
      latest = Math.max(latest, files.getFileStatus(directory).getModificationTime());
    }
    return Instant.ofEpochMilli(latest);
  }
}
