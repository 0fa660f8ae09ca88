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
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Files that a connector on HDFS is writing and that readers do not see yet. */
public final class StagedFiles {

  private StagedFiles() {}

  /**
   * How many there are at this moment, or a little less while some are published.
   *
   * @param root the output directory, with the ledger inside
   */
  public static int count(FileSystem files, String root) throws IOException {
    int count = 0;
    try {
      RemoteIterator<LocatedFileStatus> all = files.listFiles(new Path(root, "_sluice"), true);
      while (all.hasNext()) {
        if (all.next().getPath().toString().contains("/staging/")) {
          count++;
        }
      }
    } catch (FileNotFoundException e) {
      // A directory that was removed while it was listed, or no output yet.
      return count;
    }
    return count;
  }
}
