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
import java.util.List;
import java.util.Map;

/**
 * A broker, an HDFS and any number of Connect workers, each a process of its own; closing this
 * closes them all.
 */
public final class Servers implements AutoCloseable {
  /** Small and soon up: for little data. */
  public static final List<String> QUICK =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /** For measurements. */
  public static final List<String> FAST = List.of("-Xmx1g", "-XX:+UseParallelGC");

  private final Installation installation;
  private final Path directory;
  private final Ports ports = new Ports();
  private final BrokerProcess broker;
  private final HdfsProcess hdfs;
  private final List<WorkerProcess> workers = new ArrayList<>();

  private Servers(Installation installation, Path directory, List<String> jvmOptions)
      throws IOException {
    this.installation = installation;
    this.directory = directory;
    this.broker = BrokerProcess.start(installation, ports, directory, jvmOptions, Map.of());
    this.hdfs = HdfsProcess.start(installation, ports, directory, jvmOptions);
  }

  /**
   * Starts a broker and an HDFS, and returns when the broker is ready; the HDFS starts meanwhile.
   *
   * @param directory for data and logs
   * @param jvmOptions of the broker and of the HDFS, such as {@link #QUICK}
   */
  public static Servers start(Installation installation, Path directory, List<String> jvmOptions)
      throws IOException {
    Servers servers = new Servers(installation, directory, jvmOptions);
    try {
      servers.broker.awaitReady();
      return servers;
    } catch (RuntimeException e) {
      servers.close();
      throw e;
    }
  }

  /**
   * Starts a worker with the packaged HDFS plugin and the test plugin; does not wait for it.
   *
   * @param heap such as {@code 512m}
   * @param settings worker properties
   */
  public WorkerProcess startWorker(String name, String heap, Map<String, String> settings)
      throws IOException {
    return startWorker(name, heap, List.of(), settings);
  }

  /**
   * Starts a worker with the packaged HDFS plugin and the test plugin; does not wait for it.
   *
   * @param heap such as {@code 512m}
   * @param jvmOptions beyond the heap
   * @param settings worker properties
   */
  public WorkerProcess startWorker(
      String name, String heap, List<String> jvmOptions, Map<String, String> settings)
      throws IOException {
    WorkerProcess worker =
        WorkerProcess.start(
            new WorkerProcess.Plan(
                installation,
                name,
                directory,
                broker.bootstrapServers(),
                heap,
                jvmOptions,
                List.of(installation.plugin("hdfs"), installation.testPlugin()),
                settings,
                Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(), "HDFS_URL", hdfs.url())),
            ports.next());
    workers.add(worker);
    return worker;
  }

  public BrokerProcess broker() {
    return broker;
  }

  public HdfsProcess hdfs() {
    return hdfs;
  }

  public Installation installation() {
    return installation;
  }

  public Path directory() {
    return directory;
  }

  @Override
  public void close() {
    // Without its broker a worker would take long to leave its groups, and nobody waits for it.
    workers.forEach(worker -> worker.process().kill());
    hdfs.close();
    broker.close();
  }
}
