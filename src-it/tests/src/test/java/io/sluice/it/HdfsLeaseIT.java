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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.SinkConfig;
import io.sluice.hdfs.HdfsStorageProvider;
import io.sluice.it.server.LocalHdfs;
import io.sluice.metrics.TaskMetrics;
import io.sluice.storage.Fault;
import io.sluice.storage.FaultInjectingStorage;
import io.sluice.storage.FaultPolicy;
import io.sluice.storage.FaultScript;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageCall.Operation;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.OpenFilesIterator.OpenFilesType;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lease that HDFS keeps for a file that is being written, where closing it goes wrong. */
class HdfsLeaseIT {
  private static final String STAGING = "topics/_sluice/connector/staging";

  @TempDir private static Path directory;

  private static LocalHdfs hdfs;

  @BeforeAll
  static void startHdfs() throws IOException {
    hdfs = LocalHdfs.start(directory, 0);
  }

  @AfterAll
  static void stopHdfs() {
    hdfs.close();
  }

  private static Storage open(FaultPolicy policy) throws StorageException {
    HdfsStorageProvider store = new HdfsStorageProvider();
    ConfigDef definition = new ConfigDef();
    store.define(definition);
    SinkConfig.define(definition);
    Map<String, String> settings = Map.of("hdfs.url", hdfs.url());
    return new FaultInjectingStorage(
        store.open(new AbstractConfig(definition, settings, false), STAGING, new TaskMetrics()),
        policy);
  }

  private static StagedFile written(Storage storage, int partition) throws IOException {
    StagedFile file = storage.stage(new StagedId("t", partition, 1, UUID.randomUUID()));
    file.output().write("a record\n".getBytes(StandardCharsets.UTF_8));
    assertThat(openFiles()).hasSize(1);
    return file;
  }

  /** Files with a lease. */
  private static List<String> openFiles() throws IOException {
    List<String> open = new ArrayList<>();
    try (DistributedFileSystem fileSystem =
        (DistributedFileSystem)
            FileSystem.newInstance(URI.create(hdfs.url()), new Configuration())) {
      var files = fileSystem.listOpenFiles(EnumSet.of(OpenFilesType.ALL_OPEN_FILES), "/");
      while (files.hasNext()) {
        open.add(files.next().getFilePath());
      }
    }
    return open;
  }

  @Test
  void aFileThatCannotBeClosedGivesItsLeaseBackWhenItIsAbandoned() throws Exception {
    FaultScript script = new FaultScript();
    try (Storage storage = open(script)) {
      StagedFile file = written(storage, 0);
      script.then(Operation.SEAL, new Fault.FailBefore(true));
      assertThatThrownBy(file::seal).isInstanceOf(StorageException.class);

      file.abandon();

      assertThat(openFiles()).isEmpty();
    }
  }

  /** The next owner does not wait for the lease of a frozen writer, which ends after an hour. */
  @Test
  void theNextOwnerEndsTheLeaseOfAFileWhoseCloseHangs() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    FaultPolicy hanging =
        call -> {
          if (call.operation() != Operation.SEAL) {
            return new Fault.None();
          }
          reached.countDown();
          return new Fault.HoldBefore(gate);
        };
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Storage storage = open(hanging);
        Storage next = open(call -> new Fault.None())) {
      StagedFile file = written(storage, 1);
      Future<?> sealing =
          thread.submit(
              () -> {
                file.seal();
                return null;
              });
      reached.await();

      assertThat(next.staged("t", 1)).containsExactly(file.id());
      next.discard(file.id());
      assertThat(openFiles()).isEmpty();

      gate.countDown();
      assertThatThrownBy(sealing::get).hasCauseInstanceOf(StorageException.class);
      file.abandon();
      assertThat(openFiles()).isEmpty();
      assertThat(next.staged("t", 1)).isEmpty();
    } finally {
      thread.shutdownNow();
    }
  }
}
