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

import io.sluice.storage.Storage;
import io.sluice.storage.StorageContract;
import io.sluice.storage.StorageException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ViewFsStorageTest extends StorageContract {
  @RegisterExtension static final HdfsCluster CLUSTER = new HdfsCluster();
  private static final String LINK =
      HdfsConfig.SETTINGS_PREFIX + "fs.viewfs.mounttable.cluster.link.";

  private final String root = "/view-" + UUID.randomUUID();

  @Override
  protected Storage open() throws Exception {
    return HdfsCluster.openAt(
        HdfsCluster.STAGING, "viewfs://cluster/data", LINK + "/data", CLUSTER.url(root));
  }

  @Test
  void neverPublishesIntoADirectoryOfTheFilesName() throws Exception {
    CLUSTER.fileSystem().mkdirs(new org.apache.hadoop.fs.Path(root, "out/a"));
    var id = staged("x");

    assertThat(failure(() -> publish(id, "out/a")).retriable()).isFalse();

    assertThat(storage.staged("orders", 3)).containsExactly(id);
  }

  @Test
  void aProbeNamesTheMountPointsThatItCannotRenameBetween() throws Exception {
    try (Storage split =
        HdfsCluster.openAt(
            "ledger/staging",
            "viewfs://cluster/",
            LINK + "/output",
            CLUSTER.url(root + "/1"),
            LINK + "/ledger",
            CLUSTER.url(root + "/2"))) {
      StorageException failure = failure(() -> split.probe("output", "ledger"));

      assertThat(failure.retriable()).isFalse();
      assertThat(failure).hasMessageContaining("mount point").hasMessageContaining("ledger.dir");
    }
  }

  @Test
  void aProbeNamesAPathThatIsOnNoMountPoint() throws Exception {
    try (Storage outside =
        HdfsCluster.openAt(
            "elsewhere/staging", "viewfs://cluster/", LINK + "/output", CLUSTER.url(root))) {
      StorageException failure = failure(() -> outside.probe("output", "elsewhere"));

      assertThat(failure.retriable()).isFalse();
      assertThat(failure).hasMessageContaining("mount point");
    }
  }

  @Test
  void aProbeRefusesAnUnfitStoreBehindTheMountTable(@TempDir Path directory) throws Exception {
    try (Storage mounted =
        HdfsCluster.openAt(
            "data/staging", "viewfs://cluster/", LINK + "/data", directory.toUri().toString())) {
      StorageException failure = failure(() -> mounted.probe("data", "data/ledger"));

      assertThat(failure.retriable()).isFalse();
      assertThat(failure).hasMessageContaining("file").hasMessageContaining("atomic");
    }
  }

  private static StorageException failure(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    StorageException failure = catchThrowableOfType(StorageException.class, call);
    assertThat(failure).isNotNull();
    return failure;
  }
}
