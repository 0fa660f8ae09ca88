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
package io.sluice.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.UnixOperatingSystemMXBean;
import io.sluice.storage.StagedId;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final long LIMIT = 1000;

  @TempDir private Path directory;

  private Spool open() throws StorageException {
    return Spool.open(new SpoolConfig(directory, LIMIT));
  }

  private static StagedId id(int partition) {
    return new StagedId("orders", partition, 5, UUID.randomUUID());
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  private static SpooledFile write(Spool spool, StagedId id, int bytes) throws IOException {
    SpooledFile file = spool.stage(id);
    file.output().write(new byte[bytes]);
    return file;
  }

  @Test
  void aTaskHasAFolderThatOnlyItsUserCanRead() throws Exception {
    try (Spool spool = open()) {
      assertThat(folders()).hasSize(1);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folders().get(0))))
          .isEqualTo("rwx------");
      write(spool, id(0), 1);
    }
    assertThat(folders()).isEmpty();
  }

  @Test
  void tasksOfOneProcessDoNotDisturbEachOther() throws Exception {
    try (Spool first = open();
        Spool second = open()) {
      SpooledFile file = write(first, id(0), 10);
      assertThat(folders()).hasSize(2);
      assertThat(second.staged("orders", 0)).isEmpty();
      file.seal();
    }
  }

  @Test
  void theFolderOfADeadProcessIsRemovedAndThatOfALivingOneStays() throws Exception {
    Process living = anotherProcess();
    Process dead = anotherProcess();
    assertThat(folders()).hasSize(2);
    dead.destroyForcibly().waitFor();

    try (Spool spool = open()) {
      assertThat(folders()).hasSize(2);
      assertThat(folders())
          .anyMatch(folder -> folder.toString().contains("-" + living.pid() + "-"));
      assertThat(folders()).noneMatch(folder -> folder.toString().contains("-" + dead.pid() + "-"));
      write(spool, id(0), 1).seal();
    } finally {
      living.destroyForcibly().waitFor();
    }
  }

  /** Starts a process that opens the spool and waits until it is killed. */
  private Process anotherProcess() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                SpoolHolder.class.getName(),
                directory.toString())
            .redirectError(Redirect.DISCARD)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("open");
    return process;
  }

  @Test
  void theLockOfATaskOutlivesTheStartOfOtherTasksInItsProcess() throws Exception {
    try (Spool first = open()) {
      Path lock = folders().get(0).resolve(".lock");
      open().close();

      assertThat(isLockedForOthers(lock)).isTrue();
      write(first, id(0), 1).seal();
    }
  }

  private boolean isLockedForOthers(Path lock) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockTest.class.getName(),
                lock.toString())
            .start();
    return process.inputReader().readLine().equals("locked");
  }

  /** Whether another process holds a lock on the file. */
  static final class LockTest {
    private LockTest() {}

    public static void main(String[] arguments) throws IOException {
      try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        System.out.println(lock == null ? "locked" : "free");
      }
    }
  }

  @Test
  void aFileKeepsNoDescriptorBetweenWrites() throws Exception {
    try (Spool spool = open()) {
      List<SpooledFile> files = new ArrayList<>();
      long before = descriptors();
      for (int i = 0; i < 500; i++) {
        files.add(write(spool, id(0), 1));
      }
      assertThat(descriptors() - before).isLessThan(50);
      for (SpooledFile file : files) {
        file.output().write(new byte[] {7});
        file.seal();
        assertThat(Files.readAllBytes(file.path())).containsExactly(0, 7);
      }
    }
  }

  private static long descriptors() {
    return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
        .getOpenFileDescriptorCount();
  }

  @Test
  void theChecksumIsThatOfAllThatWasWritten() throws Exception {
    try (Spool spool = open()) {
      byte[] content = new byte[200_000];
      for (int i = 0; i < content.length; i++) {
        content[i] = (byte) (i * 31);
      }
      SpooledFile file = spool.stage(id(0));
      file.output().write(content, 0, 150_000);
      file.output().write(content[150_000]);
      file.output().write(content, 150_001, 49_999);
      file.seal();

      CRC32C expected = new CRC32C();
      expected.update(content);
      assertThat(file.crc32c()).isEqualTo((int) expected.getValue());
      assertThat(file.length()).isEqualTo(content.length);
      assertThat(file.intact()).isTrue();
      assertThat(Files.readAllBytes(file.path())).isEqualTo(content);
    }
  }

  @Test
  void damageOnDiskIsNoticed() throws Exception {
    try (Spool spool = open()) {
      SpooledFile file = write(spool, id(0), 100);
      file.seal();
      try (RandomAccessFile disk = new RandomAccessFile(file.path().toFile(), "rw")) {
        disk.seek(50);
        disk.write(1);
      }

      assertThat(file.intact()).isFalse();
    }
  }

  @Test
  void aFileThatLostItsEndCannotBeSealed() throws Exception {
    try (Spool spool = open()) {
      SpooledFile file = write(spool, id(0), 100);
      try (RandomAccessFile disk = new RandomAccessFile(file.path().toFile(), "rw")) {
        disk.setLength(99);
      }

      StorageException failure = catchThrowableOfType(StorageException.class, file::seal);
      assertThat(failure.retriable()).isTrue();
    }
  }

  @Test
  void aFileThatVanishedIsARetriableFailure() throws Exception {
    try (Spool spool = open()) {
      SpooledFile file = write(spool, id(0), 100);
      Files.delete(file.path());

      StorageException failure =
          catchThrowableOfType(StorageException.class, () -> file.output().write(new byte[1]));
      assertThat(failure.retriable()).isTrue();
      assertThat(failure).hasMessageContaining("no longer exists");
      assertThat(catchThrowableOfType(StorageException.class, file::seal).retriable()).isTrue();
    }
  }

  @Test
  void aFullDiskIsARetriableFailureThatNamesDirectoryAndRemedy() {
    StorageException failure =
        SpoolErrors.translate(
            "write",
            Path.of("/var/spool/sluice/task-1/5-x"),
            new IOException("No space left on device"));

    assertThat(failure.retriable()).isTrue();
    assertThat(failure)
        .hasMessageContaining("/var/spool/sluice")
        .hasMessageContaining("spool.limit.bytes");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsAFailureThatNamesIt() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    StorageException failure =
        catchThrowableOfType(
            StorageException.class, () -> Spool.open(new SpoolConfig(file.resolve("a"), LIMIT)));

    assertThat(failure).hasMessageContaining(file.toString());
  }

  @Test
  void bytesAboveTheLimitAreTheExcess() throws Exception {
    try (Spool spool = open()) {
      SpooledFile first = write(spool, id(0), 600);
      assertThat(spool.excess()).isZero();
      SpooledFile second = write(spool, id(1), 500);
      assertThat(spool.excess()).isEqualTo(100);
      first.seal();
      assertThat(spool.excess()).isEqualTo(100);

      second.abandon();
      assertThat(spool.excess()).isZero();
      write(spool, id(1), 500);
      assertThat(spool.excess()).isEqualTo(100);
      spool.discard(first.id());
      spool.discard(first.id());
      assertThat(spool.excess()).isZero();
    }
  }

  @Test
  void theBudgetShrinksWithTheRoomOnTheDisk() throws Exception {
    AtomicLong usable = new AtomicLong(10_000);
    try (Spool spool = Spool.open(new SpoolConfig(directory, LIMIT), usable::get)) {
      SpooledFile file = write(spool, id(0), 50);
      assertThat(spool.excess()).isZero();

      usable.set(LIMIT / 8 - 40);
      file.output().write(new byte[10]);
      assertThat(spool.excess()).isEqualTo(40);
      usable.set(0);
      spool.forUpload(file.id());
      // no more than this task can free
      assertThat(spool.excess()).isEqualTo(60);
      usable.set(10_000);
      spool.forUpload(file.id());
      assertThat(spool.excess()).isZero();
    }
  }

  @Test
  void theTaskThreadDoesNotWaitForTheDisk() throws Exception {
    AtomicLong asked = new AtomicLong();
    SpoolBudget.DiskRoom disk =
        () -> {
          asked.incrementAndGet();
          return 10_000;
        };
    try (Spool spool = Spool.open(new SpoolConfig(directory, LIMIT), disk)) {
      write(spool, id(0), 60);
      long before = asked.get();

      assertThat(spool.excess()).isZero();
      assertThat(asked).hasValue(before);
    }
  }

  @Test
  void whatAnAbandonedWriterStillWritesDoesNotCount() throws Exception {
    try (Spool spool = open()) {
      SpooledFile file = write(spool, id(0), 600);
      spool.discard(file.id());

      assertThat(
              catchThrowableOfType(
                  StorageException.class, () -> file.output().write(new byte[2000])))
          .isNotNull();
      assertThat(spool.excess()).isZero();
      assertThat(spool.staged("orders", 0)).isEmpty();
    }
  }

  @Test
  void listsThePartitionsFiles() throws Exception {
    try (Spool spool = open()) {
      StagedId open = write(spool, id(0), 1).id();
      SpooledFile sealed = write(spool, id(0), 1);
      sealed.seal();
      write(spool, id(1), 1);

      assertThat(spool.staged("orders", 0)).containsExactlyInAnyOrder(open, sealed.id());
    }
  }
}
