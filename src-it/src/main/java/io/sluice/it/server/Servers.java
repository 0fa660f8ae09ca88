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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A broker, possibly an HDFS, and any number of Connect workers, each a process of its own; closing
 * this ends them all. Not for use by several threads.
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
  private HdfsProcess hdfs;

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
   * @param jvmOptions of the broker and of the HDFS, such as {@link #QUICK}
   */
  public static Servers start(Installation installation, Path directory, List<String> jvmOptions)
      throws IOException {
    return new Servers(installation, directory, jvmOptions);
  }

  /** Starts an HDFS as well; {@link #awaitReady} waits for it. */
  public Servers withHdfs() throws IOException {
    hdfs = HdfsProcess.start(installation, ports, directory, jvmOptions);
    return this;
  }

  /** Returns when the broker, and the HDFS if there is one, take requests. */
  public Servers awaitReady() {
    broker.awaitReady();
    if (hdfs != null) {
      hdfs.awaitReady();
    }
    return this;
  }

  /**
   * Starts a worker with the packaged HDFS plugin and the test plugin; does not wait for it. Its
   * environment names the servers, for {@code ${env:…}} in connector settings.
   *
   * @param name names its log
   * @param options beyond those that let the worker be watched
   * @param settings worker properties
   */
  public WorkerProcess startWorker(String name, List<String> options, Map<String, String> settings)
      throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    if (hdfs != null) {
      environment.put("HDFS_URL", hdfs.url());
    }
    WorkerProcess worker =
        WorkerProcess.start(
            new WorkerProcess.Plan(
                installation,
                name,
                directory,
                broker.bootstrapServers(),
                options,
                List.of(installation.plugin("hdfs"), installation.testPlugin()),
                settings,
                environment),
            ports);
    workers.add(worker);
    return worker;
  }

  public BrokerProcess broker() {
    return broker;
  }

  /**
   * The HDFS.
   *
   * @throws IllegalStateException if there is none
   */
  public HdfsProcess hdfs() {
    if (hdfs == null) {
      throw new IllegalStateException("these servers have no HDFS");
    }
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
    // Nobody starts these servers again, so a clean stop is worth no wait.
    workers.forEach(worker -> worker.process().kill());
    if (hdfs != null) {
      hdfs.close();
    }
    broker.close();
  }
}
