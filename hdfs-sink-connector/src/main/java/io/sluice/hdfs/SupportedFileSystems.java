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

import io.sluice.storage.StorageException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.viewfs.ViewFileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/**
 * Accepts the file systems on which a rename is one atomic step that never overwrites. On others,
 * files could appear half written or twice.
 */
final class SupportedFileSystems {
  private static final Map<String, String> OBJECT_STORES =
      Map.ofEntries(
          Map.entry("s3", "Amazon S3"),
          Map.entry("s3a", "Amazon S3"),
          Map.entry("s3n", "Amazon S3"),
          Map.entry("wasb", "Azure Blob Storage"),
          Map.entry("wasbs", "Azure Blob Storage"),
          Map.entry("abfs", "Azure Data Lake Storage"),
          Map.entry("abfss", "Azure Data Lake Storage"),
          Map.entry("adl", "Azure Data Lake Storage"),
          Map.entry("gs", "Google Cloud Storage"),
          Map.entry("o3fs", "Apache Ozone"),
          Map.entry("ofs", "Apache Ozone"),
          Map.entry("swift", "OpenStack Swift"),
          Map.entry("cos", "Tencent COS"),
          Map.entry("cosn", "Tencent COS"),
          Map.entry("oss", "Alibaba OSS"),
          Map.entry("obs", "Huawei OBS"),
          Map.entry("tos", "Volcano Engine TOS"));

  private static final List<Class<? extends FileSystem>> FIT =
      List.of(DistributedFileSystem.class, ViewFileSystem.class);

  private SupportedFileSystems() {}

  /** Returns why a scheme is refused, and the remedy; null if it is not known to be unsuitable. */
  static String problem(String scheme) {
    String name = scheme.toLowerCase(Locale.ROOT);
    if (name.equals("webhdfs") || name.equals("swebhdfs")) {
      return "files written over HTTP ("
          + name
          + ") cannot be forced to disk, and closing a file does not report that it was removed"
          + " meanwhile; write hdfs:// instead";
    }
    String store = OBJECT_STORES.get(name);
    if (store == null) {
      return null;
    }
    return "a rename on "
        + store
        + " ("
        + name
        + ") may not be one atomic step, so files could appear half written or twice;"
        + (name.equals("gs") ? " use the GCS connector" : " write to HDFS");
  }

  /** Refuses a scheme whose file system does not rename atomically and without overwriting. */
  static void require(String scheme, Configuration configuration) throws IOException {
    String problem = problem(scheme);
    Class<? extends FileSystem> type = FileSystem.getFileSystemClass(scheme, configuration);
    if (problem == null && FIT.stream().noneMatch(fit -> fit.isAssignableFrom(type))) {
      problem =
          "a rename by "
              + type.getName()
              + " may not be one atomic step that never overwrites, so files could appear"
              + " half written or twice; write to HDFS";
    }
    if (problem != null) {
      throw StorageException.fatal(scheme + ": " + problem, null);
    }
  }
}
