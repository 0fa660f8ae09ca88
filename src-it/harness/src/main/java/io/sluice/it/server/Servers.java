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

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A broker, a server for each requested store, and any number of Connect workers, each a separate
 * process; closing this ends them all. Not for use by several threads.
 */
public final class Servers implements AutoCloseable {
  /** Small and soon up: for little data. */
  public static final List<String> QUICK =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /** For measurements. */
  public static final List<String> FAST = List.of("-Xmx1g", "-XX:+UseParallelGC");

  private final Installation installation;
  private final Path directory;
  private final List<String> jvmOptions;
  private final Ports ports = new Ports();
  private final BrokerProcess broker;
  private final List<WorkerProcess> workers = new ArrayList<>();
  private final Map<StorageKind, StorageServer> stores = new EnumMap<>(StorageKind.class);

  private Servers(Installation installation, Path directory, List<String> jvmOptions)
      throws IOException {
    this.installation = installation;
    this.directory = directory;
    this.jvmOptions = jvmOptions;
    this.broker = BrokerProcess.start(installation, ports, directory, jvmOptions, Map.of());
  }

  /**
   * Starts a broker; {@link #awaitReady} waits for it.
   *
   * @param directory for data and logs
   * @param jvmOptions of the broker and of the stores, such as {@link #QUICK}
   */
  public static Servers start(Installation installation, Path directory, List<String> jvmOptions)
      throws IOException {
    return new Servers(installation, directory, jvmOptions);
  }

  /** Starts a store as well; {@link #awaitReady} waits for it. */
  public Servers with(StorageKind kind) throws IOException {
    stores.put(kind, kind.start(installation, ports, directory, jvmOptions));
    return this;
  }

  /** Returns when the broker and the stores take requests. */
  public Servers awaitReady() {
    broker.awaitReady();
    stores.values().forEach(StorageServer::awaitReady);
    return this;
  }

  /**
   * Starts a worker with the packaged plugins and the test plugin; does not wait for it. Its
   * environment names the servers, for {@code ${env:…}} in connector settings.
   *
   * @param name names its log
   * @param options in addition to those for watching the worker
   * @param settings worker properties
   */
  public WorkerProcess startWorker(String name, List<String> options, Map<String, String> settings)
      throws IOException {
    return startWorker(name, options, settings, 0);
  }

  /**
   * Starts a worker with a limit on open files and sockets.
   *
   * @param maxDescriptors 0 for as many as this process
   */
  public WorkerProcess startWorker(
      String name, List<String> options, Map<String, String> settings, int maxDescriptors)
      throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    stores.values().forEach(store -> environment.putAll(store.environment()));
    List<Path> plugins = new ArrayList<>();
    for (StorageKind kind : StorageKind.values()) {
      plugins.add(installation.plugin(kind.name()));
    }
    plugins.add(installation.testPlugin());
    WorkerProcess worker =
        WorkerProcess.start(
            new WorkerProcess.Plan(
                installation,
                name,
                directory,
                broker.bootstrapServers(),
                options,
                plugins,
                settings,
                environment,
                maxDescriptors),
            ports);
    workers.add(worker);
    return worker;
  }

  public BrokerProcess broker() {
    return broker;
  }

  /**
   * The store of this kind.
   *
   * @throws IllegalStateException if there is none
   */
  public StorageServer store(StorageKind kind) {
    StorageServer store = stores.get(kind);
    if (store == null) {
      throw new IllegalStateException("these servers have no " + kind.title());
    }
    return store;
  }

  public Installation installation() {
    return installation;
  }

  public Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    // The servers are not started again, so waiting for a clean stop is not worth the time.
    workers.forEach(worker -> worker.process().kill());
    try {
      for (StorageServer store : stores.values()) {
        store.close();
      }
    } finally {
      broker.close();
    }
  }
}
