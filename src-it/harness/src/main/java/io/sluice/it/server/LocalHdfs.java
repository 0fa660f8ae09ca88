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

import io.sluice.it.process.ParentWatch;
import io.sluice.it.process.ReadyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.MiniDFSCluster.DataNodeProperties;
import org.apache.hadoop.security.UserGroupInformation;

/** Hadoop's own NameNode and DataNode in this JVM. */
public final class LocalHdfs implements AutoCloseable {
  private final MiniDFSCluster cluster;
  private DataNodeProperties stopped;

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
    return start(directory, port, new Configuration());
  }

  private static LocalHdfs start(Path directory, int port, Configuration configuration)
      throws IOException {
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

  /** A client with all rights; this object closes it. */
  public DistributedFileSystem fileSystem() throws IOException {
    return cluster.getFileSystem();
  }

  /**
   * Stops the DataNode, so that no block can be written or read; returns when the NameNode has
   * noticed.
   */
  public void stopDataNode() throws IOException {
    stopped = cluster.stopDataNode(0);
    cluster.setDataNodeDead(stopped.getDatanode().getDatanodeId());
  }

  /** Starts the DataNode that was stopped, on the same ports, and waits until it takes blocks. */
  public void restartDataNode() throws IOException {
    if (!cluster.restartDataNode(stopped, true)) {
      throw new IOException("the DataNode does not start again");
    }
    cluster.waitActive();
  }

  /** Stops the NameNode, so that nothing can be done. */
  public void stopNameNode() {
    cluster.shutdownNameNode(0);
  }

  /** Starts the NameNode that was stopped, on the same port, and waits until it takes requests. */
  public void restartNameNode() throws IOException {
    cluster.restartNameNode(0, true);
  }

  @Override
  public void close() {
    cluster.shutdown(true);
  }

  /**
   * Runs until SIGTERM or until the process that started it ends.
   *
   * @param arguments directory, NameNode port, ready file, then settings as {@code name=value}
   */
  public static void main(String[] arguments) throws IOException {
    ParentWatch.start();
    Configuration configuration = new Configuration();
    for (String setting : List.of(arguments).subList(3, arguments.length)) {
      int equals = setting.indexOf('=');
      configuration.set(setting.substring(0, equals), setting.substring(equals + 1));
    }
    UserGroupInformation.setConfiguration(configuration);
    LocalHdfs hdfs = start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), configuration);
    ReadyFile.write(Path.of(arguments[2]), hdfs.url());
  }
}
