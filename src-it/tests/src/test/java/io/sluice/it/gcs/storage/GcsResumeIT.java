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

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.StorageOptions;
import io.sluice.it.gcs.call.Operation;
import io.sluice.it.gcs.fault.Fault;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import io.sluice.storage.StorageException.Kind;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads that continue where they were interrupted, and objects with other bytes. */
class GcsResumeIT extends ServerTest {
  private static final int QUANTUM = 256 * 1024;

  /** Four chunks of one quantum and one of a single byte, so more than one request. */
  private static final int LARGE = 4 * QUANTUM + 1;

  private static final String[] SMALL_CHUNKS = {
    "gcs.upload.chunk.bytes", String.valueOf(QUANTUM), "storage.timeout.ms", "2000"
  };

  private long requests(Operation operation) {
    return server.calls().requests(operation);
  }

  private static PublishOutcome publishToTheEnd(Storage storage, StagedId id)
      throws StorageException {
    PublishOutcome outcome = publish(storage, id, "out/a");
    while (outcome == PublishOutcome.UNFINISHED) {
      outcome = publish(storage, id, "out/a");
    }
    return outcome;
  }

  @Test
  void aFileIsSentInChunks() throws Exception {
    Storage storage = open(SMALL_CHUNKS);
    StagedId id = staged(storage, LARGE);

    assertThat(publish(storage, id, "out/a")).isEqualTo(PublishOutcome.PUBLISHED);

    assertThat(requests(Operation.RESUMABLE_START)).isEqualTo(1);
    assertThat(requests(Operation.RESUMABLE_CHUNK)).isEqualTo(4);
    assertThat(requests(Operation.RESUMABLE_FINALIZE)).isEqualTo(1);
    assertThat(object("out/a").content().size()).isEqualTo(LARGE);
  }

  @Test
  void aChunkThatBreaksOffIsContinuedAtTheByteThatArrived() throws Exception {
    Storage storage =
        open("gcs.upload.chunk.bytes", String.valueOf(8 * QUANTUM), "storage.timeout.ms", "8000");
    StagedId id = staged(storage, 16 * QUANTUM);
    server.faults().on(Operation.RESUMABLE_CHUNK).dropMidBody();

    assertThat(publish(storage, id, "out/a")).isEqualTo(PublishOutcome.PUBLISHED);

    assertThat(requests(Operation.RESUMABLE_START)).isEqualTo(1);
    assertThat(requests(Operation.RESUMABLE_STATUS)).isEqualTo(1);
    assertThat(object("out/a").content().size()).isEqualTo(16 * QUANTUM);
  }

  @Test
  void aLaterCallContinuesTheSessionOfAFailedOne() throws Exception {
    Storage storage = open(SMALL_CHUNKS);
    StagedId id = staged(storage, LARGE);
    Fault outage = server.faults().on(Operation.RESUMABLE_CHUNK).after(2).always().status(503);

    assertThat(publish(storage, id, "out/a")).isEqualTo(PublishOutcome.UNFINISHED);
    StorageException failure = failure(() -> publish(storage, id, "out/a"));
    assertThat(failure.retriable()).isTrue();
    outage.remove();
    long chunks = requests(Operation.RESUMABLE_CHUNK);

    assertThat(publish(storage, id, "out/a")).isEqualTo(PublishOutcome.PUBLISHED);

    assertThat(requests(Operation.RESUMABLE_START)).isEqualTo(1);
    assertThat(requests(Operation.RESUMABLE_CHUNK) - chunks).isEqualTo(2);
    assertThat(object("out/a").content().size()).isEqualTo(LARGE);
  }

  @Test
  void anUploadThatMakesProgressMayTakeLongerThanACall() throws Exception {
    Storage storage =
        open("gcs.upload.chunk.bytes", String.valueOf(QUANTUM), "storage.timeout.ms", "800");
    StagedId id = staged(storage, 8 * QUANTUM);
    server.faults().on(Operation.RESUMABLE_CHUNK).always().delay(Duration.ofMillis(150));

    PublishOutcome first = publish(storage, id, "out/a");
    assertThat(first).isEqualTo(PublishOutcome.UNFINISHED);
    assertThat(storage.staged("orders", 3)).containsExactly(id);
    assertThat(publishToTheEnd(storage, id)).isEqualTo(PublishOutcome.PUBLISHED);

    assertThat(requests(Operation.RESUMABLE_START)).isEqualTo(1);
    assertThat(storage.staged("orders", 3)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"RESUMABLE_CHUNK", "RESUMABLE_FINALIZE", "RESUMABLE_STATUS"})
  void aServerThatReceivesNothingMoreEndsTheCall(Operation operation) throws Exception {
    Storage storage = open(SMALL_CHUNKS);
    StagedId id = staged(storage, LARGE);
    server.faults().on(Operation.RESUMABLE_CHUNK).dropAfter();
    server.faults().on(operation).always().stall();

    StorageException failure = failure(() -> publishToTheEnd(storage, id));

    assertThat(failure.retriable()).isTrue();
    assertThat(objects()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void aLostSessionIsReplacedAndAllBytesAreSentAgain(int status) throws Exception {
    Storage storage = open(SMALL_CHUNKS);
    StagedId id = staged(storage, LARGE);
    server.faults().on(Operation.RESUMABLE_CHUNK).after(3).status(status);

    assertThat(publish(storage, id, "out/a")).isEqualTo(PublishOutcome.PUBLISHED);

    assertThat(requests(Operation.RESUMABLE_START)).isEqualTo(2);
    assertThat(requests(Operation.RESUMABLE_CHUNK)).isEqualTo(3 + 1 + 4);
    assertThat(object("out/a").content().size()).isEqualTo(LARGE);
  }

  @Test
  void aFinishedUploadWhoseAnswerIsLostIsFoundByItsSession() throws Exception {
    Storage storage = open(SMALL_CHUNKS);
    StagedId id = staged(storage, LARGE);
    server.faults().on(Operation.RESUMABLE_FINALIZE).dropAfter();

    assertThat(publish(storage, id, "out/a")).isEqualTo(PublishOutcome.PUBLISHED);

    assertThat(requests(Operation.RESUMABLE_START)).isEqualTo(1);
    assertThat(requests(Operation.RESUMABLE_FINALIZE)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, LARGE})
  void anObjectWithOtherBytesIsNotTakenForPublishedLater(int bytes) throws Exception {
    Storage storage = open();
    StagedId id = staged(storage, bytes);
    publish(storage, id, "out/a");
    replaceContent("out/a");

    // Another task finds the object, without the staged file.
    Storage next = open();
    StorageException failure = failure(() -> publish(next, id, "out/a"));

    assertThat(failure.kind()).isEqualTo(Kind.FATAL);
    assertThat(failure)
        .hasMessageContaining("out/a has the checksum")
        .hasMessageContaining("delete it");
  }

  @Test
  void anObjectWithOtherBytesIsNotTakenForTheAnswerThatWasLost() throws Exception {
    Storage storage = open();
    StagedId published = staged(storage, 1000);
    publish(storage, published, "out/a");
    replaceContent("out/a");
    // The same file once more, as after a rebuild.
    StagedId again = restaged(storage, published, 1000);

    StorageException failure = failure(() -> publish(storage, again, "out/a"));

    assertThat(failure.kind()).isEqualTo(Kind.FATAL);
    assertThat(failure).hasMessageContaining("out/a has the checksum");
  }

  private static StagedId restaged(Storage storage, StagedId id, int bytes) throws Exception {
    var file = storage.stage(id);
    file.output().write(new byte[bytes]);
    file.seal();
    return file.id();
  }

  /** Replaces an object by one with the same metadata. */
  private void replaceContent(String name) {
    bucket.change(settings -> settings.withObjectRateLimit(false));
    com.google.cloud.storage.Storage console =
        StorageOptions.http()
            .setHost(server.url())
            .setProjectId("p")
            .setCredentials(NoCredentials.getInstance())
            .build()
            .getService();
    BlobId id = BlobId.of(EmulatedGcs.BUCKET, name);
    Map<String, String> metadata = console.get(id).getMetadata();
    boolean deleted = console.delete(id);
    assertThat(deleted).isTrue();
    var unused =
        console.create(BlobInfo.newBuilder(id).setMetadata(metadata).build(), new byte[] {1, 2});
  }
}
