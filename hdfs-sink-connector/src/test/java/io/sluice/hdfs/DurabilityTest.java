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

import io.sluice.storage.FileIdentity;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StoragePaths;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StorageType;
import org.apache.hadoop.fs.permission.AclEntry;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.server.datanode.DataNode;
import org.apache.hadoop.metrics2.impl.MetricsCollectorImpl;
import org.apache.hadoop.metrics2.lib.DefaultMetricsSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which blocks DataNodes have forced to their disks. */
class DurabilityTest {
  private static final int BLOCK_BYTES = 1 << 20;

  private static final int DATA_NODES = 3;

  /** Two data blocks and a parity block, of cells of 1 MiB. */
  private static final String ERASURE_CODING = "XOR-2-1-1024k";

  private static MiniDFSCluster cluster;
  private static DistributedFileSystem fileSystem;

  private final String root = "/durable-" + UUID.randomUUID();
  private Storage storage;

  @BeforeAll
  static void startCluster() throws Exception {
    Configuration configuration = HdfsCluster.configuration("durability");
    configuration.setInt("dfs.blocksize", BLOCK_BYTES);
    cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(DATA_NODES).build();
    cluster.waitActive();
    fileSystem = cluster.getFileSystem();
    fileSystem.enableErasureCodingPolicy(ERASURE_CODING);
  }

  @AfterAll
  static void stopCluster() {
    cluster.shutdown(true);
  }

  @BeforeEach
  void openStorage() throws Exception {
    storage =
        HdfsCluster.openAt(
            HdfsCluster.STAGING,
            cluster.getURI() + root,
            HdfsConfig.REPLICATION,
            "1",
            HdfsConfig.BLOCK_BYTES,
            String.valueOf(BLOCK_BYTES));
  }

  @AfterEach
  void closeStorage() {
    storage.close();
  }

  /** How often DataNodes have forced a block to disk. */
  private static long syncs() {
    MetricsCollectorImpl metrics = new MetricsCollectorImpl();
    for (DataNode node : cluster.getDataNodes()) {
      DefaultMetricsSystem.instance().getSource(node.getMetrics().name()).getMetrics(metrics, true);
    }
    return metrics.getRecords().stream()
        .flatMap(of -> StreamSupport.stream(of.metrics().spliterator(), false))
        .filter(metric -> metric.name().equals("FsyncCount"))
        .mapToLong(metric -> metric.value().longValue())
        .sum();
  }

  private StagedFile stage(int partition) throws Exception {
    return storage.stage(new StagedId("orders", partition, 1, UUID.randomUUID()));
  }

  private Path path(String relative) {
    return new Path(root, relative);
  }

  private FileStatus status(StagedFile file) throws Exception {
    return fileSystem.getFileStatus(path(StoragePaths.stagedFile(HdfsCluster.STAGING, file.id())));
  }

  private void eraseCode(String directory) throws Exception {
    fileSystem.mkdirs(path(directory));
    fileSystem.setErasureCodingPolicy(path(directory), ERASURE_CODING);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10})
  void everyBlockOfASealedFileIsOnDiskAndNotOnlyTheLast(int bytesInTheLast) throws Exception {
    long before = syncs();
    StagedFile file = stage(0);
    for (int block = 0; block < 3; block++) {
      file.output().write(new byte[BLOCK_BYTES]);
    }
    file.output().write(new byte[bytesInTheLast]);
    file.seal();

    assertThat(syncs() - before).isEqualTo(bytesInTheLast == 0 ? 3 : 4);
  }

  @Test
  void anEntryIsOnDiskOnceItIsCreated() throws Exception {
    long before = syncs();
    storage.createIfAbsent("ledger/1", new byte[10]);

    assertThat(syncs() - before).isEqualTo(1);
  }

  @Test
  void aMountTableForcesBlocksToDiskAsWell() throws Exception {
    String link = HdfsConfig.SETTINGS_PREFIX + "fs.viewfs.mounttable.cluster.link./data";
    try (Storage mounted =
        HdfsCluster.openAt(
            HdfsCluster.STAGING, "viewfs://cluster/data", link, cluster.getURI() + root)) {
      long before = syncs();
      mounted.createIfAbsent("ledger/1", new byte[10]);
      StagedFile file = mounted.stage(new StagedId("orders", 0, 1, UUID.randomUUID()));
      file.output().write(new byte[10]);
      file.seal();

      int replicas = fileSystem.getDefaultReplication();
      assertThat(syncs() - before).isEqualTo(2L * replicas);
    }
  }

  @Test
  void anErasureCodedFileIsOnDiskWithItsParity() throws Exception {
    eraseCode("topics");
    long before = syncs();
    StagedFile file = stage(0);
    file.output().write(new byte[10]);
    file.seal();

    assertThat(status(file).isErasureCoded()).isTrue();
    // A block with the bytes, and the parity.
    assertThat(syncs() - before).isEqualTo(2);
  }

  @Test
  void anEntryIsReplicatedUnderAnErasureCodedDirectory() throws Exception {
    eraseCode("topics");
    storage.createIfAbsent("topics/_sluice/ledger/1", new byte[10]);

    FileStatus entry = fileSystem.getFileStatus(path("topics/_sluice/ledger/1"));
    assertThat(entry.isErasureCoded()).isFalse();
    assertThat(entry.getReplication()).isEqualTo((short) 1);
  }

  @Test
  void whatAnErasureCodedStreamHoldsIsKnown() throws Exception {
    StagedFile replicated = stage(0);
    assertThat(replicated.heldBytes()).isZero();
    replicated.abandon();

    eraseCode("topics");
    StagedFile striped = stage(1);
    assertThat(striped.heldBytes()).isEqualTo(3L << 20);
    striped.abandon();
  }

  /** The reference of hdfs.file.permission promises this. */
  @Test
  void aPublishedFileKeepsWhatItGotInTheLedgersDirectory() throws Exception {
    fileSystem.mkdirs(path("topics"));
    fileSystem.setOwner(path("topics"), null, "analysts");
    fileSystem.setAcl(path("topics"), acl("default:user:reader:r-x"));
    StagedFile before = sealed();
    FileIdentity identity =
        new FileIdentity("connector", "orders", 0, 1, 1, 1, before.id().uuid(), 1, 0);
    fileSystem.mkdirs(path("topics/special"));
    fileSystem.setOwner(path("topics/special"), null, "others");
    fileSystem.setAcl(path("topics/special"), acl("default:user:other:r-x"));
    fileSystem.setStoragePolicy(path("topics/special"), "COLD");

    storage.publish(before.id(), "topics/special/new/file", identity);

    Path file = path("topics/special/new/file");
    assertThat(fileSystem.getFileStatus(file).getGroup()).isEqualTo("analysts");
    assertThat(fileSystem.getAclStatus(file).getEntries().toString())
        .contains("user:reader")
        .doesNotContain("user:other");
    assertThat(fileSystem.getFileStatus(file.getParent()).getGroup()).isEqualTo("others");
    assertThat(fileSystem.getAclStatus(file.getParent()).getEntries().toString())
        .contains("default:user:other");
    // The directory's policy applies to the mover; blocks stay where they were written.
    assertThat(fileSystem.getStoragePolicy(file).getName()).isEqualTo("COLD");
    assertThat(fileSystem.getFileBlockLocations(file, 0, 1)[0].getStorageTypes())
        .containsExactly(StorageType.DISK);
  }

  private StagedFile sealed() throws Exception {
    StagedFile file = stage(0);
    file.output().write(new byte[10]);
    file.seal();
    return file;
  }

  private static List<AclEntry> acl(String entry) {
    return AclEntry.parseAclSpec(
        entry + ",default:user::rwx,default:group::r-x,default:other::---", true);
  }
}
