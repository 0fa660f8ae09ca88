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

import io.sluice.storage.FileIdentity;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Connectors on a cluster that requires Kerberos and encrypts all that is sent. */
@Tag("kerberos")
class KerberosTest {
  @RegisterExtension static final SecureCluster CLUSTER = new SecureCluster();

  @TempDir private Path directory;

  private final CountingLogins logins = new CountingLogins();

  /** Writes a file in all steps, and reads it. */
  private static void publish(Storage storage, String name) throws IOException {
    StagedId id = new StagedId("orders", 0, 1, UUID.randomUUID());
    StagedFile file = storage.stage(id);
    file.output().write(name.getBytes(UTF_8));
    file.seal();
    FileIdentity identity = new FileIdentity("connector", "orders", 0, 0, 5, 6, id.uuid(), 1, 0);
    assertThat(storage.publish(id, name, identity)).isEqualTo(PublishOutcome.PUBLISHED);
    assertThat(storage.read(name, 100)).contains(name.getBytes(UTF_8));
  }

  private String owner(String url, HdfsConfig config) throws IOException {
    try (HadoopLogin login = HadoopLogin.open(config.login(), logins, SecureCluster.LOGIN_MILLIS)) {
      Configuration client = HadoopConfigurations.create(config);
      return login.run(
          () -> {
            try (FileSystem files = FileSystem.newInstance(URI.create(url), client)) {
              return files.getFileStatus(new org.apache.hadoop.fs.Path(url)).getOwner();
            }
          });
    }
  }

  @Test
  void filesAreWrittenAndReadWithEverythingEncrypted() throws Exception {
    HdfsConfig config = CLUSTER.config("/full", "alice@EXAMPLE.COM", CLUSTER.alice());

    try (Storage storage = SecureCluster.open(config, logins)) {
      storage.probe("topics", "topics/_sluice");
      publish(storage, "topics/a");
      storage.createIfAbsent("topics/_sluice/1", new byte[1]);
      assertThat(storage.list("topics/_sluice", 10)).containsExactly("1");
    }

    assertThat(owner(CLUSTER.url("/full/topics/a"), config)).isEqualTo("alice");
  }

  @Test
  void theHostsNameTakesThePlaceOfItsPlaceholder() throws Exception {
    String host = InetAddress.getLocalHost().getCanonicalHostName().toLowerCase(Locale.ROOT);
    Path keytab = CLUSTER.kdc().keytab("carol", "carol/" + host);
    HdfsConfig config = CLUSTER.config("/host", "carol/_HOST@EXAMPLE.COM", keytab);

    try (Storage storage = SecureCluster.open(config, logins)) {
      publish(storage, "a");
    }

    assertThat(owner(CLUSTER.url("/host/a"), config)).isEqualTo("carol");
  }

  @Test
  void theProxyUserOwnsTheFiles() throws Exception {
    Path keytab = CLUSTER.kdc().keytab("gateway", "gateway");
    HdfsConfig config =
        CLUSTER.config("/proxy", "gateway@EXAMPLE.COM", keytab, LoginConfig.PROXY_USER, "orders");

    try (Storage storage = SecureCluster.open(config, logins)) {
      publish(storage, "a");
    }

    assertThat(owner(CLUSTER.url("/proxy/a"), config)).isEqualTo("orders");
  }

  @Test
  void twoPrincipalsAndAConnectorWithoutKerberosWriteSideBySide() throws Exception {
    Path bob = CLUSTER.kdc().keytab("bob", "bob");
    HdfsConfig first = CLUSTER.config("/first", "alice@EXAMPLE.COM", CLUSTER.alice());
    HdfsConfig second = CLUSTER.config("/second", "bob@EXAMPLE.COM", bob);
    try (HdfsServer open = HdfsServer.withoutKerberos(directory.resolve("simple"))) {
      HdfsConfig third = HdfsCluster.config(open.url("/third"), LoginConfig.USER, "dave");
      try (Storage ofDave = SecureCluster.open(third, logins);
          Storage ofAlice = SecureCluster.open(first, logins);
          Storage ofBob = SecureCluster.open(second, logins)) {
        for (int i = 0; i < 3; i++) {
          publish(ofAlice, "a" + i);
          publish(ofBob, "b" + i);
          publish(ofDave, "d" + i);
        }
      }
      assertThat(owner(CLUSTER.url("/first/a2"), first)).isEqualTo("alice");
      assertThat(owner(CLUSTER.url("/second/b2"), second)).isEqualTo("bob");
      assertThat(owner(open.url("/third/d2"), third)).isEqualTo("dave");
    }
    assertThat(UserGroupInformation.getLoginUser().hasKerberosCredentials()).isFalse();
  }

  @Test
  void renewalsUnderLoadLoseNothing() throws Exception {
    CLUSTER.kdc().reachable("2s");
    // Each call opens a connection, which needs the ticket.
    HdfsConfig config =
        CLUSTER.config(
            "/renewals",
            "alice@EXAMPLE.COM",
            CLUSTER.alice(),
            "hdfs.conf.ipc.client.connection.maxidletime",
            "1");
    int files = 0;
    try (Storage storage = SecureCluster.open(config, logins)) {
      while (logins.renewals() < 12) {
        publish(storage, "out/" + files++);
      }
      assertThat(storage.list("out", Integer.MAX_VALUE)).hasSize(files);
    }
    assertThat(logins.failures()).isZero();
  }
}
