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
package io.sluice.it.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.testcontainers.images.builder.Transferable;

/**
 * A KDC of MIT Kerberos, whose keys and address the machines of a site get when they start. This
 * JVM uses Kerberos for HDFS from then on, so tests with a realm run in a separate JVM.
 */
final class Realm extends Machine {
  private static final int PORT = 88;
  private static final String NAME = "EXAMPLE.COM";
  private static final String SERVER = "hdfs/namenode";
  private static final String WEB_SERVER = "HTTP/namenode";
  private static final String CONNECTOR = "sluice";

  /** In every container. */
  private static final String KEYTABS = "/tmp/keytabs/";

  private static final String CONFIGURATION = "java.security.krb5.conf";

  private final int portOnHost;
  private final Map<String, byte[]> files = new TreeMap<>();

  /**
   * @param life of the tickets that connectors get, such as {@code 20sec}
   */
  Realm(Site site, String life) {
    super(site.images().name(Images.KDC), site.network(), "kdc");
    portOnHost = site.port();
    publish(portOnHost, PORT);
    withEnv("PRINCIPALS", SERVER + "=1day," + WEB_SERVER + "=1day," + CONNECTOR + "=" + life);
  }

  @Override
  boolean isReady() throws Exception {
    return execInContainer("test", "-e", "/keytabs/ready").getExitCode() == 0;
  }

  /**
   * Reads the keys, and logs this JVM in as the superuser of HDFS.
   *
   * @param directory for a keytab and a configuration
   */
  void enter(Path directory) throws IOException, InterruptedException {
    for (String principal : new String[] {SERVER, WEB_SERVER, CONNECTOR}) {
      String file = file(principal);
      files.put(
          KEYTABS + file,
          copyFileFromContainer("/keytabs/" + file, content -> content.readAllBytes()));
    }
    files.put("/etc/krb5.conf", configuration("kdc:" + PORT).getBytes(StandardCharsets.UTF_8));
    Path configuration = directory.resolve("krb5.conf");
    Files.writeString(configuration, configuration("localhost:" + portOnHost));
    System.setProperty(CONFIGURATION, configuration.toString());
    Files.write(directory.resolve(file(SERVER)), files.get(keytab(SERVER)));
    UserGroupInformation.setConfiguration(client());
    UserGroupInformation.loginUserFromKeytab(SERVER, directory.resolve(file(SERVER)).toString());
  }

  private static String configuration(String kdc) {
    return """
    [libdefaults]
      default_realm = %1$s
      dns_lookup_kdc = false
      udp_preference_limit = 1
    [realms]
      %1$s = {
        kdc = %2$s
      }
    """
        .formatted(NAME, kdc);
  }

  private static String file(String principal) {
    return principal.replace('/', '-') + ".keytab";
  }

  private static String keytab(String principal) {
    return KEYTABS + file(principal);
  }

  /** Gives a machine that has not started yet the address of the KDC, and keys. */
  void admit(Machine machine) {
    files.forEach(
        (path, content) -> machine.withCopyToContainer(Transferable.of(content, 0644), path));
  }

  /** What servers and clients of an HDFS that encrypts all that is sent have in common. */
  private static Map<String, String> protection() {
    return Map.of(
        "hadoop.rpc.protection", "privacy",
        "dfs.data.transfer.protection", "privacy");
  }

  /** Lets a server of HDFS require Kerberos. */
  static void require(Machine server) {
    String principal = SERVER + "@" + NAME;
    server.withEnv("CORE-SITE.XML_hadoop.security.authentication", "kerberos");
    protection().forEach((name, value) -> server.withEnv("HDFS-SITE.XML_" + name, value));
    for (String role : new String[] {"namenode", "datanode"}) {
      server.withEnv("HDFS-SITE.XML_dfs." + role + ".kerberos.principal", principal);
      server.withEnv("HDFS-SITE.XML_dfs." + role + ".keytab.file", keytab(SERVER));
    }
    server.withEnv(
        "HDFS-SITE.XML_dfs.web.authentication.kerberos.principal", WEB_SERVER + "@" + NAME);
    server.withEnv("HDFS-SITE.XML_dfs.web.authentication.kerberos.keytab", keytab(WEB_SERVER));
    server.withEnv("HDFS-SITE.XML_dfs.block.access.token.enable", "true");
    server.withEnv("HDFS-SITE.XML_dfs.http.policy", "HTTP_ONLY");
    server.withEnv("HDFS-SITE.XML_ignore.secure.ports.for.testing", "true");
  }

  /** The settings by which a connector in a container logs in. */
  static Map<String, String> connector() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("hdfs.kerberos.principal", CONNECTOR + "@" + NAME);
    settings.put("hdfs.kerberos.keytab", keytab(CONNECTOR));
    protection().forEach((name, value) -> settings.put("hdfs.conf." + name, value));
    // Connections are opened again and again, each with the present ticket.
    settings.put("hdfs.conf.ipc.client.connection.maxidletime", "100");
    return settings;
  }

  /** The settings of a client of this JVM. */
  static Configuration client() {
    Configuration client = new Configuration();
    client.set("hadoop.security.authentication", "kerberos");
    protection().forEach(client::set);
    return client;
  }
}
