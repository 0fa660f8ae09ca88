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
package io.sluice.it;

import io.sluice.it.server.LocalHdfs;
import io.sluice.it.server.StorageKind;
import io.sluice.it.server.StorageServer;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.verify.ConnectorFiles;
import io.sluice.it.verify.HdfsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.OpenFilesIterator.OpenFilesType;

/** An HDFS in this JVM, so that a test can disturb it. Connectors are ordinary users there. */
final class LocalHdfsServer implements StorageServer {
  /** The user that connectors write as. */
  private static final String USER = "sluice";

  private final LocalHdfs hdfs;
  private final Path directory;

  private LocalHdfsServer(LocalHdfs hdfs, Path directory) {
    this.hdfs = hdfs;
    this.directory = directory;
  }

  static LocalHdfsServer start() throws IOException {
    Path directory = WorkDirectory.create();
    return new LocalHdfsServer(LocalHdfs.start(directory.resolve("hdfs"), 0), directory);
  }

  LocalHdfs hdfs() {
    return hdfs;
  }

  /** A client with all rights. */
  DistributedFileSystem fileSystem() throws IOException {
    return hdfs.fileSystem();
  }

  /** Makes a connector's output directory, which belongs to the user that connectors write as. */
  org.apache.hadoop.fs.Path createOutput(String name) throws IOException {
    org.apache.hadoop.fs.Path output = new org.apache.hadoop.fs.Path("/" + name);
    fileSystem().mkdirs(output, new FsPermission((short) 0755));
    fileSystem().setOwner(output, USER, USER);
    return output;
  }

  /** Staged files below a connector's output directory that have a lease. */
  List<String> openStagedFiles(String output) throws IOException {
    List<String> open = new ArrayList<>();
    var files =
        fileSystem().listOpenFiles(EnumSet.of(OpenFilesType.ALL_OPEN_FILES), "/" + output + "/");
    while (files.hasNext()) {
      String path = files.next().getFilePath();
      // Entries are written beside the staged files, as of an epoch below all others.
      if (path.contains("/staging/") && !path.startsWith("0-", path.lastIndexOf('/') + 1)) {
        open.add(path);
      }
    }
    return open;
  }

  @Override
  public StorageKind kind() {
    return StorageKind.hdfs;
  }

  @Override
  public void awaitReady() {
    // The server is ready since its start.
  }

  @Override
  public String url() {
    return hdfs.url();
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public Map<String, String> connector(String name) {
    return Map.of(
        "connector.class",
        kind().connectorClass(),
        "hdfs.url",
        url(),
        "hdfs.user",
        USER,
        "kafka.bootstrap.servers",
        "${env:KAFKA_BOOTSTRAP_SERVERS}",
        "output.dir",
        "/" + name);
  }

  @Override
  public ConnectorFiles files(Map<String, String> config) throws IOException {
    return new HdfsFiles(fileSystem(), config.get("output.dir"));
  }

  @Override
  public void close() throws IOException {
    hdfs.close();
    WorkDirectory.delete(directory);
  }
}
