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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** An HDFS of one NameNode and one DataNode, started once for all test classes of the JVM. */
final class HdfsCluster implements BeforeAllCallback {
  private MiniDFSCluster cluster;

  @Override
  public void beforeAll(ExtensionContext context) {
    cluster =
        context
            .getRoot()
            .getStore(Namespace.create(HdfsCluster.class))
            .getOrComputeIfAbsent(Running.class)
            .cluster;
  }

  /** Stopped with the JVM's last test. */
  static final class Running implements AutoCloseable {
    private final MiniDFSCluster cluster;

    Running() {
      try {
        cluster = new MiniDFSCluster.Builder(configuration("shared")).numDataNodes(1).build();
        cluster.waitActive();
        // Tests write as users of their own.
        cluster
            .getFileSystem()
            .setPermission(
                new org.apache.hadoop.fs.Path("/"),
                new org.apache.hadoop.fs.permission.FsPermission((short) 0777));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      cluster.shutdown(true);
    }
  }

  /** What a cluster of this name is started with; its data stand in a directory of its own. */
  static Configuration configuration(String name) throws IOException {
    Configuration configuration = new Configuration();
    Path directory = Files.createDirectories(Path.of("target", "hdfs", name).toAbsolutePath());
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.toString());
    configuration.setBoolean("dfs.webhdfs.enabled", true);
    return configuration;
  }

  MiniDFSCluster cluster() {
    return cluster;
  }

  DistributedFileSystem fileSystem() throws IOException {
    return cluster.getFileSystem();
  }

  /** The address of a directory on this cluster. */
  String url(String directory) {
    return "hdfs://localhost:" + cluster.getNameNodePort() + directory;
  }

  /** A storage with a directory of this cluster as its root. */
  io.sluice.storage.Storage open(String directory) throws StorageException {
    return HdfsStore.open(config(Map.of(HdfsConfig.URL, url(directory))), "topics/_sluice/staging");
  }

  static HdfsConfig config(Map<String, String> settings) {
    org.apache.kafka.common.config.ConfigDef definition =
        new org.apache.kafka.common.config.ConfigDef();
    HdfsConfig.define(definition);
    return HdfsConfig.from(
        new org.apache.kafka.common.config.AbstractConfig(definition, settings, false));
  }
}
