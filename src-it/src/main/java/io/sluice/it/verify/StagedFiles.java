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
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Files of a connector on HDFS that readers do not see. */
public final class StagedFiles {

  private StagedFiles() {}

  /**
   * How many are being written or wait to be published at this moment, or a little less while some
   * are published.
   *
   * @param root the output directory, with the ledger inside
   */
  public static int count(FileSystem files, String root) throws IOException {
    return Math.toIntExact(list(files, root).stream().filter(path -> !isEntry(path)).count());
  }

  /**
   * The paths of all files that are neither published nor ledger entries: staged ones, and ledger
   * entries that do not have their name yet.
   *
   * @param root the output directory, with the ledger inside
   */
  public static List<String> list(FileSystem files, String root) throws IOException {
    List<String> found = new ArrayList<>();
    try {
      RemoteIterator<LocatedFileStatus> all = files.listFiles(new Path(root, "_sluice"), true);
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

  // Entries that are being written stand beside the staged files, as of an epoch below all others.
  private static boolean isEntry(String path) {
    return path.startsWith("0-", path.lastIndexOf('/') + 1);
  }
}
