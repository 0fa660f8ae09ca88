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

import io.sluice.config.KeyFamily;
import io.sluice.config.KeyGroup;
import io.sluice.config.OptionalText;
import io.sluice.config.Unit;
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
 * The file system, the login, and how files are written.
 *
 * @param url the file system; its path is the root of the store
 * @param configurationDirectory contains the cluster's client configuration
 * @param settings of the Hadoop client, by Hadoop's names; may contain secrets
 * @param login who writes and owns the files
 * @param replication of each block; 0 for the cluster's default
 * @param blockBytes size of a block; 0 for the cluster's default
 * @param filePermission three octal digits; empty for the cluster's default
 */
record HdfsConfig(
    URI url,
    Optional<Path> configurationDirectory,
    Map<String, String> settings,
    LoginConfig login,
    short replication,
    long blockBytes,
    Optional<String> filePermission) {

  static final String URL = "hdfs.url";
  static final String SETTINGS_PREFIX = "hdfs.conf.";
  static final String CONFIGURATION_DIRECTORY = "hdfs.conf.dir";
  static final String REPLICATION = "hdfs.replication";
  static final String BLOCK_BYTES = "hdfs.block.bytes";
  static final String FILE_PERMISSION = "hdfs.file.permission";

  static final String UMASK = "fs.permissions.umask-mode";

  private static final String GROUP = "HDFS";

  /** The settings of the Hadoop client. */
  static final KeyFamily SETTINGS =
      new KeyFamily(
          SETTINGS_PREFIX,
          "setting",
          GROUP,
          medium(
                  Width.LONG,
                  "Hadoop settings",
                  "Each setting of the Hadoop client, by Hadoop's name.",
                  "They override the files in `hdfs.conf.dir`. Hadoop ignores names that it does"
                      + " not know. Secrets belong in a config provider.")
              .example("hdfs.conf.dfs.client.use.datanode.hostname=true"));

  private static final int MAX_REPLICATION = 512;
  private static final long MIN_BLOCK_BYTES = 1 << 20;
  private static final long CHECKSUM_CHUNK_BYTES = 512;
  private static final Pattern PERMISSION = Pattern.compile("[67][0-7]{2}");

  HdfsConfig {
    settings = Map.copyOf(settings);
  }

  /** Omits the values of settings, because they may be secrets. */
  @Override
  public String toString() {
    return "HdfsConfig[url=" + url + ", settings=" + new TreeSet<>(settings.keySet()) + "]";
  }

  /** Adds the keys of this group. */
  static void define(ConfigDef definition) {
    KeyGroup group = new KeyGroup(definition, GROUP);
    group
        .add(
            URL,
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Validators.text("the URI of a file system", HdfsConfig::urlProblem),
            high(
                    Width.LONG,
                    "File system",
                    "The file system, and the directory in it that `output.dir` is relative to.",
                    "It may be `hdfs://namenode:8020`, `hdfs://nameservice` together with"
                        + " `hdfs.conf.dir`, `viewfs://cluster`, or `file:///`. Stores without an"
                        + " atomic rename are refused.")
                .example("hdfs://namenode:8020/data"))
        .text(
            CONFIGURATION_DIRECTORY,
            "",
            Validators.optional(Validators.absolutePath("/etc/hadoop/conf")),
            high(
                    Width.LONG,
                    "Hadoop configuration",
                    "A directory on every worker with the cluster's core-site.xml and hdfs-site.xml.",
                    "High availability requires it.",
                    "Single settings of the Hadoop client are written as `hdfs.conf.<setting>`.")
                .example("/etc/hadoop/conf"));
    LoginConfig.define(group);
    group
        .count(
            REPLICATION,
            0,
            Validators.range(0, MAX_REPLICATION, Unit.REPLICAS),
            low(
                    Width.SHORT,
                    "Replication",
                    "The number of replicas of each block.",
                    "In an erasure-coded directory it applies only to ledger entries. An open file"
                        + " there keeps one cell for each block of a group in memory, 9 MiB with"
                        + " RS-6-3-1024k, which counts towards `memory.limit.bytes`.")
                .value("0", "the default of the cluster")
                .example("2"))
        .number(
            BLOCK_BYTES,
            0,
            BlockBytes.INSTANCE,
            low(Width.MEDIUM, "Block size", "The size of a block.")
                .value("0", "the default of the cluster")
                .example("268435456"))
        .text(
            FILE_PERMISSION,
            "",
            Validators.text("empty, or three octal digits", HdfsConfig::permissionProblem),
            low(
                    Width.SHORT,
                    "File permission",
                    "The permission of files as three octal digits.",
                    "Directories get the same permission, and whoever may read a directory may also"
                        + " search it: `750` for `640`.",
                    "A published file was created in `ledger.dir` and renamed, so it keeps the group,"
                        + " default ACL, erasure coding and block placement of that directory. If"
                        + " `ledger.dir` is inside `output.dir`, these are inherited from"
                        + " `output.dir`. Settings of a directory further below apply only to"
                        + " directories that are created there.")
                .value(
                    "", "by the client's umask, usually `644` for files and `755` for directories")
                .example("640"));
  }

  /** Reads the keys of this group. */
  static HdfsConfig from(AbstractConfig config) {
    return new HdfsConfig(
        URI.create(config.getString(URL)),
        OptionalText.read(config, CONFIGURATION_DIRECTORY).map(Path::of),
        settings(config),
        LoginConfig.from(config),
        config.getInt(REPLICATION).shortValue(),
        config.getLong(BLOCK_BYTES),
        OptionalText.read(config, FILE_PERMISSION));
  }

  /** Checks the keys of this group against each other. */
  static void check(AbstractConfig config, BiConsumer<String, String> errors) {
    LoginConfig.check(config, errors);
    if (OptionalText.read(config, FILE_PERMISSION).isPresent()
        && settings(config).containsKey(UMASK)) {
      errors.accept(
          FILE_PERMISSION,
          FILE_PERMISSION
              + " and "
              + SETTINGS_PREFIX
              + UMASK
              + " contradict each other; remove one of them");
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
      return "not a URI; write one such as hdfs://namenode:8020";
    }
    if (url.getScheme() == null || url.isOpaque()) {
      return "names no file system; write one such as hdfs://namenode:8020";
    }
    if (url.getRawUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
      return "must consist of scheme, host, port and path; write a user into " + LoginConfig.USER;
    }
    if (url.getScheme().equals("hdfs") && url.getRawAuthority() == null) {
      return "names no NameNode or name service; write one such as hdfs://namenode:8020";
    }
    if (url.getScheme().equals("file") && url.getRawAuthority() != null) {
      return "names a host; write file:/// with three slashes and an absolute path";
    }
    return SupportedFileSystems.problem(url.getScheme());
  }

  /** Accepts the block sizes that HDFS accepts. */
  private enum BlockBytes implements Validators.Measured {
    INSTANCE;

    @Override
    public void ensureValid(String key, Object value) {
      if (!(value instanceof Long bytes)
          || bytes != 0 && (bytes < MIN_BLOCK_BYTES || bytes % CHECKSUM_CHUNK_BYTES != 0)) {
        throw new ConfigException(key, value, "must be " + this);
      }
    }

    @Override
    public Unit unit() {
      return Unit.BYTES;
    }

    @Override
    public String toString() {
      return "0, or a multiple of 512 that is at least 1 MiB (1048576)";
    }
  }

  private static String permissionProblem(String value) {
    return value.isEmpty() || PERMISSION.matcher(value).matches()
        ? null
        : "must be three octal digits that permit the owner to read and write, such as 640";
  }
}
