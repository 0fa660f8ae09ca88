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

import io.sluice.it.connect.ConnectClient;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.MountableFile;

/** One of the Connect workers of a distributed group, with packaged plugins in its plugin path. */
final class Worker extends Machine {
  private static final int REST_PORT = 8083;
  private static final String SETTINGS = "/tmp/worker.properties";
  private static final String PLUGINS = "/tmp/plugins";

  private final URI address;

  /**
   * @param name on the network
   * @param bootstrapServers as the containers reach them
   * @param plugins directories of packaged plugins
   * @param settings worker properties that go before the usual ones
   */
  Worker(
      Site site,
      String name,
      String bootstrapServers,
      List<Path> plugins,
      Map<String, String> settings) {
    super(site.images().name(Images.KAFKA), site.network(), name);
    int port = site.port();
    publish(port, REST_PORT);
    address = URI.create("http://" + getHost() + ":" + port);
    withEnv("KAFKA_HEAP_OPTS", "-Xmx512m");
    withEnv("KAFKA_OPTS", Site.QUICK);
    for (Path plugin : plugins) {
      withCopyFileToContainer(MountableFile.forHostPath(plugin), PLUGINS);
    }
    withCopyToContainer(Transferable.of(properties(bootstrapServers, settings)), SETTINGS);
    withCommand("/opt/kafka/bin/connect-distributed.sh", SETTINGS);
  }

  private String properties(String bootstrapServers, Map<String, String> settings) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("group.id", "workers");
    properties.put("listeners", "http://0.0.0.0:" + REST_PORT);
    properties.put("rest.advertised.host.name", name());
    properties.put("rest.advertised.port", Integer.toString(REST_PORT));
    properties.put("config.storage.topic", "connect-configs");
    properties.put("offset.storage.topic", "connect-offsets");
    properties.put("status.storage.topic", "connect-status");
    for (String topic : new String[] {"config", "offset", "status"}) {
      properties.put(topic + ".storage.replication.factor", "1");
    }
    properties.put("offset.storage.partitions", "1");
    properties.put("status.storage.partitions", "1");
    properties.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    properties.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    properties.put("plugin.path", PLUGINS);
    properties.put("plugin.discovery", "service_load");
    properties.put("scheduled.rebalance.max.delay.ms", "0");
    // A killed member is missed after this long.
    properties.put("session.timeout.ms", "10000");
    properties.put("heartbeat.interval.ms", "1000");
    properties.put("consumer.session.timeout.ms", "10000");
    properties.put("consumer.heartbeat.interval.ms", "1000");
    properties.put("offset.flush.interval.ms", "2000");
    properties.putAll(settings);
    StringWriter text = new StringWriter();
    try {
      properties.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Its REST interface. */
  ConnectClient client() {
    return new ConnectClient(address);
  }

  @Override
  boolean isReady() throws Exception {
    return client().isHealthy();
  }
}
