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
import io.sluice.storage.StorageException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.kerby.kerberos.kerb.KrbErrorCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real KDC and a real NameNode answer, and what a user reads. */
@Tag("kerberos")
class KerberosErrorsTest {
  @RegisterExtension static final SecureCluster CLUSTER = new SecureCluster();

  @TempDir private Path directory;

  private final CountingLogins logins = new CountingLogins();

  private StorageException failure(HdfsConfig config) {
    return failure(config, SecureCluster.LOGIN_MILLIS);
  }

  private StorageException failure(HdfsConfig config, long loginMillis) {
    return catchThrowableOfType(
        StorageException.class,
        () -> {
          try (Storage storage =
              HdfsStorageProvider.open(config, HdfsCluster.STAGING, logins, loginMillis)) {
            storage.probe("topics", "topics/_sluice");
          }
        });
  }

  private static void assertFailure(StorageException failure, Kind kind, String... parts) {
    assertThat(failure).isNotNull().hasMessageContainingAll(parts);
    assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
  }

  private static HdfsConfig ofAlice(String... settings) {
    return CLUSTER.config("/errors", "alice@EXAMPLE.COM", CLUSTER.alice(), settings);
  }

  @Test
  void anOldKey() throws Exception {
    Path old = CLUSTER.kdc().foreignKeytab("alice");
    assertFailure(
        failure(CLUSTER.config("/errors", "alice@EXAMPLE.COM", old)),
        Kind.REFUSED,
        "log in as alice@EXAMPLE.COM",
        "hdfs.kerberos.keytab",
        "export the keytab again");
  }

  @Test
  void aPrincipalThatTheKeytabLacks() {
    assertFailure(
        failure(CLUSTER.config("/errors", "bert@EXAMPLE.COM", CLUSTER.alice())),
        Kind.REFUSED,
        "no key of bert@EXAMPLE.COM, but of alice@EXAMPLE.COM",
        "hdfs.kerberos.principal");
  }

  @Test
  void aKeytabThatDoesNotExist() {
    assertFailure(
        failure(CLUSTER.config("/errors", "alice@EXAMPLE.COM", directory.resolve("none"))),
        Kind.REFUSED,
        "hdfs.kerberos.keytab",
        "not a readable file");
  }

  @Test
  void aPrincipalThatTheKdcDoesNotKnow() throws Exception {
    Path keytab = CLUSTER.kdc().foreignKeytab("stranger");
    assertFailure(
        failure(CLUSTER.config("/errors", "stranger@EXAMPLE.COM", keytab)),
        Kind.REFUSED,
        "the KDC does not know the principal",
        "hdfs.kerberos.principal");
  }

  @Test
  void aKdcThatDoesNotRun() throws Exception {
    CLUSTER.kdc().unreachable();
    assertFailure(
        failure(ofAlice()), Kind.RETRIABLE, "the KDC cannot be reached", "krb5.conf", "network");
  }

  @Test
  void aKdcThatDoesNotAnswer() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      CLUSTER.kdc().write(TestKdc.REALM, silent.getLocalPort(), "1d");
      long start = System.nanoTime();
      StorageException failure = failure(ofAlice(), 500);
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
      assertFailure(
          failure, Kind.RETRIABLE, "the KDC cannot be reached", "no answer within 500 ms");
    }
  }

  @Test
  void aRealmWithoutKdc() throws Exception {
    CLUSTER
        .kdc()
        .configure("[libdefaults]\n  default_realm = OTHER.COM\n  dns_lookup_kdc = false\n");
    assertFailure(
        failure(ofAlice()), Kind.REFUSED, "krb5.conf does not name the realm", "java.security");
  }

  @ParameterizedTest
  @CsvSource({
    "KRB_AP_ERR_SKEW, clock, NTP",
    "KDC_ERR_CLIENT_REVOKED, locked or has expired, enable it",
    "KDC_ERR_NAME_EXP, locked or has expired, enable it",
    "KDC_ERR_ETYPE_NOSUPP, no encryption type, permitted_enctypes"
  })
  void aRefusalOfTheKdc(KrbErrorCode code, String cause, String remedy) throws Exception {
    try (RefusingKdc refusing = new RefusingKdc(code)) {
      CLUSTER.kdc().write(TestKdc.REALM, refusing.port(), "1d");
      assertFailure(failure(ofAlice()), Kind.REFUSED, cause, remedy);
    }
  }

  @Test
  void aLoginThatMayNotWriteForOthers() {
    assertFailure(
        failure(ofAlice(LoginConfig.PROXY_USER, "orders")),
        Kind.REFUSED,
        "hdfs.proxy.user",
        "hadoop.proxyuser.<login>.hosts",
        "orders");
  }

  @Test
  void aConnectorWithoutKerberosOnAClusterWithKerberos() {
    assertFailure(
        failure(HdfsCluster.config(CLUSTER.url("/errors"), LoginConfig.USER, "dave")),
        Kind.REFUSED,
        "the cluster requires Kerberos",
        "set hdfs.kerberos.principal and hdfs.kerberos.keytab");
  }

  @Test
  void aConnectorWithKerberosOnAClusterWithoutKerberos() throws Exception {
    try (HdfsServer open = HdfsServer.withoutKerberos(directory)) {
      assertFailure(
          failure(
              SecureCluster.configOf(open.url("/errors"), "alice@EXAMPLE.COM", CLUSTER.alice())),
          Kind.REFUSED,
          "the cluster does not use Kerberos",
          "remove hdfs.kerberos.principal and hdfs.kerberos.keytab");
    }
  }

  @Test
  void aNameNodeWhosePrincipalIsNotKnown() {
    assertFailure(
        failure(ofAlice("hdfs.conf.dfs.namenode.kerberos.principal.pattern", "")),
        Kind.REFUSED,
        "the NameNode's principal is not known",
        "hdfs.conf.dfs.namenode.kerberos.principal");
  }

  @Test
  void aNameNodeWithAnotherPrincipal() {
    assertFailure(
        failure(ofAlice("hdfs.conf.dfs.namenode.kerberos.principal.pattern", "nn/*")),
        Kind.REFUSED,
        "the NameNode has another principal",
        "hdfs.conf.dir");
  }

  @Test
  void aProtectionThatTheClusterDoesNotOffer() {
    assertFailure(
        failure(ofAlice("hdfs.conf.hadoop.rpc.protection", "authentication")),
        Kind.REFUSED,
        "share no protection level",
        "hdfs.conf.hadoop.rpc.protection");
  }

  /** Nothing is restarted: the outage ends as it began. */
  @Test
  void aTicketThatExpiresWhileTheKdcIsAway() throws Exception {
    CLUSTER.kdc().reachable("2s");
    try (Storage storage =
        SecureCluster.open(ofAlice("hdfs.conf.ipc.client.connection.maxidletime", "1"), logins)) {
      storage.createIfAbsent("outage/before-" + System.nanoTime(), new byte[1]);
      CLUSTER.kdc().unreachable();

      StorageException expired = null;
      while (expired == null) {
        expired = catchThrowableOfType(StorageException.class, () -> storage.list("outage", 10));
      }
      assertFailure(expired, Kind.RETRIABLE, "the Kerberos ticket has expired", "KDC");
      assertThat(logins.failures()).isPositive();

      CLUSTER.kdc().reachable("1d");
      assertThat(listed(storage)).isEqualTo(1);
    }
  }

  private static int listed(Storage storage) {
    while (true) {
      try {
        return storage.list("outage", 1).size();
      } catch (IOException e) {
        // The thread that renews the ticket has not noticed yet that the KDC is back.
        Thread.onSpinWait();
      }
    }
  }
}
