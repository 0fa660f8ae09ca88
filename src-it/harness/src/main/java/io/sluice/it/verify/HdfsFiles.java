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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The files of a connector on HDFS, with its ledger inside its output directory. */
public final class HdfsFiles implements ConnectorFiles {
  private final FileSystem files;
  private final Path root;
  private final Path ledgers;

  /**
   * @param files is closed by the caller
   * @param root the output directory
   */
  public HdfsFiles(FileSystem files, String root) {
    this.files = files;
    this.root = files.makeQualified(new Path(root));
    this.ledgers = new Path(this.root, "_sluice");
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public Output output() {
    return new HdfsOutput(files, root);
  }

  @Override
  public int countOpen() throws IOException {
    return Math.toIntExact(unpublished().stream().filter(path -> !isEntry(path)).count());
  }

  @Override
  public List<String> unpublished() throws IOException {
    List<String> found = new ArrayList<>();
    try {
      RemoteIterator<LocatedFileStatus> all = files.listFiles(ledgers, true);
      while (all.hasNext()) {
        String path = all.next().getPath().toUri().getPath();
        if (path.contains("/staging/") || !path.endsWith(".json")) {
          found.add(path);
        }
      }
    } catch (FileNotFoundException e) {
      // A directory that was removed while it was listed, or no output yet.
      return found;
    }
    return found;
  }

  // Entries that are being written are beside the staged files, with an epoch below all others.
  private static boolean isEntry(String path) {
    return path.startsWith("0-", path.lastIndexOf('/') + 1);
  }

  @Override
  public byte[] highestEntry(String connector, String topic, int partition) throws IOException {
    Path entries = new Path(ledgers, connector + "/" + topic + "/" + partition);
    // Names sort from the highest to the lowest.
    Path highest =
        Arrays.stream(files.listStatus(entries))
            .map(FileStatus::getPath)
            .min(Comparator.comparing(Path::getName))
            .orElseThrow(() -> new FileNotFoundException("no entry in " + entries));
    try (InputStream content = files.open(highest)) {
      return content.readAllBytes();
    }
  }

  @Override
  public void create(String path) throws IOException {
    files.create(new Path(root, path), false).close();
  }

  @Override
  public void delete() throws IOException {
    files.delete(root, true);
  }
}
