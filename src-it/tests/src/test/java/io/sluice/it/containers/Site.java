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

import io.sluice.it.server.Installation;
import io.sluice.it.server.Ports;
import io.sluice.it.server.StorageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.Network;

/**
 * A network with brokers, a store and Connect workers; closing it saves the logs of all containers
 * under {@code src-it/target/containers} and removes containers and network.
 */
final class Site implements AutoCloseable {
  /** JVM options of servers that are soon up and do little. */
  static final String QUICK = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  private final Installation installation = Installation.locate();
  private final Images images = new Images(installation);
  private final Ports ports = new Ports();
  private final Network network = Network.newNetwork();
  private final Path logs;
  private final List<Broker> brokers = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private final List<Machine> machines = new ArrayList<>();
  private Realm realm;

  /**
   * @param name of the folder for the logs
   */
  Site(String name) throws IOException {
    logs = installation.root().resolve("src-it/target/containers").resolve(name);
    Files.createDirectories(logs);
  }

  Images images() {
    return images;
  }

  Network network() {
    return network;
  }

  /** A free port of the host. */
  int port() {
    return ports.next();
  }

  /** Starts a cluster of brokers; returns the first of them, without waiting. */
  Broker startBrokers(int count) {
    for (int id = 1; id <= count; id++) {
      Broker broker = new Broker(this, id, count);
      brokers.add(broker);
      start(broker);
    }
    return brokers.get(0);
  }

  /**
   * Starts a KDC, and returns when it answers. What is started later gets its address and keys, and
   * HDFS requires Kerberos.
   *
   * @param life of the tickets that connectors get, such as {@code 20sec}
   */
  Realm startRealm(String life) throws IOException, InterruptedException {
    Realm started = new Realm(this, life);
    start(started);
    started.awaitReady();
    started.enter(logs);
    realm = started;
    return started;
  }

  /** Starts a NameNode and its DataNodes, without waiting. */
  NameNode startHdfs(int dataNodes) {
    NameNode nameNode = new NameNode(this, dataNodes, realm != null);
    start(nameNode);
    for (int id = 1; id <= dataNodes; id++) {
      start(new DataNode(this, id, nameNode, realm != null));
    }
    return nameNode;
  }

  /** Starts the fake Cloud Storage, without waiting. */
  CloudStorage startCloudStorage() {
    CloudStorage storage = new CloudStorage(this);
    start(storage);
    return storage;
  }

  /**
   * Starts a worker of the one group, without waiting.
   *
   * @param settings worker properties that go before the usual ones
   */
  Worker startWorker(String name, Map<String, String> settings) throws IOException {
    Worker worker =
        new Worker(
            this,
            name,
            String.join(",", brokers.stream().map(Broker::addressOnNetwork).toList()),
            plugins(),
            settings);
    workers.add(worker);
    start(worker);
    return worker;
  }

  /** The workers that were started and not removed, dead ones too. */
  List<Worker> workers() {
    return List.copyOf(workers);
  }

  /** Takes a worker away for good, with its disk. */
  void remove(Worker worker) throws IOException {
    worker.saveLog(logs);
    workers.remove(worker);
    machines.remove(worker);
    worker.close();
  }

  private List<Path> plugins() throws IOException {
    List<Path> plugins = new ArrayList<>();
    for (StorageKind kind : StorageKind.values()) {
      plugins.add(installation.plugin(kind.name()));
    }
    return plugins;
  }

  /** Returns when all that was started takes requests. */
  void awaitReady() {
    machines.forEach(Machine::awaitReady);
  }

  private void start(Machine machine) {
    machines.add(machine);
    if (realm != null) {
      realm.admit(machine);
    }
    machine.start();
  }

  @Override
  public void close() throws IOException {
    try {
      for (Machine machine : machines) {
        machine.saveLog(logs);
      }
    } finally {
      machines.forEach(Machine::close);
      network.close();
    }
  }
}
