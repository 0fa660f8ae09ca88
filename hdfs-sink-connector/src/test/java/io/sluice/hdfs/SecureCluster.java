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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A KDC and an HDFS that requires Kerberos, started once for all test classes of the JVM. */
final class SecureCluster implements BeforeAllCallback, AfterEachCallback {
  static final long LOGIN_MILLIS = 10_000;

  private Running running;

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(Namespace.create(SecureCluster.class))
            .getOrComputeIfAbsent(Running.class);
  }

  /** Tests may hide the KDC. */
  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    kdc().reachable("1d");
  }

  /** Stopped after the JVM's last test. */
  static final class Running implements AutoCloseable {
    private final Path directory;
    private final TestKdc kdc;
    private final Path alice;
    private final HdfsServer server;

    Running() {
      try {
        directory = Files.createTempDirectory("secure-hdfs");
        kdc = new TestKdc(directory);
        alice = kdc.keytab("alice", "alice");
        Path servers = kdc.keytab("hdfs", "hdfs/localhost", "HTTP/localhost");
        server = HdfsServer.withKerberos(directory.resolve("hdfs"), kdc, servers);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      kdc.close();
    }
  }

  TestKdc kdc() {
    return running.kdc;
  }

  /** A keytab of the principal {@code alice}. */
  Path alice() {
    return running.alice;
  }

  /** The address of a directory. */
  String url(String path) {
    return running.server.url(path);
  }

  /** The settings of a connector to this cluster. */
  HdfsConfig config(String path, String principal, Path keytab, String... more) {
    return configOf(url(path), principal, keytab, more);
  }

  /** The settings of a connector to any cluster; the later of two equal keys counts. */
  static HdfsConfig configOf(String url, String principal, Path keytab, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "hdfs.conf.hadoop.rpc.protection",
                "privacy",
                "hdfs.conf.dfs.data.transfer.protection",
                "privacy",
                LoginConfig.PRINCIPAL,
                principal,
                LoginConfig.KEYTAB,
                keytab.toString()));
    settings.addAll(Arrays.asList(more));
    return HdfsCluster.config(url, settings.toArray(String[]::new));
  }

  static Storage open(HdfsConfig config, LoginEvents events) throws StorageException {
    return HdfsStorageProvider.open(config, HdfsCluster.STAGING, events, LOGIN_MILLIS);
  }
}
