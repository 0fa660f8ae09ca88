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

/** A DataNode, which this JVM reaches too: under the host's name, at a separate port. */
final class DataNode extends Machine {

  DataNode(Site site, int id, NameNode nameNode, boolean kerberos) {
    super(site.images().name(Images.HADOOP), site.network(), "datanode-" + id);
    int port = site.port();
    publish(port, port);
    withEnv("CORE-SITE.XML_fs.defaultFS", nameNode.addressOnNetwork());
    withEnv("HDFS-SITE.XML_dfs.datanode.data.dir", "/tmp/hadoop/data");
    withEnv("HDFS-SITE.XML_dfs.datanode.address", "0.0.0.0:" + port);
    // Containers go by the address that the NameNode sees; clients that ask for host names get
    // this.
    withEnv("HDFS-SITE.XML_dfs.datanode.hostname", getHost());
    withEnv("HADOOP_OPTS", Site.QUICK);
    if (kerberos) {
      Realm.require(this);
    }
    withCommand("hdfs", "datanode");
  }

  /** The NameNode is ready only with its DataNodes. */
  @Override
  boolean isReady() {
    return isRunning();
  }
}
