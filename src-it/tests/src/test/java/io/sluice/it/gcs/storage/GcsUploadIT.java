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
package io.sluice.it.gcs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.gcs.call.Calls;
import io.sluice.it.gcs.call.Operation;
import io.sluice.it.gcs.fault.Fault;
import io.sluice.storage.CreateOutcome;
import io.sluice.storage.FileIdentity;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import io.sluice.storage.StorageException.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cost of uploads, and what happens to them when the network or the server fails. */
class GcsUploadIT extends ServerTest {
  private static final int SMALL = 1000;
  private static final int LARGE = 3_000_000;

  /** The time in which fault tests may have to wait until a call is abandoned. */
  private static final String[] IMPATIENT = {"storage.timeout.ms", "2000"};

  private List<Path> spooled() throws IOException {
    try (Stream<Path> files = Files.walk(directory().resolve("spool"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().equals(".lock"))
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, SMALL, LARGE})
  void publishingCostsOneOperationAndFreesTheSpool(int bytes) throws Exception {
    Storage storage = open();
    StagedId id = staged(storage, bytes);
    Calls.Counts before = server.calls().counts();

    publish(storage, id, "out/a");

    Calls.Counts cost = server.calls().counts().since(before);
    assertThat(cost.classA()).isEqualTo(1);
    assertThat(cost.classB()).isZero();
    assertThat(cost.requests()).isEqualTo(bytes == LARGE ? 2 : 1);
    assertThat(object("out/a").content().size()).isEqualTo(bytes);
    assertThat(spooled()).isEmpty();
  }

  @Test
  void appendingAndVerifyingCostOneOperationEach() throws Exception {
    Storage storage = open();
    for (int i = 10; i < 40; i++) {
      storage.createIfAbsent("ledger/" + i, new byte[100]);
    }
    Calls.Counts before = server.calls().counts();

    storage.createIfAbsent("ledger/09", new byte[100]);
    assertThat(storage.list("ledger", 8)).hasSize(8).startsWith("09", "10");

    Calls.Counts cost = server.calls().counts().since(before);
    assertThat(cost).isEqualTo(new Calls.Counts(2, 0, 0, 2));
  }

  @Test
  void aPlaceholderOfTheDirectoryIsNoEntry() throws Exception {
    Storage storage = open();
    storage.createIfAbsent("ledger/1", new byte[1]);
    com.google.cloud.storage.Storage console =
        com.google.cloud.storage.StorageOptions.http()
            .setHost(server.url())
            .setProjectId("p")
            .setCredentials(com.google.cloud.NoCredentials.getInstance())
            .build()
            .getService();
    var unused =
        console.create(
            com.google.cloud.storage.BlobInfo.newBuilder(EmulatedGcs.BUCKET, "ledger/").build());

    assertThat(storage.list("ledger", 8)).containsExactly("1");
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void anUploadWhoseAnswerIsLostIsKnownByItsIdentity(int bytes) throws Exception {
    Storage storage = open();
    StagedId id = staged(storage, bytes);
    server.faults().on(Operation.INSERT, Operation.RESUMABLE_FINALIZE).dropAfter();

    assertThat(publish(storage, id, "out/a")).isNotEqualTo(PublishOutcome.MISSING);

    assertThat(objects()).containsExactly("out/a");
    assertThat(spooled()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void anUploadOfUnknownOutcomeIsAskedForBeforeItIsSentAgain(int bytes) throws Exception {
    Storage storage = open(IMPATIENT);
    StagedId id = staged(storage, bytes);
    Fault lost =
        server
            .faults()
            .on(
                Operation.INSERT,
                Operation.RESUMABLE_START,
                Operation.RESUMABLE_CHUNK,
                Operation.RESUMABLE_FINALIZE,
                Operation.RESUMABLE_STATUS)
            .always()
            .dropAfter();

    StorageException failure = failure(() -> publish(storage, id, "out/a"));
    assertThat(failure == null || failure.retriable()).isTrue();
    boolean applied = bucket.find("out/a").isPresent();
    lost.remove();
    long uploads = server.calls().requests(Operation.INSERT);

    assertThat(publish(storage, id, "out/a"))
        .isEqualTo(applied ? PublishOutcome.ALREADY_PUBLISHED : PublishOutcome.PUBLISHED);
    if (applied) {
      assertThat(server.calls().requests(Operation.INSERT)).isEqualTo(uploads);
    }
    assertThat(spooled()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void aSessionThatTheServerForgotIsBegunAgain(int status) throws Exception {
    Storage storage = open();
    StagedId id = staged(storage, LARGE);
    server.faults().on(Operation.RESUMABLE_FINALIZE, Operation.RESUMABLE_CHUNK).status(status);

    assertThat(publish(storage, id, "out/a")).isEqualTo(PublishOutcome.PUBLISHED);

    assertThat(server.calls().requests(Operation.RESUMABLE_START)).isEqualTo(2);
    assertThat(object("out/a").content().size()).isEqualTo(LARGE);
  }

  @Test
  void sessionsThatAreForgottenAgainAndAgainEndTheCall() throws Exception {
    Storage storage = open();
    StagedId id = staged(storage, LARGE);
    server
        .faults()
        .on(Operation.RESUMABLE_FINALIZE, Operation.RESUMABLE_CHUNK)
        .always()
        .status(410);

    StorageException failure = failure(() -> publish(storage, id, "out/a"));

    assertThat(failure.retriable()).isTrue();
    assertThat(server.calls().requests(Operation.RESUMABLE_START)).isEqualTo(3);
    assertThat(spooled()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void anUploadThatIsDamagedOnItsWayIsRefusedAndSentAgain(int bytes) throws Exception {
    Storage storage = open();
    StagedId id = staged(storage, bytes);
    server.faults().on(Operation.INSERT, Operation.RESUMABLE_FINALIZE).corrupt();

    StorageException failure = failure(() -> publish(storage, id, "out/a"));

    assertThat(failure.retriable()).isTrue();
    assertThat(failure).hasMessageContaining("damaged");
    assertThat(objects()).isEmpty();
    assertThat(publish(storage, id, "out/a")).isEqualTo(PublishOutcome.PUBLISHED);
    assertThat(storage.read("out/a", bytes).orElseThrow()).isEqualTo(new byte[bytes]);
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void aFileWhoseStoredChecksumIsAnotherIsNotTakenForPublished(int bytes) throws Exception {
    Storage storage = open();
    StagedId id = staged(storage, bytes);
    server.faults().on(Operation.INSERT, Operation.RESUMABLE_FINALIZE).misreportChecksum();

    StorageException failure = failure(() -> publish(storage, id, "out/a"));

    assertThat(failure).hasMessageContaining("out/a has the checksum AAAAAA== instead of");
    assertThat(failure.kind()).isEqualTo(Kind.FATAL);
    assertThat(spooled()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void theConnectorIsNamedThatHasTakenTheName(int bytes) throws Exception {
    Storage storage = open();
    StagedId theirs = staged(storage, bytes);
    storage.publish(
        theirs, "out/a", new FileIdentity("other", "orders", 3, 10, 19, 10, theirs.uuid(), 5, 0));

    StorageException failure = failure(() -> publish(storage, staged(storage, bytes), "out/a"));

    assertThat(failure.kind()).isEqualTo(Kind.FATAL);
    assertThat(failure)
        .hasMessageStartingWith("publish out/a: the connector with ledger.id other has written")
        .hasMessageContaining("put {connector} into file.template");
  }

  @Test
  void aFileOfThisConnectorThatItsLedgerDoesNotKnowIsNotToBeMovedAway() throws Exception {
    Storage storage = open();
    publish(storage, staged(storage, SMALL), "out/a");

    assertThat(failure(() -> publish(storage, staged(storage, SMALL), "out/a")))
        .hasMessageStartingWith("publish out/a: this connector has published a file of this name")
        .hasMessageContaining("entries of orders-3 were deleted")
        .hasMessageContaining("do not move the file away");
  }

  @Test
  void anObjectThatSaysNothingOfItsWriterIsNotToBeMovedAway() throws Exception {
    Storage storage = open();
    storage.createIfAbsent("out/a", new byte[1]);

    assertThat(failure(() -> publish(storage, staged(storage, SMALL), "out/a")))
        .hasMessageContaining("there is a file of this name already")
        .hasMessageContaining("do not move the file away");
  }

  @Test
  void anEntryWhoseStoredChecksumIsAnotherIsNotTakenForCreated() throws Exception {
    Storage storage = open();
    server.faults().on(Operation.INSERT).misreportChecksum();

    assertThat(failure(() -> storage.createIfAbsent("ledger/1", new byte[] {7})))
        .hasMessageContaining("ledger/1 has the checksum AAAAAA== instead of");
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void aFileThatIsDamagedOnDiskIsNotUploaded(int bytes) throws Exception {
    Storage storage = open();
    StagedId id = staged(storage, bytes);
    try (RandomAccessFile disk = new RandomAccessFile(spooled().get(0).toFile(), "rw")) {
      disk.seek(bytes / 2);
      disk.write(1);
    }

    assertThat(publish(storage, id, "out/a")).isEqualTo(PublishOutcome.MISSING);

    assertThat(objects()).isEmpty();
    assertThat(spooled()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void aFileThatIsGoneFromDiskIsMissing(int bytes) throws Exception {
    Storage storage = open();
    StagedId id = staged(storage, bytes);
    Files.delete(spooled().get(0));

    assertThat(publish(storage, id, "out/a")).isEqualTo(PublishOutcome.MISSING);
    assertThat(storage.staged("orders", 3)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"INSERT", "RESUMABLE_START", "RESUMABLE_FINALIZE", "LIST", "DOWNLOAD"})
  void aServerThatHangsHoldsNoCallLongerThanItsTimeout(Operation operation) throws Exception {
    Storage storage = open(IMPATIENT);
    storage.createIfAbsent("ledger/1", new byte[1]);
    StagedId id = staged(storage, operation == Operation.INSERT ? SMALL : LARGE);
    Fault stall = server.faults().on(operation).always().stall();
    long begun = System.nanoTime();

    StorageException failure =
        failure(
            () -> {
              switch (operation) {
                case LIST -> storage.list("ledger", 1);
                case DOWNLOAD -> storage.read("ledger/1", 1);
                default -> publish(storage, id, "out/a");
              }
            });

    long millis = (System.nanoTime() - begun) / 1_000_000;
    assertThat(failure.retriable()).isTrue();
    assertThat(millis).isLessThan(2500);
    stall.remove();
  }

  @Test
  void aStoreThatIsClosedEndsItsCalls() throws Exception {
    Storage storage = open();
    Fault stall = server.faults().on(Operation.LIST).always().stall();
    Thread closer =
        new Thread(
            () -> {
              try {
                if (stall.awaitHits(1, java.time.Duration.ofSeconds(20))) {
                  storage.close();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    closer.start();

    StorageException failure = failure(() -> storage.list("ledger", 1));

    closer.join();
    assertThat(failure).isNotNull();
    assertThat(failure(() -> storage.list("ledger", 1))).hasMessageContaining("closed");
    stall.remove();
  }

  @Test
  void anEntryWhoseAnswerIsLostExists() throws Exception {
    Storage storage = open();
    server.faults().on(Operation.INSERT).dropAfter();

    assertThat(storage.createIfAbsent("ledger/1", new byte[] {7})).isEqualTo(CreateOutcome.EXISTS);

    assertThat(storage.read("ledger/1", 1).orElseThrow()).containsExactly(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void aShortDisturbanceIsNotNoticed(int status) throws Exception {
    Storage storage = open();
    server.faults().onAny().times(2).status(status);

    StagedId id = staged(storage, SMALL);
    assertThat(publish(storage, id, "out/a")).isEqualTo(PublishOutcome.PUBLISHED);
  }
}
