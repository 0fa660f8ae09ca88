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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connectors on a cluster that requires Kerberos and encrypts all that is sent. */
@Tag("kerberos")
class KerberosTest {
  private static final long LOGIN_MILLIS = 10_000;

  @TempDir private static Path directory;

  private static TestKdc kdc;
  private static HdfsServer server;
  private static Path alice;

  private final CountingLogins logins = new CountingLogins();

  @BeforeAll
  static void start() throws Exception {
    kdc = new TestKdc(directory);
    alice = kdc.keytab("alice", "alice");
    server =
        HdfsServer.withKerberos(
            directory.resolve("hdfs"), kdc, kdc.keytab("hdfs", "hdfs/localhost", "HTTP/localhost"));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    kdc.close();
  }

  @AfterEach
  void theKdcIsReachable() throws IOException {
    kdc.reachable("1d");
  }

  private HdfsConfig config(String url, String principal, Path keytab, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                LoginConfig.PRINCIPAL,
                principal,
                LoginConfig.KEYTAB,
                keytab.toString(),
                "hdfs.conf.hadoop.rpc.protection",
                "privacy",
                "hdfs.conf.dfs.data.transfer.protection",
                "privacy",
                "hdfs.conf.dfs.namenode.kerberos.principal",
                "hdfs/localhost@EXAMPLE.COM"));
    settings.addAll(Arrays.asList(more));
    return HdfsCluster.config(url, settings.toArray(String[]::new));
  }

  private Storage open(HdfsConfig config) throws IOException {
    return HdfsStorageProvider.open(config, HdfsCluster.STAGING, logins, LOGIN_MILLIS);
  }

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
    try (HadoopLogin login = HadoopLogin.open(config.login(), logins, LOGIN_MILLIS)) {
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
    HdfsConfig config = config(server.url("/full"), "alice@EXAMPLE.COM", alice);

    try (Storage storage = open(config)) {
      storage.probe("topics", "topics/_sluice");
      publish(storage, "topics/a");
      storage.createIfAbsent("topics/_sluice/1", new byte[1]);
      assertThat(storage.list("topics/_sluice", 10)).containsExactly("1");
    }

    assertThat(owner(server.url("/full/topics/a"), config)).isEqualTo("alice");
  }

  @Test
  void theHostsNameTakesThePlaceOfItsPlaceholder() throws Exception {
    String host = InetAddress.getLocalHost().getCanonicalHostName().toLowerCase(Locale.ROOT);
    Path keytab = kdc.keytab("carol", "carol/" + host);
    HdfsConfig config = config(server.url("/host"), "carol/_HOST@EXAMPLE.COM", keytab);

    try (Storage storage = open(config)) {
      publish(storage, "a");
    }

    assertThat(owner(server.url("/host/a"), config)).isEqualTo("carol");
  }

  @Test
  void theProxyUserOwnsTheFiles() throws Exception {
    Path keytab = kdc.keytab("gateway", "gateway");
    HdfsConfig config =
        config(
            server.url("/proxy"), "gateway@EXAMPLE.COM", keytab, LoginConfig.PROXY_USER, "orders");

    try (Storage storage = open(config)) {
      publish(storage, "a");
    }

    assertThat(owner(server.url("/proxy/a"), config)).isEqualTo("orders");
  }

  @Test
  void twoPrincipalsAndAConnectorWithoutKerberosWriteSideBySide() throws Exception {
    Path bob = kdc.keytab("bob", "bob");
    HdfsConfig first = config(server.url("/first"), "alice@EXAMPLE.COM", alice);
    HdfsConfig second = config(server.url("/second"), "bob@EXAMPLE.COM", bob);
    try (HdfsServer open = HdfsServer.withoutKerberos(directory.resolve("simple"))) {
      HdfsConfig third = HdfsCluster.config(open.url("/third"), LoginConfig.USER, "dave");
      try (Storage ofDave = open(third);
          Storage ofAlice = open(first);
          Storage ofBob = open(second)) {
        for (int i = 0; i < 3; i++) {
          publish(ofAlice, "a" + i);
          publish(ofBob, "b" + i);
          publish(ofDave, "d" + i);
        }
      }
      assertThat(owner(server.url("/first/a2"), first)).isEqualTo("alice");
      assertThat(owner(server.url("/second/b2"), second)).isEqualTo("bob");
      assertThat(owner(open.url("/third/d2"), third)).isEqualTo("dave");
    }
    assertThat(UserGroupInformation.getLoginUser().hasKerberosCredentials()).isFalse();
  }

  @Test
  void renewalsUnderLoadLoseNothing() throws Exception {
    kdc.reachable("2s");
    // Each call opens a connection, which needs the ticket.
    HdfsConfig config =
        config(
            server.url("/renewals"),
            "alice@EXAMPLE.COM",
            alice,
            "hdfs.conf.ipc.client.connection.maxidletime",
            "1");
    int files = 0;
    try (Storage storage = open(config)) {
      while (logins.renewals() < 12) {
        publish(storage, "out/" + files++);
      }
      assertThat(storage.list("out", Integer.MAX_VALUE)).hasSize(files);
    }
    assertThat(logins.failures()).isZero();
  }
}
