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
package io.sluice.hdfs;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** Renames a file in one atomic step that never overwrites, by the means of each file system. */
interface AtomicRename {

  /**
   * Renames a file.
   *
   * @return whether the file was renamed; if not, the source or the target's parent is missing, the
   *     target's name is taken, or an earlier attempt was applied; the caller must check both paths
   * @throws IOException if the outcome is unknown or the rename is refused for another reason
   */
  boolean rename(Path source, Path target) throws IOException;

  static AtomicRename of(FileSystem fileSystem) {
    if (fileSystem instanceof DistributedFileSystem hdfs) {
      return strict(hdfs);
    }
    return checked(fileSystem);
  }

  private static AtomicRename strict(DistributedFileSystem fileSystem) {
    return (source, target) -> {
      try {
        fileSystem.rename(source, target, Rename.NONE);
        return true;
      } catch (FileAlreadyExistsException | FileNotFoundException e) {
        return false;
      } catch (IOException e) {
        // HDFS reports this if the target is a directory.
        if (String.valueOf(e.getMessage()).contains("must both be directories")) {
          return false;
        }
        throw e;
      }
    };
  }

  /**
   * For mount tables, which support only the older rename. It does not overwrite a file either, but
   * it would move the file into a directory with the target's name.
   */
  private static AtomicRename checked(FileSystem fileSystem) {
    return (source, target) -> {
      try {
        if (fileSystem.getFileStatus(target).isDirectory()) {
          return false;
        }
      } catch (FileNotFoundException e) {
        return fileSystem.rename(source, target);
      }
      return false;
    };
  }
}
