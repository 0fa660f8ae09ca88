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

import io.sluice.storage.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Builds the Hadoop client's configuration from the connector's settings. */
final class HadoopConfigurations {
  private static final List<String> FILES =
      List.of("core-site.xml", "hdfs-site.xml", "viewfs-mount-table.xml");

  private HadoopConfigurations() {}

  /** Files override the connector's defaults, and single settings override files. */
  static Configuration create(HdfsConfig config) throws StorageException {
    Configuration configuration = new Configuration();
    configuration.setClassLoader(HadoopConfigurations.class.getClassLoader());
    configuration.addResource(defaults());
    if (config.configurationDirectory().isPresent()) {
      addFiles(configuration, config.configurationDirectory().get());
    }
    config.settings().forEach(configuration::set);
    boolean kerberos = config.login().kerberos().isPresent();
    if (!kerberos && "kerberos".equalsIgnoreCase(configuration.get(LoginConfig.AUTHENTICATION))) {
      throw StorageException.fatal(
          HdfsConfig.CONFIGURATION_DIRECTORY
              + " belongs to a cluster with Kerberos; set "
              + LoginConfig.PRINCIPAL
              + " and "
              + LoginConfig.KEYTAB,
          null);
    }
    HadoopSecurity.separate(configuration, kerberos);
    config
        .filePermission()
        .ifPresent(digits -> configuration.set(HdfsConfig.UMASK, FileSettings.umask(digits)));
    if (config.url().getHost() != null) {
      // Listing the ledger must see the newest entry, and an observer may lag behind.
      configuration.set(
          "dfs.client.failover.observer.auto-msync-period." + config.url().getHost(), "0");
    }
    return configuration;
  }

  private static Configuration defaults() {
    Configuration defaults = new Configuration(false);
    // When a file is closed, the client asks the NameNode whether the last block was reported, and
    // if
    // not, sleeps this long, doubling. With these retries the total is about 20 s, above Hadoop's
    // 12 s.
    defaults.set("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "10");
    defaults.set("dfs.client.block.write.locateFollowingBlock.retries", "11");
    // Two attempts of 20 s instead of Hadoop's 46, which block a thread for a quarter of an hour.
    defaults.set("ipc.client.connect.max.retries.on.timeouts", "1");
    // Hadoop's default, whose file is in the jar of its servers: without it, each connector with
    // Kerberos would have to know the NameNode's principal.
    defaults.set("dfs.namenode.kerberos.principal.pattern", "*");
    // The task closes its file system after everything that uses it.
    defaults.set("fs.automatic.close", "false");
    return defaults;
  }

  private static void addFiles(Configuration configuration, Path directory)
      throws StorageException {
    List<Path> files = FILES.stream().map(directory::resolve).filter(Files::isReadable).toList();
    if (files.isEmpty()) {
      throw StorageException.fatal(
          HdfsConfig.CONFIGURATION_DIRECTORY
              + " "
              + directory
              + " contains no readable core-site.xml or hdfs-site.xml; put the cluster's client"
              + " configuration there on every worker",
          null);
    }
    files.forEach(file -> configuration.addResource(new org.apache.hadoop.fs.Path(file.toUri())));
  }
}
