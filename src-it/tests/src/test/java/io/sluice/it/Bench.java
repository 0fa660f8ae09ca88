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
package io.sluice.it;

import io.sluice.it.connect.ConnectClient;
import io.sluice.it.load.Topics;
import io.sluice.it.server.Installation;
import io.sluice.it.server.Servers;
import io.sluice.it.server.StorageKind;
import io.sluice.it.server.StorageServer;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.server.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** The servers that all tests share, with clients for them. */
final class Bench implements AutoCloseable {
  private static final List<String> WORKER_HEAP =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final Servers servers;
  private final WorkerProcess worker;
  private final Admin admin;

  private Bench(Servers servers, WorkerProcess worker, Admin admin) {
    this.servers = servers;
    this.worker = worker;
    this.admin = admin;
  }

  static Bench start() throws IOException {
    Path directory = WorkDirectory.create();
    Servers servers = Servers.start(Installation.locate(), directory, Servers.QUICK);
    try {
      for (StorageKind kind : StorageKind.values()) {
        servers.with(kind);
      }
      servers.awaitReady();
      WorkerProcess worker = startWorker(servers, "worker");
      worker.awaitReady();
      for (StorageKind kind : StorageKind.values()) {
        awaitAnswer(servers.store(kind), worker.client());
      }
      return new Bench(servers, worker, servers.broker().admin());
    } catch (IOException | RuntimeException e) {
      servers.close();
      throw e;
    }
  }

  // The first answer takes the longest, and creating a connector is refused without one in time.
  private static void awaitAnswer(StorageServer store, ConnectClient worker) {
    Map<String, String> connector = new HashMap<>(store.connector("any"));
    connector.put("name", "any");
    connector.put("topics", "any");
    Await.until(
        "the worker reaches " + store.kind().title(),
        START_LIMIT,
        () -> worker.validate(connector).isEmpty());
  }

  private static WorkerProcess startWorker(Servers servers, String name) throws IOException {
    return servers.startWorker(
        name,
        WORKER_HEAP,
        // Consumers of the new group protocol refuse these; pipes of the old one set them.
        Map.of(
            "session.timeout.ms", "3000",
            "consumer.session.timeout.ms", "",
            "consumer.heartbeat.interval.ms", "",
            "offset.flush.interval.ms", "1000"));
  }

  /** Another worker of the same group, started and ready; the caller closes it. */
  WorkerProcess joiningWorker(String name) throws IOException {
    WorkerProcess another = startWorker(servers, name);
    another.awaitReady();
    return another;
  }

  /**
   * A worker of another group that has the converters of a registry too, started and ready; the
   * caller closes it.
   */
  WorkerProcess registryWorker() throws IOException {
    Installation installation = servers.installation();
    WorkerProcess another =
        servers.startWorker(
            "registry-worker",
            WORKER_HEAP,
            Map.of(
                "group.id", "registry-workers",
                "config.storage.topic", "registry-configs",
                "offset.storage.topic", "registry-offsets",
                "status.storage.topic", "registry-statuses",
                "offset.flush.interval.ms", "1000",
                "plugin.path",
                    installation.plugin(StorageKind.hdfs.name())
                        + ","
                        + installation.registryPlugin(),
                // The registry's jar does not declare its converters as services.
                "plugin.discovery", "hybrid_warn"));
    another.awaitReady();
    return another;
  }

  /** The worker that always runs. */
  WorkerProcess worker() {
    return worker;
  }

  ConnectClient connect() {
    return worker.client();
  }

  Topics topics() {
    return new Topics(admin);
  }

  Admin admin() {
    return admin;
  }

  StorageServer store(StorageKind kind) {
    return servers.store(kind);
  }

  Installation installation() {
    return servers.installation();
  }

  String bootstrapServers() {
    return servers.broker().bootstrapServers();
  }

  @Override
  public void close() throws IOException {
    admin.close();
    servers.close();
    WorkDirectory.delete(servers.directory());
  }
}
