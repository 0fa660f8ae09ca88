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
package io.sluice.hdfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.storage.CreateOutcome;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageContract;
import io.sluice.storage.StorageException;
import io.sluice.storage.StorageException.Kind;
import io.sluice.storage.StoragePaths;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HadoopStorageTest extends StorageContract {
  @RegisterExtension static final HdfsCluster CLUSTER = new HdfsCluster();

  private final String root = "/contract-" + UUID.randomUUID();

  @Override
  protected Storage open() throws Exception {
    return CLUSTER.open(root);
  }

  @Test
  void neverPublishesIntoADirectoryOfTheFilesName() throws Exception {
    CLUSTER.fileSystem().mkdirs(path("out/a"));
    StagedId id = staged("x");

    assertThat(failure(() -> publish(id, "out/a")))
        .hasMessageContaining("a directory has this name; move it away")
        .extracting(StorageException::kind)
        .isEqualTo(Kind.FATAL);

    assertThat(files()).containsExactly(StoragePaths.stagedFile(HdfsCluster.STAGING, id));
  }

  @Test
  void theConnectorIsNamedThatHasTakenTheName() throws Exception {
    StagedId id = staged("x");
    storage.createIfAbsent("out/a", bytes("theirs"));
    storage.createIfAbsent("topics/_sluice/idle/orders/7/1.json", bytes("{}"));

    assertThat(failure(() -> publish(id, "out/a")))
        .hasMessageContaining("there is a file of this name already")
        .hasMessageContaining("do not move the file away");

    storage.createIfAbsent("topics/_sluice/other/orders/3/1.json", bytes("{}"));
    assertThat(failure(() -> publish(id, "out/a")))
        .hasMessageStartingWith("publish out/a: the connector with ledger.id other has written")
        .hasMessageContaining("put {connector} into file.template")
        .extracting(StorageException::kind)
        .isEqualTo(Kind.FATAL);
  }

  @Test
  void aTakenPathStaysTakenByADirectory() throws Exception {
    CLUSTER.fileSystem().mkdirs(path("ledger/a"));

    assertThat(storage.createIfAbsent("ledger/a", bytes("x"))).isEqualTo(CreateOutcome.EXISTS);
    assertThat(files()).isEmpty();
  }

  @Test
  void aFileWhereADirectoryIsNeededIsFatal() throws Exception {
    storage.createIfAbsent("out", bytes("a file"));
    StagedId id = staged("x");

    StorageException failure = failure(() -> publish(id, "out/a"));

    assertThat(failure.retriable()).isFalse();
    assertThat(failure)
        .hasMessageContaining("out/a")
        .hasMessageContaining("in the place of a directory");
  }

  /** The probe of another worker sweeps temporary files; one that is a day late finds this. */
  @Test
  void anEntryOfAnotherIsNotTakenForOursWhenTheTemporaryFileWasRemoved() throws Exception {
    try (DistributedFileSystem swept =
            new BeforeRename(
                source -> {
                  CLUSTER.fileSystem().delete(source, false);
                  storage.createIfAbsent("ledger/a", bytes("theirs"));
                });
        HadoopStorage ours = storage(swept)) {
      assertThat(ours.createIfAbsent("ledger/a", bytes("ours"))).isEqualTo(CreateOutcome.EXISTS);
    }

    assertThat(text("ledger/a")).isEqualTo("theirs");
  }

  @Test
  void anEntryWhoseTemporaryFileWasRemovedIsNotCreated() throws Exception {
    try (DistributedFileSystem swept =
            new BeforeRename(source -> CLUSTER.fileSystem().delete(source, false));
        HadoopStorage ours = storage(swept)) {
      StorageException failure = failure(() -> ours.createIfAbsent("ledger/a", bytes("ours")));

      assertThat(failure.retriable()).isTrue();
      assertThat(failure).hasMessageContaining("temporary file");
    }
    assertThat(storage.read("ledger/a", 10)).isEmpty();
  }

  /** A file system in which something happens before a file gets its final name. */
  private static final class BeforeRename extends DistributedFileSystem {
    private final Event event;

    /** Runs before the rename, with the source. */
    @FunctionalInterface
    private interface Event {
      void happen(Path source) throws IOException;
    }

    BeforeRename(Event event) throws IOException {
      this.event = event;
      initialize(URI.create(CLUSTER.url("/")), new Configuration());
    }

    @Override
    public void rename(Path source, Path target, Rename... options) throws IOException {
      event.happen(source);
      super.rename(source, target, options);
    }
  }

  private HadoopStorage storage(FileSystem fileSystem) throws IOException {
    return new HadoopStorage(
        new HadoopFiles(fileSystem, new Path(root), new FileSettings((short) 0, 0, noPermission())),
        HdfsCluster.login(),
        HdfsCluster.STAGING);
  }

  @Test
  void theTemporaryFileOfACreationThatFailedIsRemovedAfterOneThatSucceeds() throws Exception {
    AtomicBoolean refuses = new AtomicBoolean(true);
    try (DistributedFileSystem refusing =
            new BeforeRename(
                source -> {
                  if (refuses.get()) {
                    throw new IOException("safe mode");
                  }
                });
        HadoopStorage ours = storage(refusing)) {
      failure(() -> ours.createIfAbsent("ledger/a", bytes("x")));
      assertThat(files()).hasSize(1);
      refuses.set(false);

      assertThat(ours.createIfAbsent("ledger/a", bytes("x"))).isEqualTo(CreateOutcome.CREATED);
    }
    assertThat(files()).containsExactly("ledger/a");
  }

  @Test
  void keepsNoTemporaryFiles() throws Exception {
    storage.createIfAbsent("ledger/a", bytes("x"));
    storage.createIfAbsent("ledger/a", bytes("x"));
    storage.probe("topics", "topics/_sluice");

    assertThat(files()).containsExactly("ledger/a");
  }

  @Test
  void probingSweepsTheTemporaryFilesOfDeadWorkersOnceTheyAreOld() throws Exception {
    String directory = StoragePaths.temporaryDirectory(HdfsCluster.STAGING);
    Path old = path(directory + "/old");
    CLUSTER.fileSystem().create(old).close();
    CLUSTER.fileSystem().create(path(directory + "/young")).close();
    long now = CLUSTER.fileSystem().getFileStatus(old).getModificationTime();
    CLUSTER.fileSystem().setTimes(old, now - 2 * 24 * 60 * 60 * 1000L, -1);

    storage.probe("topics", "topics/_sluice");

    assertThat(files()).containsExactly(directory + "/young");
  }

  @Test
  void anOpenFileOfADeadWorkerIsFoundAndDiscarded() throws Exception {
    StagedFile open = storage.stage(id(3));
    open.output().write(bytes("never sealed"));

    try (Storage successor = open()) {
      assertThat(successor.staged("orders", 3)).containsExactly(open.id());
      successor.discard(open.id());
      assertThat(successor.staged("orders", 3)).isEmpty();
    }

    StorageException failure = failure(open::seal);
    assertThat(failure.retriable()).isTrue();
    assertThat(failure)
        .hasMessageContaining("removed while it was written")
        .hasMessageContaining("second connector with the same ledger.id");
    open.abandon();
    assertThat(publish(open.id(), "out/a")).isEqualTo(PublishOutcome.MISSING);
  }

  @Test
  void listingReadsNoMorePagesThanTheLimitNeeds() throws Exception {
    for (int i = 100; i < 100 + 3 * HdfsCluster.LISTING_PAGE; i++) {
      CLUSTER.fileSystem().create(path("ledger/" + i)).close();
    }
    try (FileSystem fileSystem =
        FileSystem.newInstance(URI.create(CLUSTER.url("/")), new Configuration())) {
      HadoopFiles files =
          new HadoopFiles(
              fileSystem, new Path(root), new FileSettings((short) 0, 0, noPermission()));
      Storage listing = new HadoopStorage(files, HdfsCluster.login(), HdfsCluster.STAGING);

      long before = pagesRead();
      assertThat(listing.list("ledger", 3)).containsExactly("100", "101", "102");
      assertThat(pagesRead() - before).isEqualTo(1);

      assertThat(listing.list("ledger", 3 * HdfsCluster.LISTING_PAGE + 1))
          .hasSize(3 * HdfsCluster.LISTING_PAGE);
      assertThat(pagesRead() - before).isEqualTo(1 + 3);
    }
  }

  @Test
  void anInterruptEndsACallAndStaysVisible() throws Exception {
    StorageException failure = null;
    // The answer may arrive before the thread begins to wait for it.
    for (int attempt = 0; failure == null && attempt < 100; attempt++) {
      Thread.currentThread().interrupt();
      failure = catchThrowableOfType(StorageException.class, () -> storage.list("ledger", 10));
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(failure).isNotNull().hasMessageContaining("interrupted");
    assertThat(failure.retriable()).isTrue();
    assertThat(storage.list("ledger", 10)).isEmpty();
  }

  @Test
  void safeModeIsRetriable() throws Exception {
    StagedId id = staged("x");
    CLUSTER.fileSystem().setSafeMode(SafeModeAction.ENTER);
    try {
      StorageException failure = failure(() -> publish(id, "out/a"));
      assertThat(failure.retriable()).isTrue();
      assertThat(failure).hasMessageContaining("out/a").hasMessageContaining("safe mode");
    } finally {
      CLUSTER.fileSystem().setSafeMode(SafeModeAction.LEAVE);
    }
    assertThat(publish(id, "out/a")).isEqualTo(PublishOutcome.PUBLISHED);
  }

  @Test
  void aUsedUpQuotaIsARefusal() throws Exception {
    storage.createIfAbsent("ledger/a", bytes("x"));
    CLUSTER.fileSystem().setQuota(path("ledger"), 2, Long.MAX_VALUE - 1);

    StorageException failure = failure(() -> storage.createIfAbsent("ledger/b", bytes("x")));

    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("ledger/b").hasMessageContaining("quota");
  }

  @Test
  void aProbeWithoutPermissionSaysWhatIsDenied() throws Exception {
    CLUSTER.fileSystem().mkdirs(path("."), new FsPermission((short) 0755));
    try (Storage stranger = CLUSTER.open(root, LoginConfig.USER, "stranger")) {
      StorageException failure = failure(() -> stranger.probe("topics", "topics/_sluice"));

      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure)
          .hasMessageContaining("permission denied")
          .hasMessageContaining("user=stranger")
          .hasMessageContaining(root)
          .hasMessageContaining("hdfs.user");
    }
  }

  @Test
  void aProbeSaysWhenOnlyTheOutputIsDenied() throws Exception {
    CLUSTER.fileSystem().mkdirs(path("topics"), new FsPermission((short) 0755));
    CLUSTER.fileSystem().mkdirs(path("topics/_sluice"));
    CLUSTER.fileSystem().setOwner(path("topics/_sluice"), "stranger", "strangers");
    try (Storage stranger = CLUSTER.open(root, LoginConfig.USER, "stranger")) {
      StorageException failure = failure(() -> stranger.probe("topics", "topics/_sluice"));

      assertThat(failure).hasMessageContaining("probe topics: permission denied");
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void writesFilesAsTheSettingsSay() throws Exception {
    try (Storage tuned =
        CLUSTER.open(
            root,
            LoginConfig.USER,
            "etl",
            HdfsConfig.FILE_PERMISSION,
            "640",
            HdfsConfig.REPLICATION,
            "2",
            HdfsConfig.BLOCK_BYTES,
            "2097152")) {
      StagedFile file = tuned.stage(id(1));
      file.output().write(bytes("x"));
      // One DataNode is enough for the block to be complete.
      file.seal();
      tuned.publish(file.id(), "out/deep/a", identity(file.id()));
    }

    FileStatus published = CLUSTER.fileSystem().getFileStatus(path("out/deep/a"));
    assertThat(published.getOwner()).isEqualTo("etl");
    assertThat(published.getReplication()).isEqualTo((short) 2);
    assertThat(published.getBlockSize()).isEqualTo(2097152);
    assertThat(published.getPermission().toString()).isEqualTo("rw-r-----");
    assertThat(CLUSTER.fileSystem().getFileStatus(path("out")).getPermission().toString())
        .isEqualTo("rwxr-x---");
  }

  @Test
  void everyCallOfAClosedStorageFails() throws Exception {
    StagedFile file = storage.stage(id(1));
    storage.close();

    assertThatThrownBy(() -> storage.list("ledger", 1)).isInstanceOf(StorageException.class);
    assertThatThrownBy(
            () -> {
              file.output().write(new byte[1 << 20]);
              file.seal();
            })
        .isInstanceOf(StorageException.class);
  }

  private static Optional<FsPermission> noPermission() {
    return Optional.empty();
  }

  private static long pagesRead() {
    return FileSystem.getGlobalStorageStatistics().get("hdfs").getLong("readOps");
  }

  private Path path(String relative) {
    return relative.equals(".") ? new Path(root) : new Path(root, relative);
  }

  /** All files below the root, relative to it. */
  private List<String> files() throws IOException {
    List<String> found = new ArrayList<>();
    var all = CLUSTER.fileSystem().listFiles(new Path(root), true);
    while (all.hasNext()) {
      found.add(all.next().getPath().toUri().getPath().substring(root.length() + 1));
    }
    return found;
  }

  private static StorageException failure(ThrowingCallable call) {
    StorageException failure = catchThrowableOfType(StorageException.class, call);
    assertThat(failure).isNotNull();
    return failure;
  }

  @Test
  void aSnapshotAsOutputIsNamed() throws Exception {
    CLUSTER.fileSystem().mkdirs(path("data"));
    CLUSTER.fileSystem().allowSnapshot(path("data"));
    CLUSTER.fileSystem().createSnapshot(path("data"), "s1");

    StorageException failure =
        catchThrowableOfType(
            StorageException.class,
            () -> storage.probe("data/.snapshot/s1", "data/.snapshot/s1/_sluice"));

    assertThat(failure.kind()).isEqualTo(StorageException.Kind.FATAL);
    assertThat(failure)
        .hasMessageContaining("inside a snapshot")
        .hasMessageContaining("output.dir");
  }
}
