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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginConfigTest {
  @TempDir private Path directory;

  private static AbstractConfig config(String... settings) {
    Map<String, String> all = new HashMap<>(Map.of("hdfs.url", "hdfs://namenode"));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    ConfigDef definition = new ConfigDef();
    HdfsConfig.define(definition);
    return new AbstractConfig(definition, all, false);
  }

  private static List<String> contradictions(String... settings) {
    List<String> errors = new ArrayList<>();
    new HdfsStorageProvider()
        .check(config(settings), (key, message) -> errors.add(key + ": " + message));
    return errors;
  }

  private static List<String> missingOnTheHost(String... settings) {
    List<String> errors = new ArrayList<>();
    new HdfsStorageProvider()
        .checkHost(config(settings), (key, message) -> errors.add(key + ": " + message));
    return errors;
  }

  @Test
  void readsAPrincipalWithItsKeytab() {
    assertThat(
            LoginConfig.from(
                config(
                    "hdfs.kerberos.principal",
                    "sluice/_HOST@EXAMPLE.COM",
                    "hdfs.kerberos.keytab",
                    "/etc/sluice.keytab",
                    "hdfs.proxy.user",
                    "orders")))
        .isEqualTo(
            new LoginConfig(
                Optional.empty(),
                Optional.of(
                    new LoginConfig.Kerberos(
                        "sluice/_HOST@EXAMPLE.COM", Path.of("/etc/sluice.keytab"))),
                Optional.of("orders")));
  }

  @ParameterizedTest
  @CsvSource({
    "hdfs.kerberos.principal=p, hdfs.kerberos.keytab, missing",
    "hdfs.kerberos.keytab=/k, hdfs.kerberos.principal, missing",
    "hdfs.kerberos.principal=p hdfs.kerberos.keytab=/k hdfs.user=etl, hdfs.user, hdfs.proxy.user",
    "hdfs.kerberos.principal=p hdfs.kerberos.keytab=/k hdfs.url=file:///d,"
        + " hdfs.kerberos.principal, local file system",
    "hdfs.proxy.user=p hdfs.url=file:///d, hdfs.proxy.user, local file system",
    "hdfs.conf.hadoop.security.authentication=kerberos, hdfs.kerberos.principal,"
        + " set hdfs.kerberos.principal and hdfs.kerberos.keytab",
    "hdfs.kerberos.principal=p hdfs.kerberos.keytab=/k"
        + " hdfs.conf.hadoop.security.authentication=simple, hdfs.kerberos.principal, contradicts"
  })
  void reportsAContradictionOnItsKey(String settings, String key, String reason) {
    assertThat(contradictions(settings.split("[ =]")))
        .singleElement()
        .asString()
        .startsWith(key + ": ")
        .contains(reason);
  }

  @Test
  void acceptsKeysThatFit() {
    assertThat(
            contradictions(
                "hdfs.kerberos.principal",
                "p",
                "hdfs.kerberos.keytab",
                "/k",
                "hdfs.proxy.user",
                "orders",
                "hdfs.conf.hadoop.security.authentication",
                "kerberos"))
        .isEmpty();
    assertThat(contradictions("hdfs.user", "etl", "hdfs.proxy.user", "orders")).isEmpty();
  }

  @Test
  void aKeytabThatCannotBeReadIsReportedBeforeTheClusterIsAsked() throws Exception {
    String missing = directory.resolve("missing.keytab").toString();
    assertThat(missingOnTheHost("hdfs.kerberos.principal", "p", "hdfs.kerberos.keytab", missing))
        .singleElement()
        .asString()
        .startsWith("hdfs.kerberos.keytab: ")
        .contains(missing + " is not a readable file");

    Path text = Files.writeString(directory.resolve("text"), "secret");
    assertThat(
            missingOnTheHost(
                "hdfs.kerberos.principal", "p", "hdfs.kerberos.keytab", text.toString()))
        .singleElement()
        .asString()
        .contains("is not a keytab")
        .doesNotContain("secret");
  }

  @Test
  void aClusterWithKerberosNeedsAPrincipal() throws Exception {
    Files.writeString(
        directory.resolve("core-site.xml"),
        """
        <configuration>
          <property><name>hadoop.security.authentication</name><value>kerberos</value></property>
        </configuration>
        """);
    HdfsConfig config =
        HdfsCluster.config("hdfs://namenode", "hdfs.conf.dir", directory.toString());

    assertThatThrownBy(() -> HadoopConfigurations.create(config))
        .hasMessageContaining("set hdfs.kerberos.principal and hdfs.kerberos.keytab");
  }
}
