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

import io.sluice.it.server.StorageKind;
import io.sluice.it.verify.ConnectorFiles;
import io.sluice.it.verify.HdfsFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.DatanodeReportType;

/** The NameNode of an HDFS; it is ready when all its DataNodes take blocks. */
final class NameNode extends Machine implements Target {
  private static final int RPC_PORT = 8020;
  private static final String DATA = "/tmp/hadoop/name";

  private final int dataNodes;
  private final URI addressFromHost;
  private final boolean kerberos;
  private FileSystem client;

  /**
   * @param dataNodes how many it has; also the replication that clients get by default, up to 3
   * @param kerberos whether it requires Kerberos
   */
  NameNode(Site site, int dataNodes, boolean kerberos) {
    super(site.images().name(Images.HADOOP), site.network(), "namenode");
    this.dataNodes = dataNodes;
    this.kerberos = kerberos;
    int port = site.port();
    publish(port, RPC_PORT);
    addressFromHost = URI.create("hdfs://" + getHost() + ":" + port);
    withEnv("CORE-SITE.XML_fs.defaultFS", addressOnNetwork());
    withEnv("HDFS-SITE.XML_dfs.namenode.rpc-bind-host", "0.0.0.0");
    withEnv("HDFS-SITE.XML_dfs.namenode.name.dir", DATA);
    withEnv("HDFS-SITE.XML_dfs.namenode.datanode.registration.ip-hostname-check", "false");
    withEnv("HDFS-SITE.XML_dfs.namenode.safemode.extension", "0");
    withEnv("HDFS-SITE.XML_dfs.replication", Integer.toString(Math.min(dataNodes, 3)));
    withEnv("HDFS-SITE.XML_dfs.permissions.enabled", "false");
    withEnv("ENSURE_NAMENODE_DIR", DATA);
    withEnv("HADOOP_OPTS", Site.QUICK);
    if (kerberos) {
      Realm.require(this);
    }
    withCommand("hdfs", "namenode");
  }

  /** The file system for the other containers. */
  String addressOnNetwork() {
    return "hdfs://" + name() + ":" + RPC_PORT;
  }

  @Override
  public Map<String, String> connector(String directory) {
    Map<String, String> settings = new HashMap<>(kerberos ? Realm.connector() : Map.of());
    settings.put("connector.class", StorageKind.hdfs.connectorClass());
    settings.put("hdfs.url", addressOnNetwork());
    settings.put("output.dir", "/" + directory);
    return settings;
  }

  @Override
  public ConnectorFiles files(Map<String, String> config) throws IOException {
    if (client == null) {
      client = client();
    }
    return new HdfsFiles(client, config.get("output.dir"));
  }

  /** A client of this JVM; the caller closes it. */
  private FileSystem client() throws IOException {
    Configuration configuration = kerberos ? Realm.client() : new Configuration();
    configuration.setBoolean("dfs.client.use.datanode.hostname", true);
    return FileSystem.newInstance(addressFromHost, configuration);
  }

  @Override
  boolean isReady() throws IOException {
    try (FileSystem files = client()) {
      DistributedFileSystem hdfs = (DistributedFileSystem) files;
      return hdfs.getDataNodeStats(DatanodeReportType.LIVE).length >= dataNodes
          && !hdfs.setSafeMode(SafeModeAction.GET);
    }
  }

  @Override
  public void close() {
    try {
      if (client != null) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the client of " + name(), e);
    } finally {
      super.close();
    }
  }
}
