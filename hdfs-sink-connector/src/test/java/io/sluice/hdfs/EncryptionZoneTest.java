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
import io.sluice.storage.StorageException;
import java.nio.file.Path;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.crypto.key.KeyProvider;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.client.CreateEncryptionZoneFlag;
import org.apache.hadoop.hdfs.client.HdfsAdmin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionZoneTest {

  @TempDir private Path directory;

  @Test
  void aProbeNamesTheEncryptionZoneThatItCannotRenameInto() throws Exception {
    Configuration configuration = HdfsCluster.configuration("encrypted");
    configuration.set(
        "hadoop.security.key.provider.path", "jceks://file" + directory.resolve("keys.jks"));
    MiniDFSCluster cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    try {
      cluster.waitActive();
      KeyProvider keys = cluster.getNameNode().getNamesystem().getProvider();
      keys.createKey("key", KeyProvider.options(configuration));
      keys.flush();
      org.apache.hadoop.fs.Path zone = new org.apache.hadoop.fs.Path("/zone");
      cluster.getFileSystem().mkdirs(zone);
      new HdfsAdmin(cluster.getURI(), configuration)
          .createEncryptionZone(zone, "key", EnumSet.noneOf(CreateEncryptionZoneFlag.class));
      String url = cluster.getURI().toString();

      try (Storage across = HdfsCluster.openAt("ledger/staging", url)) {
        StorageException failure =
            catchThrowableOfType(StorageException.class, () -> across.probe("zone", "ledger"));
        assertThat(failure.retriable()).isFalse();
        assertThat(failure)
            .hasMessageContaining("encryption zone")
            .hasMessageContaining("probe zone: ")
            .hasMessageContaining("ledger.dir");
      }
      try (Storage inside = HdfsCluster.openAt("zone/_sluice/staging", url)) {
        inside.probe("zone", "zone/_sluice");
      }
    } finally {
      cluster.shutdown(true);
    }
  }
}
