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

import io.sluice.it.server.ServerProcess.Launch;
import io.sluice.it.verify.ConnectorFiles;
import io.sluice.it.verify.HdfsFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** A NameNode and a DataNode in a separate process. */
public final class HdfsProcess implements StorageServer {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final ServerProcess process;
  private final Path ready;
  private final String url;
  private FileSystem client;

  private HdfsProcess(ServerProcess process, Path ready, String url) {
    this.process = process;
    this.ready = ready;
    this.url = url;
  }

  /**
   * Starts the process; {@link #awaitReady} waits for it.
   *
   * @param directory of the data and the log
   * @param jvmOptions such as the heap
   */
  public static HdfsProcess start(
      Installation installation, Ports ports, Path directory, List<String> jvmOptions)
      throws IOException {
    return start(installation, ports, directory, jvmOptions, Map.of());
  }

  /**
   * Starts the process; {@link #awaitReady} waits for it. {@link #files} works without Kerberos
   * only.
   *
   * @param directory of the data and the log
   * @param jvmOptions such as the heap
   * @param settings of Hadoop's servers
   */
  public static HdfsProcess start(
      Installation installation,
      Path directory,
      List<String> jvmOptions,
      Map<String, String> settings)
      throws IOException {
    return start(installation, new Ports(), directory, jvmOptions, settings);
  }

  private static HdfsProcess start(
      Installation installation,
      Ports ports,
      Path directory,
      List<String> jvmOptions,
      Map<String, String> settings)
      throws IOException {
    int port = ports.next();
    Path ready = directory.resolve("hdfs.ready");
    Files.createDirectories(directory);
    Files.deleteIfExists(ready);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                directory.resolve("hdfs").toString(), Integer.toString(port), ready.toString()));
    settings.forEach((name, value) -> arguments.add(name + "=" + value));
    Launch launch =
        new Launch(
            "hdfs",
            jvmOptions,
            installation.ownClassPath(),
            LocalHdfs.class.getName(),
            arguments,
            Map.of());
    return new HdfsProcess(
        ServerProcess.start(launch, directory), ready, "hdfs://127.0.0.1:" + port);
  }

  @Override
  public StorageKind kind() {
    return StorageKind.hdfs;
  }

  /** Returns when the DataNode takes blocks. */
  @Override
  public void awaitReady() {
    process.awaitReady(START_LIMIT, () -> Files.exists(ready));
  }

  /** {@code hdfs://host:port} of the NameNode. */
  @Override
  public String url() {
    return url;
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("HDFS_URL", url);
  }

  @Override
  public Map<String, String> connector(String directory) {
    return Map.of(
        "connector.class",
        kind().connectorClass(),
        "hdfs.url",
        "${env:HDFS_URL}",
        "output.dir",
        "/" + directory,
        "kafka.bootstrap.servers",
        "${env:KAFKA_BOOTSTRAP_SERVERS}");
  }

  @Override
  public ServerProcess process() {
    return process;
  }

  @Override
  public ConnectorFiles files(Map<String, String> config) throws IOException {
    if (client == null) {
      client = FileSystem.newInstance(URI.create(url), new Configuration());
    }
    return new HdfsFiles(client, config.get("output.dir"));
  }

  @Override
  public void close() throws IOException {
    try {
      if (client != null) {
        client.close();
      }
    } finally {
      process.kill();
    }
  }
}
