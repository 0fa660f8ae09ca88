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

import io.sluice.connect.StorageProvider;
import io.sluice.gcs.GcsSinkConnector;
import io.sluice.gcs.GcsStorageProvider;
import io.sluice.hdfs.HdfsSinkConnector;
import io.sluice.hdfs.HdfsStorageProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.connect.sink.SinkConnector;

/** The stores that there are connectors for, by the names that command lines give them. */
public enum StorageKind {
  hdfs("HDFS", HdfsSinkConnector.class) {
    @Override
    public StorageProvider provider() {
      return new HdfsStorageProvider();
    }

    @Override
    StorageServer start(
        Installation installation, Ports ports, Path directory, List<String> jvmOptions)
        throws IOException {
      return HdfsProcess.start(installation, ports, directory, jvmOptions);
    }
  },
  gcs("a fake Cloud Storage", GcsSinkConnector.class) {
    @Override
    public StorageProvider provider() {
      return new GcsStorageProvider();
    }

    @Override
    StorageServer start(
        Installation installation, Ports ports, Path directory, List<String> jvmOptions)
        throws IOException {
      return GcsProcess.start(installation, ports, directory, jvmOptions);
    }
  };

  private final String title;
  private final Class<? extends SinkConnector> connector;

  StorageKind(String title, Class<? extends SinkConnector> connector) {
    this.title = title;
    this.connector = connector;
  }

  /** The name for people. */
  public String title() {
    return title;
  }

  /** The connector's class. */
  public String connectorClass() {
    return connector.getName();
  }

  /** The connector's side of the store, opened without a worker. */
  public abstract StorageProvider provider();

  /**
   * Starts a server of this kind alone; {@link StorageServer#awaitReady} waits for it.
   *
   * @param directory of the data and the log
   * @param jvmOptions such as the heap
   */
  public StorageServer start(Installation installation, Path directory, List<String> jvmOptions)
      throws IOException {
    return start(installation, new Ports(), directory, jvmOptions);
  }

  abstract StorageServer start(
      Installation installation, Ports ports, Path directory, List<String> jvmOptions)
      throws IOException;
}
