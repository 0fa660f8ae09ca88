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
package io.sluice.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.minikdc.MiniKdc;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * A KDC in this JVM, which from then on uses Kerberos for HDFS; tests with it run in a separate
 * JVM.
 */
final class LocalKdc implements AutoCloseable {
  static final String REALM = "EXAMPLE.COM";

  private static final String SERVER = "hdfs/localhost";

  private final Path directory;
  private final MiniKdc kdc;
  private Path servers;
  private UserGroupInformation superuser;

  private LocalKdc(Path directory, MiniKdc kdc) {
    this.directory = directory;
    this.kdc = kdc;
  }

  static LocalKdc start(Path directory) throws Exception {
    Properties settings = MiniKdc.createConf();
    settings.setProperty(MiniKdc.MIN_TICKET_LIFETIME, "1");
    MiniKdc kdc = new MiniKdc(settings, Files.createDirectories(directory).toFile());
    kdc.start();
    LocalKdc started = new LocalKdc(directory, kdc);
    started.servers = started.keytab("servers", SERVER, "HTTP/localhost");
    UserGroupInformation.setConfiguration(started.client());
    started.superuser =
        UserGroupInformation.loginUserFromKeytabAndReturnUGI(SERVER, started.servers.toString());
    return started;
  }

  /** A keytab of a new principal. */
  Path keytab(String principal) throws Exception {
    return keytab(principal, principal);
  }

  private Path keytab(String name, String... principals) throws Exception {
    Path keytab = directory.resolve(name + ".keytab");
    kdc.createPrincipal(keytab.toFile(), principals);
    return keytab;
  }

  /**
   * JVM options with a Kerberos configuration.
   *
   * @param lifetime of the tickets that the process asks for, such as {@code 4s}
   */
  List<String> withConfiguration(List<String> options, String lifetime) throws IOException {
    Path file = directory.resolve("krb5-" + lifetime + ".conf");
    Files.writeString(
        file,
        """
        [libdefaults]
          default_realm = %1$s
          udp_preference_limit = 1
          ticket_lifetime = %3$s
          dns_lookup_kdc = false
        [realms]
          %1$s = {
            kdc = localhost:%2$d
          }
        """
            .formatted(REALM, kdc.getPort(), lifetime));
    List<String> all = new ArrayList<>(options);
    all.add("-Djava.security.krb5.conf=" + file);
    return all;
  }

  /** Settings of an HDFS that requires Kerberos and encrypts all that is sent. */
  Map<String, String> hdfsSettings() {
    String principal = SERVER + "@" + REALM;
    return Map.ofEntries(
        Map.entry("hadoop.security.authentication", "kerberos"),
        Map.entry("hadoop.rpc.protection", "privacy"),
        Map.entry("dfs.data.transfer.protection", "privacy"),
        Map.entry("dfs.block.access.token.enable", "true"),
        Map.entry("dfs.permissions.enabled", "false"),
        Map.entry("dfs.namenode.kerberos.principal", principal),
        Map.entry("dfs.namenode.keytab.file", servers.toString()),
        Map.entry("dfs.datanode.kerberos.principal", principal),
        Map.entry("dfs.datanode.keytab.file", servers.toString()),
        Map.entry("dfs.web.authentication.kerberos.principal", "HTTP/localhost@" + REALM),
        Map.entry("dfs.web.authentication.kerberos.keytab", servers.toString()),
        Map.entry("dfs.http.policy", "HTTP_ONLY"),
        Map.entry("ignore.secure.ports.for.testing", "true"));
  }

  private Configuration client() {
    Configuration client = new Configuration();
    client.set("hadoop.security.authentication", "kerberos");
    client.set("hadoop.rpc.protection", "privacy");
    client.set("dfs.data.transfer.protection", "privacy");
    client.set("ipc.client.fallback-to-simple-auth-allowed", "true");
    return client;
  }

  /** A client of this JVM as the superuser, with or without Kerberos; the caller closes it. */
  FileSystem fileSystem(URI url) throws IOException, InterruptedException {
    return superuser.doAs(
        (PrivilegedExceptionAction<FileSystem>) () -> FileSystem.newInstance(url, client()));
  }

  @Override
  public void close() {
    kdc.stop();
  }
}
