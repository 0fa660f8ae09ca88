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

import java.util.Optional;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Properties of new files.
 *
 * @param replication of each block; 0 for the cluster's default
 * @param blockBytes size of a block; 0 for the cluster's default
 * @param permission of the file; empty for the client's default
 */
record FileSettings(short replication, long blockBytes, Optional<FsPermission> permission) {

  static FileSettings from(HdfsConfig config) {
    return new FileSettings(
        config.replication(),
        config.blockBytes(),
        config.filePermission().map(digits -> new FsPermission(Short.parseShort(digits, 8))));
  }

  /** The umask that gives directories the permission that matches that of files. */
  static String umask(String filePermission) {
    int file = Integer.parseInt(filePermission, 8);
    int searchableByReaders = (file & 0444) >> 2;
    return String.format("%03o", 0777 & ~(file | searchableByReaders));
  }
}
