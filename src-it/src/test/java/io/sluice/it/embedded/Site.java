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
package io.sluice.it.embedded;

import io.sluice.it.connect.ConnectClient;
import io.sluice.it.launch.LocalBroker;
import io.sluice.it.load.Topics;
import io.sluice.it.server.Installation;
import io.sluice.it.server.LocalHdfs;
import io.sluice.it.server.Ports;
import io.sluice.it.server.Servers;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.server.WorkerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.kafka.clients.admin.Admin;

/**
 * The servers of a run. Broker and HDFS live in this JVM; the worker is a process of its own, which
 * a test may kill if it starts it again. Its log stays in {@code target/embedded}.
 */
final class Site implements AutoCloseable {
  private final Installation installation = Installation.locate();
  private final Path directory =
      installation.root().resolve("src-it").resolve("target").resolve("embedded");
  private final Ports ports = new Ports();
  private LocalBroker broker;
  private LocalHdfs hdfs;
  private WorkerProcess worker;
  private Admin admin;
  private FileSystem files;

  private Site() {}

  /** Starts the servers and returns when they take requests. */
  static Site start() {
    Site site = new Site();
    try {
      site.startServers();
      return site;
    } catch (Exception e) {
      site.close();
      throw new IllegalStateException("the servers could not be started", e);
    }
  }

  private void startServers() throws Exception {
    WorkDirectory.delete(directory);
    broker = LocalBroker.start(directory.resolve("kafka"), ports.next(), ports.next(), Map.of());
    worker = startWorker("worker");
    hdfs = LocalHdfs.start(directory.resolve("hdfs"), ports.next());
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    files = FileSystem.newInstance(URI.create(hdfs.url()), new Configuration());
    worker.awaitReady();
  }

  /** Starts one more worker of the same group, which the caller ends. */
  WorkerProcess startWorker(String name) throws IOException {
    return WorkerProcess.start(
        new WorkerProcess.Plan(
            installation,
            name,
            directory,
            bootstrapServers(),
            Servers.QUICK,
            plugins(),
            Map.of("offset.flush.interval.ms", "1000", "consumer.metadata.max.age.ms", "1000"),
            Map.of()),
        ports);
  }

  private static List<Path> plugins() {
    return Arrays.stream(System.getProperty("sluice.plugin.path").split(",", -1))
        .map(Path::of)
        .map(Path::normalize)
        .toList();
  }

  /** A port on which nothing listens. */
  int closedPort() {
    return ports.next();
  }

  WorkerProcess worker() {
    return worker;
  }

  ConnectClient client() {
    return worker.client();
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  String hdfsUrl() {
    return hdfs.url();
  }

  Admin admin() {
    return admin;
  }

  Topics topics() {
    return new Topics(admin);
  }

  FileSystem files() {
    return files;
  }

  @Override
  public void close() {
    if (worker != null) {
      worker.kill();
    }
    if (admin != null) {
      admin.close();
    }
    if (broker != null) {
      broker.close();
    }
    if (hdfs != null) {
      hdfs.close();
    }
  }
}
