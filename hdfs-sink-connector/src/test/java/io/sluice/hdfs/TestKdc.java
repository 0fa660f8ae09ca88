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

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.hadoop.minikdc.MiniKdc;

/** A KDC in this JVM, whose Kerberos configuration points to it. */
final class TestKdc implements AutoCloseable {
  static final String REALM = "EXAMPLE.COM";

  private static final String CONFIGURATION = "java.security.krb5.conf";

  private final Path directory;
  private final MiniKdc kdc;
  private final String before = System.getProperty(CONFIGURATION);

  TestKdc(Path directory) throws Exception {
    this.directory = Files.createDirectories(directory);
    Properties settings = MiniKdc.createConf();
    settings.setProperty(MiniKdc.MIN_TICKET_LIFETIME, "1");
    kdc = new MiniKdc(settings, Files.createDirectories(directory.resolve("kdc")).toFile());
    kdc.start();
    System.setProperty(CONFIGURATION, krb5Conf().toString());
    reachable("1d");
  }

  /** A keytab with keys that this KDC does not have. */
  Path foreignKeytab(String principal) throws Exception {
    Path other = Files.createDirectories(directory.resolve("other"));
    MiniKdc stranger = new MiniKdc(MiniKdc.createConf(), other.toFile());
    stranger.start();
    try {
      Path keytab = directory.resolve("foreign-" + principal + ".keytab");
      stranger.createPrincipal(keytab.toFile(), principal);
      return keytab;
    } finally {
      stranger.stop();
      System.setProperty(CONFIGURATION, krb5Conf().toString());
    }
  }

  /** The file that all logins of this JVM read. */
  Path krb5Conf() {
    return directory.resolve("krb5.conf");
  }

  /**
   * Lets logins find the KDC.
   *
   * @param lifetime of their tickets, such as {@code 2s}
   */
  void reachable(String lifetime) throws IOException {
    write(REALM, kdc.getPort(), lifetime);
  }

  /** Lets logins look for the KDC where nothing listens. */
  void unreachable() throws IOException {
    try (ServerSocket closed = new ServerSocket(0)) {
      write(REALM, closed.getLocalPort(), "1d");
    }
  }

  /** Lets logins look for the KDC of a realm at a port. */
  void write(String realm, int port, String lifetime) throws IOException {
    configure(
        """
        [libdefaults]
          default_realm = %1$s
          udp_preference_limit = 1
          ticket_lifetime = %3$s
          dns_lookup_kdc = false
          dns_lookup_realm = false
        [realms]
          %1$s = {
            kdc = localhost:%2$d
          }
        """
            .formatted(realm, port, lifetime));
  }

  /** Sets the content of krb5.conf. */
  void configure(String content) throws IOException {
    Files.writeString(krb5Conf(), content);
  }

  /** Creates principals with new keys, and returns a file with them. */
  Path keytab(String name, String... principals) throws Exception {
    Path keytab = directory.resolve(name + ".keytab");
    kdc.createPrincipal(keytab.toFile(), principals);
    return keytab;
  }

  @Override
  public void close() {
    kdc.stop();
    if (before == null) {
      System.clearProperty(CONFIGURATION);
    } else {
      System.setProperty(CONFIGURATION, before);
    }
  }
}
