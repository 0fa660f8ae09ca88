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

import static io.sluice.config.KeyGroup.Label.high;
import static io.sluice.config.KeyGroup.Label.low;
import static io.sluice.config.KeyGroup.Label.medium;

import io.sluice.config.KeyGroup;
import io.sluice.config.OptionalText;
import io.sluice.config.Validators;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which file system, as whom, and how files are written there.
 *
 * @param url the file system, and as its path the root of the store
 * @param configurationDirectory holds the cluster's client configuration
 * @param settings of the Hadoop client, by their own names; may hold secrets
 * @param user whom the file system sees; empty for the worker's own user
 * @param replication of each block; 0 for the cluster's default
 * @param blockBytes the block size; 0 for the cluster's default
 * @param filePermission three octal digits; empty for the cluster's default
 */
record HdfsConfig(
    URI url,
    Optional<Path> configurationDirectory,
    Map<String, String> settings,
    Optional<String> user,
    short replication,
    long blockBytes,
    Optional<String> filePermission) {

  static final String URL = "hdfs.url";
  static final String SETTINGS_PREFIX = "hdfs.conf.";
  static final String CONFIGURATION_DIRECTORY = "hdfs.conf.dir";
  static final String USER = "hdfs.user";
  static final String REPLICATION = "hdfs.replication";
  static final String BLOCK_BYTES = "hdfs.block.bytes";
  static final String FILE_PERMISSION = "hdfs.file.permission";

  static final String UMASK = "fs.permissions.umask-mode";

  private static final int MAX_REPLICATION = 512;
  private static final long MIN_BLOCK_BYTES = 1 << 20;
  private static final long CHECKSUM_CHUNK_BYTES = 512;
  private static final Pattern USER_NAME = Pattern.compile("[\\w.-]+\\$?");
  private static final Pattern PERMISSION = Pattern.compile("[67][0-7]{2}");

  HdfsConfig {
    settings = Map.copyOf(settings);
  }

  /** Names the settings without their values, among which there may be secrets. */
  @Override
  public String toString() {
    return "HdfsConfig[url=" + url + ", settings=" + new TreeSet<>(settings.keySet()) + "]";
  }

  /** Adds the keys of this group. */
  static void define(ConfigDef definition) {
    new KeyGroup(definition, "HDFS")
        .add(
            URL,
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Validators.text("a file system's address", HdfsConfig::urlProblem),
            high(
                Width.LONG,
                "File system",
                "The file system, such as hdfs://namenode:8020, hdfs://nameservice with"
                    + " hdfs.conf.dir, viewfs://cluster, or file:///. A path at its end is the"
                    + " directory that output.dir is relative to. Stores without an atomic rename"
                    + " are refused."))
        .text(
            CONFIGURATION_DIRECTORY,
            "",
            Validators.optional(Validators.absolutePath("/etc/hadoop/conf")),
            high(
                Width.LONG,
                "Hadoop configuration",
                "A directory on every worker with the cluster's core-site.xml and hdfs-site.xml;"
                    + " needed for high availability. Empty does without. Single settings of the"
                    + " Hadoop client are written as hdfs.conf.<setting>, such as"
                    + " hdfs.conf.dfs.client.use.datanode.hostname, and win over the files."))
        .text(
            USER,
            "",
            Validators.text("empty, or a user name", HdfsConfig::userProblem),
            medium(
                Width.MEDIUM,
                "User",
                "The user that the file system sees and that owns the files, on a cluster without"
                    + " Kerberos. Empty is the worker's own user."))
        .count(
            REPLICATION,
            0,
            Validators.range(0, MAX_REPLICATION, "replicas", "0 is the cluster's default"),
            low(
                Width.SHORT,
                "Replication",
                "How many replicas each block of a file has; in an erasure-coded directory only"
                    + " those of ledger entries. An open file there holds a cell for each block of"
                    + " a group in memory, 9 MiB with RS-6-3-1024k, which counts towards"
                    + " memory.limit.bytes."))
        .number(
            BLOCK_BYTES,
            0,
            BlockBytes.INSTANCE,
            low(
                Width.MEDIUM,
                "Block size",
                "The size of a block in bytes, at least 1 MiB and a multiple of 512. 0 is the"
                    + " cluster's default."))
        .text(
            FILE_PERMISSION,
            "",
            Validators.text("empty, or three octal digits", HdfsConfig::permissionProblem),
            low(
                Width.SHORT,
                "File permission",
                "The permission of files as three octal digits, such as 640. Directories get the"
                    + " same, and may be searched by those who may read: 750. Empty is what the"
                    + " client's umask gives, usually 644 and 755. A published file was renamed out"
                    + " of ledger.dir, so it keeps what it got there: group, default ACL, erasure"
                    + " coding and the placement of its blocks. With ledger.dir inside output.dir"
                    + " these are what output.dir says; what is set on a directory below it"
                    + " reaches only the directories that are made there."));
  }

  /** Reads the keys of this group. */
  static HdfsConfig from(AbstractConfig config) {
    return new HdfsConfig(
        URI.create(config.getString(URL)),
        OptionalText.read(config, CONFIGURATION_DIRECTORY).map(Path::of),
        settings(config),
        OptionalText.read(config, USER),
        config.getInt(REPLICATION).shortValue(),
        config.getLong(BLOCK_BYTES),
        OptionalText.read(config, FILE_PERMISSION));
  }

  /** Checks the keys of this group against each other. */
  static void check(AbstractConfig config, BiConsumer<String, String> errors) {
    if (OptionalText.read(config, FILE_PERMISSION).isPresent()
        && settings(config).containsKey(UMASK)) {
      errors.accept(
          FILE_PERMISSION,
          FILE_PERMISSION + " and " + SETTINGS_PREFIX + UMASK + " contradict; remove one of them");
    }
  }

  private static Map<String, String> settings(AbstractConfig config) {
    Map<String, String> settings = new TreeMap<>();
    config
        .originalsWithPrefix(SETTINGS_PREFIX)
        .forEach((name, value) -> settings.put(name, String.valueOf(value)));
    settings.remove(CONFIGURATION_DIRECTORY.substring(SETTINGS_PREFIX.length()));
    return settings;
  }

  private static String urlProblem(String value) {
    URI url;
    try {
      url = new URI(value);
    } catch (URISyntaxException e) {
      return "it is not a URI; write one such as hdfs://namenode:8020";
    }
    if (url.getScheme() == null || url.isOpaque()) {
      return "it names no file system; write one such as hdfs://namenode:8020";
    }
    if (url.getRawUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
      return "it must consist of scheme, host, port and path only; a user belongs into " + USER;
    }
    if (url.getScheme().equals("hdfs") && url.getRawAuthority() == null) {
      return "it names no NameNode or name service; write one such as hdfs://namenode:8020";
    }
    if (url.getScheme().equals("file") && url.getRawAuthority() != null) {
      return "it names a host; write file:/// with three slashes and an absolute path";
    }
    return SupportedFileSystems.problem(url.getScheme());
  }

  private static String userProblem(String value) {
    return value.isEmpty() || USER_NAME.matcher(value).matches()
        ? null
        : "it is not a user name; write a short name such as etl, without realm or host";
  }

  /** Accepts what HDFS accepts as a block size. */
  private enum BlockBytes implements ConfigDef.Validator {
    INSTANCE;

    @Override
    public void ensureValid(String key, Object value) {
      long bytes = (Long) value;
      if (bytes != 0 && (bytes < MIN_BLOCK_BYTES || bytes % CHECKSUM_CHUNK_BYTES != 0)) {
        throw new ConfigException(
            key, value, "it must be 0, or at least 1048576 and a multiple of 512");
      }
    }

    @Override
    public String toString() {
      return "0, or a multiple of 512 from 1048576";
    }
  }

  private static String permissionProblem(String value) {
    return value.isEmpty() || PERMISSION.matcher(value).matches()
        ? null
        : "it must be three octal digits that let the owner read and write, such as 640";
  }
}
