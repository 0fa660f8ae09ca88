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

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HdfsConfigTest {

  @Test
  void hasDefaults() {
    assertThat(HdfsCluster.config("hdfs://namenode:8020"))
        .isEqualTo(
            new HdfsConfig(
                URI.create("hdfs://namenode:8020"),
                Optional.empty(),
                Map.of(),
                new LoginConfig(Optional.empty(), Optional.empty(), Optional.empty()),
                (short) 0,
                0,
                Optional.empty()));
  }

  @Test
  void readsEveryKey() {
    assertThat(
            HdfsCluster.config(
                "hdfs://nameservice/data",
                "hdfs.conf.dir",
                "/etc/hadoop/conf",
                "hdfs.conf.dfs.client.use.datanode.hostname",
                "true",
                "hdfs.user",
                "etl",
                "hdfs.proxy.user",
                "orders",
                "hdfs.replication",
                "2",
                "hdfs.block.bytes",
                "268435456",
                "hdfs.file.permission",
                "640"))
        .isEqualTo(
            new HdfsConfig(
                URI.create("hdfs://nameservice/data"),
                Optional.of(Path.of("/etc/hadoop/conf")),
                Map.of("dfs.client.use.datanode.hostname", "true"),
                new LoginConfig(Optional.of("etl"), Optional.empty(), Optional.of("orders")),
                (short) 2,
                268435456,
                Optional.of("640")));
  }

  @Test
  void neverPrintsTheValuesOfHadoopSettings() {
    HdfsConfig config =
        HdfsCluster.config("hdfs://nn", "hdfs.conf.ssl.client.keystore.password", "hunter2");

    assertThat(config.toString())
        .contains("ssl.client.keystore.password")
        .doesNotContain("hunter2");
  }

  @Test
  void requiresTheUrl() {
    ConfigDef definition = new ConfigDef();
    HdfsConfig.define(definition);

    assertThatThrownBy(() -> definition.parse(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("hdfs.url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hdfs://namenode:8020",
        "hdfs://nameservice",
        "hdfs://name_service/base",
        "viewfs://cluster/data",
        "viewfs:///data",
        "file:///mnt/data"
      })
  void acceptsFileSystemsThatRenameAtomically(String url) {
    assertThat(HdfsCluster.config(url).url()).isEqualTo(URI.create(url));
  }

  @ParameterizedTest
  @CsvSource({
    "s3a://bucket, Amazon S3",
    "S3N://bucket, Amazon S3",
    "wasbs://c@account.blob.core.windows.net, scheme",
    "abfss://account.dfs.core.windows.net, Azure Data Lake",
    "gs://bucket, GCS connector",
    "ofs://ozone/volume/bucket, Apache Ozone",
    "o3fs://bucket.volume, Apache Ozone",
    "oss://bucket, Alibaba",
    "webhdfs://namenode:9870, forced to disk",
    "hdfs:///path, NameNode",
    "file://mnt/data, three slashes",
    "hdfs:path, names no file system",
    "namenode, names no file system",
    "'', names no file system",
    "hdfs://user@namenode, hdfs.user",
    "'hdfs://name node', URI"
  })
  void refusesOtherUrls(String url, String reason) {
    assertThatThrownBy(() -> HdfsCluster.config(url))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("hdfs.url")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "hdfs.conf.dir, etc/hadoop, absolute path",
    "hdfs.user, etl@REALM, user name",
    "hdfs.user, two words, user name",
    "hdfs.proxy.user, etl@REALM, user name",
    "hdfs.kerberos.principal, a/b/c@REALM, principal",
    "hdfs.kerberos.keytab, etl.keytab, absolute path",
    "hdfs.replication, -1, from 0 to 512",
    "hdfs.replication, 513, from 0 to 512",
    "hdfs.block.bytes, -1, at least 1 MiB",
    "hdfs.block.bytes, 1048575, 1048576",
    "hdfs.block.bytes, 1048577, multiple",
    "hdfs.file.permission, 0640, octal",
    "hdfs.file.permission, 648, octal",
    "hdfs.file.permission, 440, octal"
  })
  void refusesBadValues(String key, String value, String reason) {
    assertThatThrownBy(() -> HdfsCluster.config("hdfs://namenode", key, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(reason);
  }

  @Test
  void refusesAPermissionBesideAUmask() {
    ConfigDef definition = new ConfigDef();
    HdfsConfig.define(definition);
    Map<String, String> settings =
        Map.of(
            "hdfs.url",
            "hdfs://namenode",
            "hdfs.file.permission",
            "640",
            "hdfs.conf.fs.permissions.umask-mode",
            "077");
    List<String> errors = new ArrayList<>();

    new HdfsStorageProvider()
        .check(
            new AbstractConfig(definition, settings, false),
            (key, message) -> errors.add(key + ": " + message));

    assertThat(errors)
        .singleElement()
        .asString()
        .startsWith("hdfs.file.permission: ")
        .contains("hdfs.conf.fs.permissions.umask-mode");
  }

  @ParameterizedTest
  @CsvSource({"640, 027", "600, 077", "644, 022", "664, 002", "755, 022", "620, 057"})
  void derivesTheUmaskOfDirectories(String permission, String umask) {
    assertThat(FileSettings.umask(permission)).isEqualTo(umask);
  }

  @Test
  void aTextInThePlaceOfANumberIsAnErrorOnItsKey() {
    ConfigDef definition = new HdfsSinkConnector().config();
    Map<String, String> settings = new HashMap<>();
    definition.configKeys().values().stream()
        .filter(key -> key.type == ConfigDef.Type.INT || key.type == ConfigDef.Type.LONG)
        .forEach(key -> settings.put(key.name, "many"));

    assertThat(definition.validate(settings))
        .filteredOn(value -> settings.containsKey(value.name()))
        .hasSizeGreaterThan(10)
        .allSatisfy(value -> assertThat(value.errorMessages()).isNotEmpty());
  }
}
