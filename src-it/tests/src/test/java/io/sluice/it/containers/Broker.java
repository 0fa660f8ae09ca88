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

import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** One of the brokers of a cluster, which is a controller too. */
final class Broker extends Machine {
  private static final int HOST_LISTENER = 9092;
  private static final int CONTROLLER_LISTENER = 9093;
  private static final int NETWORK_LISTENER = 19092;
  private static final long REQUEST_LIMIT_SECONDS = 5;

  private final String addressFromHost;

  /**
   * @param id from 1 to {@code count}
   * @param count brokers in the cluster
   */
  Broker(Site site, int id, int count) {
    super(site.images().name(Images.KAFKA), site.network(), host(id));
    int port = site.port();
    publish(port, HOST_LISTENER);
    addressFromHost = getHost() + ":" + port;
    withEnv("CLUSTER_ID", "c2x1aWNlLWNvbnRhaW5lcg");
    withEnv("KAFKA_NODE_ID", Integer.toString(id));
    withEnv("KAFKA_PROCESS_ROLES", "broker,controller");
    withEnv(
        "KAFKA_LISTENERS",
        "HOST://:"
            + HOST_LISTENER
            + ",NETWORK://:"
            + NETWORK_LISTENER
            + ",CONTROLLER://:"
            + CONTROLLER_LISTENER);
    withEnv(
        "KAFKA_ADVERTISED_LISTENERS",
        "HOST://" + addressFromHost + ",NETWORK://" + addressOnNetwork(id));
    withEnv(
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
        "HOST:PLAINTEXT,NETWORK:PLAINTEXT,CONTROLLER:PLAINTEXT");
    withEnv("KAFKA_INTER_BROKER_LISTENER_NAME", "NETWORK");
    withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER");
    withEnv(
        "KAFKA_CONTROLLER_QUORUM_VOTERS",
        IntStream.rangeClosed(1, count)
            .mapToObj(voter -> voter + "@" + host(voter) + ":" + CONTROLLER_LISTENER)
            .collect(Collectors.joining(",")));
    String replicas = Integer.toString(Math.min(count, 3));
    withEnv("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", replicas);
    withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "1");
    withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", replicas);
    withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "1");
    withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1");
    withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    withEnv("KAFKA_LOG_DIRS", "/tmp/kafka-data");
    withEnv("KAFKA_HEAP_OPTS", "-Xmx512m");
    withEnv("KAFKA_OPTS", Site.QUICK);
  }

  private static String host(int id) {
    return "broker-" + id;
  }

  private static String addressOnNetwork(int id) {
    return host(id) + ":" + NETWORK_LISTENER;
  }

  /** {@code host:port} for the other containers. */
  String addressOnNetwork() {
    return name() + ":" + NETWORK_LISTENER;
  }

  /** {@code host:port} for this JVM. */
  String addressFromHost() {
    return addressFromHost;
  }

  /** A client of this JVM; the caller closes it. */
  Admin admin() {
    Properties properties = new Properties();
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addressFromHost);
    return Admin.create(properties);
  }

  @Override
  boolean isReady() throws Exception {
    try (Admin admin = admin()) {
      return !admin
          .describeCluster()
          .nodes()
          .get(REQUEST_LIMIT_SECONDS, TimeUnit.SECONDS)
          .isEmpty();
    }
  }
}
