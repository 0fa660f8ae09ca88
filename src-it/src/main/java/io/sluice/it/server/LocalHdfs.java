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
package io.sluice.it.server;

import io.sluice.it.launch.ParentWatch;
import io.sluice.it.launch.ReadyFile;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** Hadoop's own NameNode and DataNode in this JVM. */
public final class LocalHdfs implements AutoCloseable {
  private final MiniDFSCluster cluster;

  private LocalHdfs(MiniDFSCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Formats and starts, and returns when the DataNode takes blocks.
   *
   * @param directory for images, edits and blocks
   * @param port of the NameNode; 0 for any
   */
  public static LocalHdfs start(Path directory, int port) throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.toString());
    configuration.setInt("dfs.replication", 1);
    MiniDFSCluster cluster =
        new MiniDFSCluster.Builder(configuration)
            .numDataNodes(1)
            .storagesPerDatanode(1)
            .nameNodePort(port)
            .build();
    cluster.waitActive();
    return new LocalHdfs(cluster);
  }

  /** {@code hdfs://host:port} of the NameNode. */
  public String url() {
    return "hdfs://127.0.0.1:" + cluster.getNameNodePort();
  }

  @Override
  public void close() {
    cluster.shutdown(true);
  }

  /**
   * Runs until the process is told to end or its starter is gone.
   *
   * @param arguments directory, NameNode port, ready file
   */
  public static void main(String[] arguments) throws IOException {
    ParentWatch.start();
    LocalHdfs hdfs = start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    ReadyFile.write(Path.of(arguments[2]), hdfs.url());
  }
}
