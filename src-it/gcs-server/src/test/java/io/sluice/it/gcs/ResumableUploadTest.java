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

import com.google.cloud.storage.BlobId;
import io.sluice.it.gcs.Http.Reply;
import io.sluice.it.gcs.call.BillingClass;
import io.sluice.it.gcs.call.Operation;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ResumableUploadTest {
  private static final int QUANTUM = 256 * 1024;
  private static final byte[] CONTENT = new byte[2 * QUANTUM + 1000];

  static {
    new Random(1).nextBytes(CONTENT);
  }

  @RegisterExtension private final GcsFixture fixture = new GcsFixture();
  private Http http;

  @BeforeEach
  void connect() {
    http = fixture.http();
  }

  @Test
  void chunksAreAcknowledgedByRangeAndEndInAnObject() throws IOException {
    String session = http.startUpload("o", "", "{\"metadata\":{\"k\":\"v\"}}");
    Reply first = chunk(session, 0, QUANTUM);
    assertThat(first.status()).isEqualTo(308);
    assertThat(first.header("Range")).isEqualTo("bytes=0-" + (QUANTUM - 1));
    assertThat(http.get(Http.object("o")).status()).isEqualTo(404);
    Reply last = chunk(session, QUANTUM, CONTENT.length);
    assertThat(last.status()).isEqualTo(200);
    assertThat(http.json(last).at("/metadata/k").asText()).isEqualTo("v");
    assertStored();
    assertThat(fixture.gcs().calls().billed(BillingClass.A)).isEqualTo(1);
  }

  @Test
  void statusShowsWhatIsStored() throws IOException {
    String session = http.startUpload("o", "", "{}");
    Reply nothing = status(session, "*");
    assertThat(nothing.status()).isEqualTo(308);
    assertThat(nothing.whole().headers().firstValue("Range")).isEmpty();
    chunk(session, 0, QUANTUM);
    Reply some = status(session, Integer.toString(CONTENT.length));
    assertThat(some.status()).isEqualTo(308);
    assertThat(some.header("Range")).isEqualTo("bytes=0-" + (QUANTUM - 1));
    chunk(session, QUANTUM, CONTENT.length);
    Reply done = status(session, Integer.toString(CONTENT.length));
    assertThat(done.status()).isEqualTo(200);
    assertThat(http.json(done).path("size").asText()).isEqualTo("" + CONTENT.length);
  }

  @Test
  void offsetBeyondWhatIsStoredIsRefusedAndOverlapIsSkipped() throws IOException {
    String session = http.startUpload("o", "", "{}");
    assertThat(chunk(session, QUANTUM, 2 * QUANTUM).status()).isEqualTo(503);
    chunk(session, 0, QUANTUM);
    assertThat(chunk(session, 0, 2 * QUANTUM).status()).isEqualTo(308);
    assertThat(chunk(session, QUANTUM, CONTENT.length).status()).isEqualTo(200);
    assertStored();
  }

  @Test
  void chunkBelowQuantumIsRefusedAndOddOneIsCutToMultiples() throws IOException {
    String session = http.startUpload("o", "", "{}");
    assertThat(chunk(session, 0, 1000, "*").status()).isEqualTo(400);
    Reply odd = chunk(session, 0, QUANTUM + 1000, "*");
    assertThat(odd.header("Range")).isEqualTo("bytes=0-" + (QUANTUM - 1));
  }

  @Test
  void sessionEndsByExpiryAndByCancelling() throws IOException {
    String cancelled = http.startUpload("o", "", "{}");
    assertThat(http.send("DELETE", cancelled, new byte[0]).status()).isEqualTo(499);
    assertThat(chunk(cancelled, 0, QUANTUM).status()).isEqualTo(499);
    String expired = http.startUpload("o", "", "{}");
    fixture.gcs().uploads().expire(410);
    assertThat(chunk(expired, 0, QUANTUM).status()).isEqualTo(410);
    String forgotten = http.startUpload("o", "", "{}");
    fixture.gcs().uploads().expire(404);
    assertThat(status(forgotten, "*").status()).isEqualTo(404);
    assertThat(fixture.gcs().uploads().open()).isZero();
  }

  @Test
  void wholeQuantaOfBrokenChunkAreKept() throws IOException {
    String session = http.startUpload("o", "", "{}");
    fixture.gcs().faults().on(Operation.RESUMABLE_FINALIZE).dropMidBody();
    assertThatThrownBy(() -> chunk(session, 0, CONTENT.length)).isInstanceOf(IOException.class);
    assertThat(status(session, "*").header("Range")).isEqualTo("bytes=0-" + (QUANTUM - 1));
    assertThat(chunk(session, QUANTUM, CONTENT.length).status()).isEqualTo(200);
    assertStored();
  }

  @Test
  void lostRepliesToChunkAndToFinalRequestAreMadeUpByStatus() throws IOException {
    String session = http.startUpload("o", "&ifGenerationMatch=0", "{}");
    fixture.gcs().faults().on(Operation.RESUMABLE_CHUNK).dropAfter();
    assertThatThrownBy(() -> chunk(session, 0, QUANTUM)).isInstanceOf(IOException.class);
    assertThat(status(session, "*").header("Range")).isEqualTo("bytes=0-" + (QUANTUM - 1));
    fixture.gcs().faults().on(Operation.RESUMABLE_FINALIZE).dropAfter();
    assertThatThrownBy(() -> chunk(session, QUANTUM, CONTENT.length))
        .isInstanceOf(IOException.class);
    assertThat(status(session, "*").status()).isEqualTo(200);
    assertThat(chunk(session, QUANTUM, CONTENT.length).status()).isEqualTo(200);
    assertStored();
  }

  @Test
  void preconditionHoldsAtTheEndToo() throws IOException {
    String session = http.startUpload("o", "&ifGenerationMatch=0", "{}");
    http.upload("o", "first");
    Reply late = chunk(session, 0, CONTENT.length);
    assertThat(late.status()).isEqualTo(412);
    assertThat(http.reason(late)).isEqualTo("conditionNotMet");
    assertThat(http.get(Http.object("o") + "?alt=media").body()).isEqualTo("first");
    assertThatThrownBy(() -> http.startUpload("o", "&ifGenerationMatch=0", "{}"))
        .hasMessageContaining("conditionNotMet");
  }

  @Test
  void checksumInTheMetadataIsVerified() throws IOException {
    String session = http.startUpload("o", "", "{\"crc32c\":\"AAAAAA==\"}");
    Reply reply = chunk(session, 0, CONTENT.length);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains("Provided CRC32C");
    assertThat(http.get(Http.object("o")).status()).isEqualTo(404);
  }

  @Test
  void emptyObjectIsUploadedByStatusQuery() throws IOException {
    String session = http.startUpload("o", "", "{}");
    assertThat(status(session, "0").status()).isEqualTo(200);
    assertThat(http.get(Http.object("o") + "?alt=media").body()).isEmpty();
  }

  @Test
  void aTotalThatChangesIsRefused() throws IOException {
    String session = http.startUpload("a", "", "{}");
    chunk(session, 0, QUANTUM, String.valueOf(CONTENT.length));

    assertThat(status(session, String.valueOf(CONTENT.length)).status()).isEqualTo(308);
    assertThat(status(session, String.valueOf(CONTENT.length + 1)).status()).isEqualTo(400);
    assertThat(status(session, "*").status()).isEqualTo(308);
  }

  private Reply chunk(String session, int from, int to) throws IOException {
    return chunk(session, from, to, to == CONTENT.length ? "" + CONTENT.length : "*");
  }

  private Reply chunk(String session, int from, int to, String total) throws IOException {
    return http.send(
        "PUT",
        session,
        Arrays.copyOfRange(CONTENT, from, to),
        "Content-Range",
        "bytes " + from + "-" + (to - 1) + "/" + total);
  }

  private Reply status(String session, String total) throws IOException {
    return http.send("PUT", session, new byte[0], "Content-Range", "bytes */" + total);
  }

  private void assertStored() {
    assertThat(fixture.client().readAllBytes(BlobId.of(GcsFixture.BUCKET, "o"))).isEqualTo(CONTENT);
  }
}
