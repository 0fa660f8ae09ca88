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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.storage.FileIdentity;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.MiniDFSNNTopology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HighAvailabilityTest {
  private static final String SITE =
      """
      <configuration>
        <property><name>dfs.nameservices</name><value>logical</value></property>
        <property><name>dfs.ha.namenodes.logical</name><value>first,second</value></property>
        <property>
          <name>dfs.namenode.rpc-address.logical.first</name><value>localhost:%d</value>
        </property>
        <property>
          <name>dfs.namenode.rpc-address.logical.second</name><value>localhost:%d</value>
        </property>
        <property>
          <name>dfs.client.failover.proxy.provider.logical</name>
          <value>org.apache.hadoop.hdfs.server.namenode.ha.ConfiguredFailoverProxyProvider</value>
        </property>
      </configuration>
      """;

  @TempDir private Path directory;

  private MiniDFSCluster cluster;

  @BeforeEach
  void start() throws Exception {
    cluster =
        new MiniDFSCluster.Builder(HdfsCluster.configuration("ha"))
            .nnTopology(MiniDFSNNTopology.simpleHATopology())
            .numDataNodes(1)
            .build();
    cluster.transitionToActive(0);
    cluster.waitActive();
    Files.writeString(
        directory.resolve("hdfs-site.xml"),
        SITE.formatted(cluster.getNameNodePort(0), cluster.getNameNodePort(1)));
  }

  @AfterEach
  void stop() {
    cluster.shutdown(true);
  }

  /** A connector that knows the cluster by its logical name. */
  private Storage open(String... settings) throws StorageException {
    List<String> all = new ArrayList<>(List.of("hdfs.conf.dir", directory.toString()));
    all.addAll(List.of(settings));
    return HdfsCluster.openAt("staging", "hdfs://logical/base", all.toArray(String[]::new));
  }

  private static StagedId stage(Storage storage) throws Exception {
    StagedId id = new StagedId("orders", 0, 1, UUID.randomUUID());
    StagedFile file = storage.stage(id);
    file.output().write("before".getBytes(UTF_8));
    file.seal();
    return id;
  }

  private static FileIdentity identity(StagedId id) {
    return new FileIdentity("connector", "orders", 0, 0, 5, 6, id.uuid(), 1, 0);
  }

  @Test
  void goesOnAfterTheNameNodeHasChanged() throws Exception {
    try (Storage storage = open()) {
      StagedId id = stage(storage);

      cluster.transitionToStandby(0);
      cluster.transitionToActive(1);

      assertThat(storage.publish(id, "out/a", identity(id))).isEqualTo(PublishOutcome.PUBLISHED);
      assertThat(storage.read("out/a", 100)).contains("before".getBytes(UTF_8));
      storage.createIfAbsent("ledger/1", new byte[1]);
      assertThat(storage.list("ledger", 10)).containsExactly("1");
    }
  }

  @Test
  void withoutAnActiveNameNodeACommitWaitsAndIsFinishedLater() throws Exception {
    try (Storage storage = open("hdfs.conf.dfs.client.failover.max.attempts", "1")) {
      StagedId id = stage(storage);
      storage.createIfAbsent("ledger/1", new byte[1]);

      cluster.transitionToStandby(0);

      StorageException failure =
          catchThrowableOfType(
              StorageException.class, () -> storage.publish(id, "out/a", identity(id)));
      assertThat(failure).hasMessageContaining("no NameNode is active");
      assertThat(failure.retriable()).isTrue();

      cluster.transitionToActive(1);

      assertThat(storage.publish(id, "out/a", identity(id))).isEqualTo(PublishOutcome.PUBLISHED);
      assertThat(storage.publish(id, "out/a", identity(id)))
          .isEqualTo(PublishOutcome.ALREADY_PUBLISHED);
      assertThat(storage.list("ledger", 10)).containsExactly("1");
    }
  }

  @Test
  void withoutAnyNameNodeACommitWaitsAndIsFinishedLater() throws Exception {
    try (Storage storage =
        open(
            "hdfs.conf.dfs.client.failover.max.attempts",
            "1",
            "hdfs.conf.ipc.client.connect.max.retries",
            "1")) {
      StagedId id = stage(storage);

      cluster.shutdownNameNode(0);
      cluster.shutdownNameNode(1);

      StorageException failure =
          catchThrowableOfType(
              StorageException.class, () -> storage.publish(id, "out/a", identity(id)));
      assertThat(failure).hasMessageContaining("running");
      assertThat(failure.retriable()).isTrue();

      cluster.restartNameNode(1, false);
      cluster.restartNameNode(0, false);
      cluster.transitionToActive(1);
      cluster.waitActive(1);

      assertThat(storage.publish(id, "out/a", identity(id))).isEqualTo(PublishOutcome.PUBLISHED);
      assertThat(storage.read("out/a", 100)).contains("before".getBytes(UTF_8));
    }
  }
}
