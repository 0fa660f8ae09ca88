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
package io.sluice.it.score.campaign;

import io.sluice.it.connect.ConnectClient;
import io.sluice.it.server.Servers;
import io.sluice.it.server.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The workers of one Connect cluster; for one thread. */
public final class Fleet {
  private static final List<String> JVM =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /** Consumers of the new group protocol refuse the two settings that are empty here. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "session.timeout.ms", "3000",
          "consumer.session.timeout.ms", "",
          "consumer.heartbeat.interval.ms", "",
          "offset.flush.interval.ms", "1000");

  private final Servers servers;
  private final List<WorkerProcess> members = new ArrayList<>();
  private final Set<WorkerProcess> silent = new LinkedHashSet<>();
  private final Set<Path> logs = new LinkedHashSet<>();
  private int started;

  Fleet(Servers servers) {
    this.servers = servers;
  }

  /** Starts another worker, and returns when it has joined. */
  public WorkerProcess join() throws IOException {
    WorkerProcess worker = servers.startWorker("worker-" + ++started, JVM, SETTINGS);
    logs.add(worker.process().log());
    worker.awaitReady();
    members.add(worker);
    return worker;
  }

  /** Ends a worker with SIGTERM. */
  public void stop(WorkerProcess worker) {
    members.remove(worker);
    worker.close();
  }

  /** SIGKILL. */
  public void kill(WorkerProcess worker) {
    silent.add(worker);
    worker.kill();
  }

  /** Starts a killed worker again, and returns when it has joined. */
  public void restart(WorkerProcess worker) throws IOException {
    worker.restart();
    worker.awaitReady();
    silent.remove(worker);
  }

  /** SIGSTOP. */
  public void freeze(WorkerProcess worker) throws IOException {
    silent.add(worker);
    worker.process().freeze();
  }

  /** SIGCONT; returns when the worker answers. */
  public void thaw(WorkerProcess worker) throws IOException {
    worker.process().thaw();
    worker.awaitReady();
    silent.remove(worker);
  }

  /** The workers, those that are killed or frozen included, in the order in which they joined. */
  public List<WorkerProcess> members() {
    return List.copyOf(members);
  }

  /** A client of a worker that answers. */
  public ConnectClient client() {
    return members.stream()
        .filter(member -> !silent.contains(member))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no worker answers"))
        .client();
  }

  /** The logs of all workers that ever joined. */
  Set<Path> logs() {
    return Set.copyOf(logs);
  }
}
