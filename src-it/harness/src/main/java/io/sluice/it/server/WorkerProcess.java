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

import io.sluice.it.connect.ConnectClient;
import io.sluice.it.launch.WorkerMain;
import io.sluice.it.server.ServerProcess.Launch;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * A distributed Connect worker in a separate process, with packaged plugins in its {@code
 * plugin.path} and no class of the project but the launcher on its class path.
 */
public final class WorkerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final Plan plan;
  private final Path properties;
  private final URI address;
  private final int jmxPort;
  private ServerProcess process;

  private WorkerProcess(Plan plan, Path properties, URI address, int jmxPort) throws IOException {
    this.plan = plan;
    this.properties = properties;
    this.address = address;
    this.jmxPort = jmxPort;
    this.process = launch();
  }

  /**
   * The configuration of a worker.
   *
   * @param name distinguishes workers that share a directory
   * @param jvmOptions such as the heap
   * @param plugins directories for {@code plugin.path}
   * @param settings worker properties that go before the usual ones; an empty one takes the usual
   *     one away
   * @param environment added to the process
   * @param maxDescriptors how many files and sockets it may have open; 0 for as many as this one
   */
  public record Plan(
      Installation installation,
      String name,
      Path directory,
      String bootstrapServers,
      List<String> jvmOptions,
      List<Path> plugins,
      Map<String, String> settings,
      Map<String, String> environment,
      int maxDescriptors) {}

  /** Starts the process; {@link #awaitReady} waits for it. */
  public static WorkerProcess start(Plan plan, Ports ports) throws IOException {
    int port = ports.next();
    Properties properties = new Properties();
    properties.put("bootstrap.servers", plan.bootstrapServers());
    properties.put("group.id", "workers");
    properties.put("listeners", "http://127.0.0.1:" + port);
    properties.put("rest.advertised.host.name", "127.0.0.1");
    properties.put("rest.advertised.port", Integer.toString(port));
    for (String topic : List.of("config", "offset", "status")) {
      properties.put(topic + ".storage.topic", "connect-" + topic + "s");
      properties.put(topic + ".storage.replication.factor", "1");
    }
    properties.put("offset.storage.partitions", "3");
    properties.put("status.storage.partitions", "1");
    properties.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    properties.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    properties.put(
        "plugin.path",
        plan.plugins().stream().map(Path::toString).collect(Collectors.joining(",")));
    properties.put("plugin.discovery", "service_load");
    properties.put("scheduled.rebalance.max.delay.ms", "0");
    properties.put("session.timeout.ms", "6000");
    properties.put("heartbeat.interval.ms", "1000");
    properties.put("consumer.session.timeout.ms", "6000");
    properties.put("consumer.heartbeat.interval.ms", "1000");
    properties.put("offset.flush.interval.ms", "5000");
    properties.put("config.providers", "env");
    properties.put(
        "config.providers.env.class",
        "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
    properties.putAll(plan.settings());
    properties.values().removeIf(""::equals);
    Files.createDirectories(plan.directory());
    Path file = plan.directory().resolve(plan.name() + ".properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return new WorkerProcess(plan, file, URI.create("http://127.0.0.1:" + port), ports.next());
  }

  private ServerProcess launch() throws IOException {
    List<String> options = new ArrayList<>(plan.jvmOptions());
    options.addAll(List.of(HeapWatch.jvmOptions(jmxPort)));
    return ServerProcess.start(
        new Launch(
            plan.name(),
            options,
            plan.installation().kafkaClassPath(),
            WorkerMain.class.getName(),
            List.of(properties.toString()),
            plan.environment(),
            plan.maxDescriptors()),
        plan.directory());
  }

  /** Returns when the worker has joined its group and read its topics. */
  public void awaitReady() {
    ConnectClient client = client();
    process.awaitReady(START_LIMIT, client::isHealthy);
  }

  /** The REST interface of this worker. */
  public URI address() {
    return address;
  }

  public ConnectClient client() {
    return new ConnectClient(address);
  }

  /** Watches the heap of the process; the caller closes it. */
  public HeapWatch watchHeap() throws IOException {
    return HeapWatch.start(jmxPort);
  }

  public ServerProcess process() {
    return process;
  }

  /** SIGKILL. */
  public void kill() {
    process.kill();
  }

  /** Starts the process again, with the same settings and port, once it was killed. */
  public void restart() throws IOException {
    if (process.isAlive()) {
      throw new IllegalStateException(plan.name() + " still runs");
    }
    process = launch();
  }

  @Override
  public void close() {
    process.close();
  }
}
