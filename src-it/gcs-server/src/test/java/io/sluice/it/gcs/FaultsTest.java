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
package io.sluice.it.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.it.gcs.Http.Reply;
import io.sluice.it.gcs.call.Operation;
import io.sluice.it.gcs.fault.Fault;
import io.sluice.it.gcs.fault.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @RegisterExtension private final GcsFixture fixture = new GcsFixture();
  private Http http;
  private Faults faults;

  @BeforeEach
  void connect() {
    http = fixture.http();
    faults = fixture.gcs().faults();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 408, 429, 500, 503})
  void statusMeetsOneCallInGoogleForm(int status) throws IOException {
    Fault fault = faults.on(Operation.LIST).status(status);
    Reply refused = http.get("/storage/v1/b/sluice/o");
    assertThat(refused.status()).isEqualTo(status);
    assertThat(http.json(refused).at("/error/code").asInt()).isEqualTo(status);
    assertThat(http.json(refused).at("/error/errors/0/domain").asText()).isEqualTo("global");
    assertThat(refused.whole().headers().firstValue("Retry-After")).isEmpty();
    assertThat(http.get("/storage/v1/b/sluice/o").status()).isEqualTo(200);
    assertThat(fault.hits()).isEqualTo(1);
  }

  @Test
  void callsAreChosenByNameAndNumber() throws IOException {
    faults
        .on(Operation.INSERT)
        .named(name -> name.startsWith("ledger/"))
        .after(1)
        .times(2)
        .status(503, Duration.ofSeconds(7));
    assertThat(http.upload("data/1", "x").status()).isEqualTo(200);
    assertThat(http.upload("ledger/1", "x").status()).isEqualTo(200);
    assertThat(http.upload("ledger/2", "x").header("Retry-After")).isEqualTo("7");
    assertThat(http.upload("ledger/2", "x").status()).isEqualTo(503);
    assertThat(http.upload("ledger/2", "x").status()).isEqualTo(200);
  }

  @Test
  void droppedConnectionBeforeAndAmidTheBodyStoresNothing() throws IOException {
    faults.on(Operation.INSERT).dropBefore();
    assertThatThrownBy(() -> http.upload("o", "content")).isInstanceOf(IOException.class);
    faults.on(Operation.INSERT).dropMidBody();
    assertThatThrownBy(() -> http.upload("o", "content")).isInstanceOf(IOException.class);
    assertThat(http.get(Http.object("o")).status()).isEqualTo(404);
  }

  @Test
  void objectIsStoredAlthoughTheReplyIsDropped() throws IOException {
    faults.on(Operation.INSERT).dropAfter();
    assertThatThrownBy(() -> http.upload("o", "content")).isInstanceOf(IOException.class);
    assertThat(http.get(Http.object("o") + "?alt=media").body()).isEqualTo("content");
  }

  @Test
  void answersToReadsAreCutInTheMiddle() throws IOException {
    http.upload("o", "content");
    for (Operation operation : List.of(Operation.DOWNLOAD, Operation.GET, Operation.LIST)) {
      Fault fault = faults.on(operation).times(2).dropMidBody();
      String path =
          switch (operation) {
            case DOWNLOAD -> Http.object("o") + "?alt=media";
            case GET -> Http.object("o");
            default -> "/storage/v1/b/sluice/o";
          };
      assertThatThrownBy(() -> http.get(path)).isInstanceOf(IOException.class);
      assertThat(fault.hits()).isPositive();
      fault.remove();
    }
  }

  @Test
  void corruptedUploadIsRefusedForItsChecksumAndStoredWithoutOne() throws IOException {
    faults.on(Operation.INSERT).times(2).corrupt();
    byte[] content = {1, 2, 3};
    Reply refused = http.upload("o", "", content, "x-goog-hash", "crc32c=8TDyHg==");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(http.reason(refused)).isEqualTo("invalid");
    assertThat(http.upload("o", "", content).status()).isEqualTo(200);
    assertThat(http.upload("p", "", content, "x-goog-hash", "crc32c=8TDyHg==").status())
        .isEqualTo(200);
    assertThatThrownBy(() -> faults.on(Operation.LIST).corrupt())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void corruptedDownloadDoesNotFitItsChecksum() throws IOException {
    http.upload("o", "content");
    faults.on(Operation.DOWNLOAD).corrupt();
    assertThat(http.get(Http.object("o") + "?alt=media").body()).isEqualTo("bontent");
  }

  @Test
  void stalledCallGoesOnWhenReleasedAndDoesNotStopOthers() throws Exception {
    Fault fault = faults.on(Operation.INSERT).named("slow"::equals).stall();
    CompletableFuture<Reply> slow = CompletableFuture.supplyAsync(() -> upload("slow"));
    assertThat(fault.awaitHits(1, LIMIT)).isTrue();
    assertThat(http.upload("fast", "x").status()).isEqualTo(200);
    assertThat(slow).isNotDone();
    assertThat(http.get(Http.object("slow")).status()).isEqualTo(404);
    fault.release();
    assertThat(slow.get(LIMIT.toSeconds(), TimeUnit.SECONDS).status()).isEqualTo(200);
  }

  @Test
  void lateCallIsCarriedOutOnSignal() throws IOException {
    Fault fault = faults.on(Operation.INSERT).times(2).applyLater();
    byte[] content = new byte[100_000];
    assertThatThrownBy(() -> http.upload("o", "&ifGenerationMatch=0", content))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> http.upload("p", "&ifGenerationMatch=0", content))
        .isInstanceOf(IOException.class);
    assertThat(http.get(Http.object("o")).status()).isEqualTo(404);
    http.upload("p", "x");
    assertThat(fault.release()).containsExactly(200, 412);
    assertThat(http.get(Http.object("o")).status()).isEqualTo(200);
    assertThat(fault.release()).isEmpty();
  }

  @Test
  void delayedCallIsCarriedOut() throws IOException {
    faults.on(Operation.INSERT).delay(Duration.ofMillis(100));
    long start = System.nanoTime();
    assertThat(http.upload("o", "x").status()).isEqualTo(200);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(100_000_000L);
  }

  private Reply upload(String name) {
    try {
      return http.upload(name, "x");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
