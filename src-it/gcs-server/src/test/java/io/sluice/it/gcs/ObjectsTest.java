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

import io.sluice.it.gcs.Http.Reply;
import io.sluice.it.gcs.call.BillingClass;
import io.sluice.it.gcs.call.Calls;
import io.sluice.it.gcs.call.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single objects as they travel: bytes, checksums, encryption, names, and what they cost. */
class ObjectsTest {
  private static final byte[] CONTENT = "0123456789".getBytes(StandardCharsets.UTF_8);

  /** The CRC32C of CONTENT. */
  private static final String CRC32C = "KAwGng==";

  @RegisterExtension private final GcsFixture fixture = new GcsFixture();
  private Http http;

  @BeforeEach
  void connect() {
    http = fixture.http();
  }

  @Test
  void checksumsAreReturnedAndVerified() throws IOException {
    Reply stored = http.upload("o", "", CONTENT, "x-goog-hash", "crc32c=" + CRC32C);
    assertThat(http.json(stored).path("crc32c").asText()).isEqualTo(CRC32C);
    String md5 = http.json(stored).path("md5Hash").asText();
    assertThat(http.get(Http.object("o") + "?alt=media").header("x-goog-hash"))
        .isEqualTo("crc32c=" + CRC32C + ",md5=" + md5);
    assertThat(http.upload("p", "", CONTENT, "x-goog-hash", "md5=" + md5).status()).isEqualTo(200);
    Reply wrong = http.upload("q", "", CONTENT, "x-goog-hash", "crc32c=AAAAAA==,md5=" + md5);
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body()).contains("Provided CRC32C").contains(CRC32C);
    assertThat(http.get(Http.object("q")).status()).isEqualTo(404);
  }

  @Test
  void multipartUploadTakesNameMetadataAndChecksumFromItsFirstPart() throws IOException {
    Reply stored = multipart("{\"name\":\"m\",\"crc32c\":\"" + CRC32C + "\"}");
    assertThat(stored.status()).isEqualTo(200);
    assertThat(http.json(stored).path("contentType").asText()).isEqualTo("text/csv");
    assertThat(http.get(Http.object("m") + "?alt=media").body()).isEqualTo("0123456789");
    assertThat(multipart("{\"name\":\"n\",\"crc32c\":\"AAAAAA==\"}").status()).isEqualTo(400);
    assertThat(multipart("{name}").status()).isEqualTo(400);
  }

  @Test
  void rangesAreDownloaded() throws IOException {
    http.upload("o", "", CONTENT);
    String path = Http.object("o") + "?alt=media";
    Reply middle = http.get(path, "Range", "bytes=2-4");
    assertThat(middle.status()).isEqualTo(206);
    assertThat(middle.body()).isEqualTo("234");
    assertThat(middle.header("Content-Range")).isEqualTo("bytes 2-4/10");
    assertThat(http.get(path, "Range", "bytes=7-").body()).isEqualTo("789");
    assertThat(http.get(path, "Range", "bytes=-2").body()).isEqualTo("89");
    assertThat(http.get(path, "Range", "bytes=10-").status()).isEqualTo(416);
  }

  @Test
  void downloadOfAbsentObjectIsRefusedInPlainText() throws IOException {
    Reply absent = http.get(Http.object("none") + "?alt=media");
    assertThat(absent.status()).isEqualTo(404);
    assertThat(absent.body()).isEqualTo("No such object: sluice/none");
    http.upload("o", "", CONTENT);
    assertThat(http.get(Http.object("o") + "?generation=1").status()).isEqualTo(404);
  }

  @Test
  void gzippedObjectIsDecompressedForClientsThatDoNotAskForGzip() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(CONTENT);
    }
    http.upload("o", "&contentEncoding=gzip", packed.toByteArray());
    String path = Http.object("o") + "?alt=media";
    assertThat(http.get(path).body()).isEqualTo("0123456789");
    assertThat(http.get(path).header("x-goog-stored-content-encoding")).isEqualTo("gzip");
    Reply asked = http.get(path, "Accept-Encoding", "gzip");
    assertThat(asked.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(asked.header("Content-Length")).isEqualTo("" + packed.size());
  }

  @Test
  void objectWithCustomersKeyIsReadWithItAlone() throws Exception {
    String[] key = key((byte) 1);
    assertThat(http.upload("o", "", CONTENT, key).status()).isEqualTo(200);
    String path = Http.object("o") + "?alt=media";
    assertThat(http.get(path, key).body()).isEqualTo("0123456789");
    assertThat(http.get(path).status()).isEqualTo(400);
    assertThat(http.get(path, key((byte) 2)).status()).isEqualTo(400);
    assertThat(http.reason(http.get(Http.object("o"), key((byte) 2))))
        .isEqualTo("customerEncryptionKeyIsIncorrect");
    assertThat(http.json(http.get(Http.object("o"))).has("crc32c")).isFalse();
    assertThat(http.json(http.get(Http.object("o"), key)).path("crc32c").asText())
        .isEqualTo(CRC32C);
    assertThat(http.upload("p", "", CONTENT, key[0], key[1], key[2], key[3]).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "a\nb", "a\rb", ".well-known/acme-challenge/x"})
  void forbiddenNamesAreRefused(String name) throws IOException {
    assertThat(http.upload(name, "x").status()).isEqualTo(400);
  }

  @Test
  void nameHasAtMost1024Bytes() throws IOException {
    assertThat(http.upload("é".repeat(512), "x").status()).isEqualTo(200);
    assertThat(http.upload("é".repeat(512) + "x", "x").status()).isEqualTo(400);
  }

  @Test
  void largeObjectGoesThroughFilesThatAreDeleted() throws IOException {
    byte[] large = new byte[3 << 20];
    http.upload("large", "", large);
    assertThat(http.get(Http.object("large") + "?alt=media").body()).hasSize(large.length);
    http.upload("large", "", CONTENT);
    assertThat(http.get(Http.object("large") + "?alt=media").body()).isEqualTo("0123456789");
  }

  @Test
  void callsAreCountedByClass() throws IOException {
    Calls calls = fixture.gcs().calls();
    http.upload("o", "&ifGenerationMatch=0", CONTENT);
    http.upload("o", "&ifGenerationMatch=0", CONTENT);
    http.get(Http.object("o"));
    http.get(Http.object("o") + "?alt=media");
    http.get("/storage/v1/b/sluice/o");
    http.send("DELETE", Http.object("o"), new byte[0]);
    http.get(Http.object("o"));
    assertThat(calls.billed(BillingClass.A)).isEqualTo(2);
    assertThat(calls.billed(BillingClass.B)).isEqualTo(2);
    assertThat(calls.billed(BillingClass.FREE)).isEqualTo(1);
    assertThat(calls.requests(Operation.INSERT)).isEqualTo(2);
    assertThat(calls.requests()).isEqualTo(7);
  }

  private Reply multipart(String resource) throws IOException {
    String body =
        "--xyz\r\nContent-Type: application/json\r\n\r\n"
            + resource
            + "\r\n--xyz\r\nContent-Type: text/csv\r\n\r\n0123456789\r\n--xyz--\r\n";
    return http.send(
        "POST",
        "/upload/storage/v1/b/sluice/o?uploadType=multipart",
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "multipart/related; boundary=\"xyz\"");
  }

  private static String[] key(byte fill) throws Exception {
    byte[] key = new byte[32];
    Arrays.fill(key, fill);
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(key);
    return new String[] {
      "x-goog-encryption-algorithm",
      "AES256",
      "x-goog-encryption-key",
      Base64.getEncoder().encodeToString(key),
      "x-goog-encryption-key-sha256",
      Base64.getEncoder().encodeToString(sha256)
    };
  }
}
