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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.storage.CreateOutcome;
import io.sluice.storage.LocalStorage;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class HdfsStorageProviderTest {
  @RegisterExtension static final HdfsCluster CLUSTER = new HdfsCluster();

  @TempDir private Path directory;

  /** A file system of a kind that the connector does not know. */
  public static final class UnknownFileSystem extends RawLocalFileSystem {}

  @Test
  void writesToAMountedFileSystemWithoutOverwriting() throws Exception {
    try (Storage storage = HdfsCluster.openAt("staging", directory.toUri().toString())) {
      assertThat(storage).isInstanceOf(LocalStorage.class);
      storage.createIfAbsent("out/a", new byte[1]);
      assertThat(storage.createIfAbsent("out/a", new byte[2])).isEqualTo(CreateOutcome.EXISTS);
    }
    assertThat(directory.resolve("out/a")).hasSize(1);
  }

  @Test
  void refusesAFileSystemOfAnUnknownKindByItsClass() {
    StorageException failure =
        catchThrowableOfType(
            StorageException.class,
            () ->
                HdfsCluster.openAt(
                    "staging",
                    "odd://host/",
                    "hdfs.conf.fs.odd.impl",
                    UnknownFileSystem.class.getName()));

    assertThat(failure.retriable()).isFalse();
    assertThat(failure)
        .hasMessageContaining(UnknownFileSystem.class.getName())
        .hasMessageContaining("atomic");
  }

  @Test
  void aSettingThatIsNotTheNumberThatHadoopRequiresIsNamed() {
    StorageException failure =
        catchThrowableOfType(
            StorageException.class,
            () ->
                HdfsCluster.openAt(
                    "staging",
                    "hdfs://localhost:1/",
                    "hdfs.conf.dfs.replication",
                    "many",
                    "hdfs.conf.dfs.client.use.datanode.hostname",
                    "true"));

    assertThat(failure.retriable()).isFalse();
    assertThat(failure)
        .hasMessageContaining("requires a number in hdfs.conf.dfs.replication (")
        .hasMessageContaining("\"many\"");
  }

  @Test
  void refusesASchemeWithoutAFileSystem() {
    StorageException failure =
        catchThrowableOfType(
            StorageException.class, () -> HdfsCluster.openAt("staging", "odd://host/"));

    assertThat(failure.retriable()).isFalse();
    assertThat(failure).hasMessageContaining("odd");
  }

  @Test
  void anUnknownNameServicePointsToTheConfiguration() throws Exception {
    StorageException failure =
        catchThrowableOfType(
            StorageException.class,
            () -> {
              try (Storage storage = HdfsCluster.openAt("staging", "hdfs://nameservice.invalid/")) {
                storage.list("a", 1);
              }
            });

    assertThat(failure).hasMessageContaining("hdfs.conf.dir");
  }

  @Test
  void aConfigurationDirectoryWithoutConfigurationIsRefused() {
    StorageException failure =
        catchThrowableOfType(
            StorageException.class,
            () ->
                HdfsCluster.openAt(
                    "staging", "hdfs://nameservice/", "hdfs.conf.dir", directory.toString()));

    assertThat(failure.retriable()).isFalse();
    assertThat(failure)
        .hasMessageContaining("hdfs.conf.dir")
        .hasMessageContaining(directory.toString());
  }

  @Test
  void eachTaskHasASeparateFileSystem() throws Exception {
    String root = "/own-" + UUID.randomUUID();
    Storage first = CLUSTER.open(root);
    try (Storage second = CLUSTER.open(root)) {
      first.close();
      assertThat(second.createIfAbsent("a", new byte[1])).isEqualTo(CreateOutcome.CREATED);
    }
    assertThat(catchThrowableOfType(StorageException.class, () -> first.list("a", 1)))
        .hasMessageContaining("closed");
  }

  @Test
  void settingsWinOverFilesAndFilesOverDefaults() throws Exception {
    Files.writeString(
        directory.resolve("hdfs-site.xml"),
        """
        <configuration>
          <property>
            <name>dfs.client.block.write.locateFollowingBlock.retries</name><value>7</value>
          </property>
          <property><name>dfs.replication</name><value>5</value></property>
        </configuration>
        """);

    Configuration configuration =
        HadoopConfigurations.create(
            HdfsCluster.config(
                "hdfs://nameservice",
                "hdfs.conf.dir",
                directory.toString(),
                "hdfs.conf.dfs.replication",
                "4"));

    String delay = "dfs.client.block.write.locateFollowingBlock.initial.delay.ms";
    assertThat(configuration.get(delay)).isEqualTo("10");
    assertThat(configuration.get("dfs.client.block.write.locateFollowingBlock.retries"))
        .isEqualTo("7");
    assertThat(configuration.get("dfs.replication")).isEqualTo("4");
    assertThat(configuration.get("dfs.client.failover.observer.auto-msync-period.nameservice"))
        .isEqualTo("0");
  }

  @Test
  void theConfigurationCarriesThePluginsClassLoader() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader other = new URLClassLoader(new java.net.URL[0], null)) {
      thread.setContextClassLoader(other);
      Configuration configuration = HadoopConfigurations.create(HdfsCluster.config("hdfs://nn"));
      assertThat(configuration.getClassLoader())
          .isSameAs(HdfsStorageProvider.class.getClassLoader());

      try (Storage storage = CLUSTER.open("/loader-" + UUID.randomUUID())) {
        assertThat(storage.list("a", 1)).isEmpty();
      }
      assertThat(thread.getContextClassLoader()).isSameAs(other);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
