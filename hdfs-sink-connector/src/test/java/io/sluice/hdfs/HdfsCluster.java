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

import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** An HDFS of one NameNode and one DataNode, started once for all test classes of the JVM. */
final class HdfsCluster implements BeforeAllCallback {
  static final String STAGING = "topics/_sluice/connector/staging";

  /** So few that a listing of some dozen files takes several pages. */
  static final int LISTING_PAGE = 10;

  private static final long LOGIN_MILLIS = 10_000;

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

  /** Stopped after the JVM's last test. */
  static final class Running implements AutoCloseable {
    private final MiniDFSCluster cluster;

    Running() {
      try {
        Configuration configuration = configuration("shared");
        configuration.setInt("dfs.ls.limit", LISTING_PAGE);
        cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        cluster.waitActive();
        // Each test writes as a separate user.
        cluster.getFileSystem().setPermission(new Path("/"), new FsPermission((short) 0777));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      cluster.shutdown(true);
    }
  }

  /** The settings for a cluster of this name, which keeps its data in a separate directory. */
  static Configuration configuration(String name) throws IOException {
    Configuration configuration = new Configuration();
    java.nio.file.Path directory = java.nio.file.Path.of("target", "hdfs", name);
    configuration.set(
        MiniDFSCluster.HDFS_MINIDFS_BASEDIR,
        Files.createDirectories(directory.toAbsolutePath()).toString());
    return configuration;
  }

  /** A file system of the cluster's superuser. */
  DistributedFileSystem fileSystem() throws IOException {
    return cluster.getFileSystem();
  }

  /** The address of a directory. */
  String url(String directory) {
    return "hdfs://localhost:" + cluster.getNameNodePort() + directory;
  }

  /**
   * A storage with a directory of this cluster as its root.
   *
   * @param settings further keys and values
   */
  Storage open(String directory, String... settings) throws StorageException {
    return openAt(STAGING, url(directory), settings);
  }

  /** A storage with this address, staging there. */
  static Storage openAt(String staging, String url, String... settings) throws StorageException {
    return HdfsStorageProvider.open(
        config(url, settings), staging, new CountingLogins(), LOGIN_MILLIS);
  }

  /** The login of the process, without Kerberos. */
  static HadoopLogin login() throws IOException {
    return HadoopLogin.open(
        new LoginConfig(Optional.empty(), Optional.empty(), Optional.empty()),
        new CountingLogins(),
        LOGIN_MILLIS);
  }

  /** The settings with this address and further keys and values. */
  static HdfsConfig config(String url, String... settings) {
    Map<String, String> all = new HashMap<>(Map.of(HdfsConfig.URL, url));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    ConfigDef definition = new ConfigDef();
    HdfsConfig.define(definition);
    return HdfsConfig.from(new AbstractConfig(definition, all, false));
  }
}
