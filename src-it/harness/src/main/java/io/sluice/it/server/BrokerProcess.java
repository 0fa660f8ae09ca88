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
package io.sluice.it.server;

import io.sluice.it.launch.BrokerMain;
import io.sluice.it.server.ServerProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A Kafka broker in a separate process. */
public final class BrokerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final ServerProcess process;
  private final Path ready;
  private final String bootstrapServers;

  private BrokerProcess(ServerProcess process, Path ready, String bootstrapServers) {
    this.process = process;
    this.ready = ready;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts the process; {@link #awaitReady} waits for it.
   *
   * @param directory of the broker's data and log
   * @param jvmOptions such as the heap
   * @param overrides broker properties
   */
  public static BrokerProcess start(
      Installation installation,
      Ports ports,
      Path directory,
      List<String> jvmOptions,
      Map<String, String> overrides)
      throws IOException {
    int port = ports.next();
    Path ready = directory.resolve("broker.ready");
    Files.deleteIfExists(ready);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                directory.resolve("broker").toString(),
                Integer.toString(port),
                Integer.toString(ports.next()),
                ready.toString()));
    overrides.forEach((key, value) -> arguments.add(key + "=" + value));
    Launch launch =
        new Launch(
            "broker",
            jvmOptions,
            installation.kafkaClassPath(),
            BrokerMain.class.getName(),
            arguments,
            Map.of());
    return new BrokerProcess(ServerProcess.start(launch, directory), ready, "127.0.0.1:" + port);
  }

  /** Returns when the broker takes requests. */
  public void awaitReady() {
    process.awaitReady(START_LIMIT, () -> Files.exists(ready));
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  public ServerProcess process() {
    return process;
  }

  /** A client for topics, groups and offsets; the caller closes it. */
  public Admin admin() {
    Properties properties = new Properties();
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return Admin.create(properties);
  }

  @Override
  public void close() {
    // The broker is not started again, so waiting for a clean stop is not worth the time.
    process.kill();
  }
}
