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
import io.sluice.it.gcs.api.Access;
import io.sluice.it.gcs.api.Permission;
import io.sluice.it.gcs.store.BucketSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Permissions, tokens and keys. */
class AccessTest {
  @RegisterExtension private final GcsFixture fixture = new GcsFixture();
  private Http http;
  private Access access;

  @BeforeEach
  void connect() throws IOException {
    http = fixture.http();
    access = fixture.gcs().access();
    http.upload("o", "content");
  }

  @ParameterizedTest
  @CsvSource({
    "OBJECTS_CREATE, POST, /upload/storage/v1/b/sluice/o?uploadType=media&name=new",
    "OBJECTS_CREATE, POST, /upload/storage/v1/b/sluice/o?uploadType=resumable&name=new",
    "OBJECTS_DELETE, POST, /upload/storage/v1/b/sluice/o?uploadType=media&name=o",
    "OBJECTS_GET, GET, /storage/v1/b/sluice/o/o",
    "OBJECTS_GET, GET, /storage/v1/b/sluice/o/o?alt=media",
    "OBJECTS_LIST, GET, /storage/v1/b/sluice/o",
    "OBJECTS_DELETE, DELETE, /storage/v1/b/sluice/o/o",
    "OBJECTS_UPDATE, PATCH, /storage/v1/b/sluice/o/o",
    "OBJECTS_GET, POST, /storage/v1/b/sluice/o/o/rewriteTo/b/sluice/o/new",
    "OBJECTS_CREATE, POST, /storage/v1/b/sluice/o/o/rewriteTo/b/sluice/o/new",
    "OBJECTS_MOVE, POST, /storage/v1/b/sluice/o/o/moveTo/o/new",
    "BUCKETS_GET, GET, /storage/v1/b/sluice",
    "BUCKETS_CREATE, POST, /storage/v1/b",
  })
  void refusalNamesThePermissionThatIsMissing(Permission permission, String method, String path)
      throws IOException {
    access.deny(permission);
    Reply denied = http.send(method, path, new byte[0]);
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.body()).contains("does not have " + permission.id() + " access");
    access.grantOnly(Set.of(Permission.values()));
    String resource = path.endsWith("/b") ? "{\"name\":\"other\"}" : "{}";
    assertThat(http.send(method, path, resource.getBytes(StandardCharsets.UTF_8)).status())
        .isBetween(200, 204);
  }

  @Test
  void failedPreconditionIsReportedWithoutPermissionToDeleteUnlessThatIsCheckedFirst()
      throws IOException {
    access.deny(Permission.OBJECTS_DELETE);
    assertThat(http.upload("o", "&ifGenerationMatch=0", new byte[1]).status()).isEqualTo(412);
    access.overwriteAskedFirst(true);
    assertThat(http.upload("o", "&ifGenerationMatch=0", new byte[1]).status()).isEqualTo(403);
    assertThat(http.upload("new", "&ifGenerationMatch=0", new byte[1]).status()).isEqualTo(200);
  }

  @Test
  void retainedAndHeldObjectsAreNeitherDeletedNorOverwritten() throws IOException {
    fixture.bucket().change(settings -> settings.withRetention(Duration.ofHours(1)));
    assertRefused("retentionPolicyNotMet");
    fixture.clock().advance(Duration.ofHours(1));
    http.send(
        "PATCH", Http.object("o"), "{\"temporaryHold\":true}".getBytes(StandardCharsets.UTF_8));
    assertRefused("objectUnderActiveHold");
    http.send(
        "PATCH", Http.object("o"), "{\"temporaryHold\":null}".getBytes(StandardCharsets.UTF_8));
    assertThat(http.send("DELETE", Http.object("o"), new byte[0]).status()).isEqualTo(204);
  }

  @Test
  void requesterPaysBucketNeedsProject() throws IOException {
    fixture.bucket().change(settings -> settings.withRequesterPays(true));
    Reply refused = http.get(Http.object("o"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(http.reason(refused)).isEqualTo("userProjectMissing");
    assertThat(http.get(Http.object("o") + "?userProject=p").status()).isEqualTo(200);
    access.deny(Permission.SERVICES_USE);
    assertThat(http.get(Http.object("o") + "?userProject=p").body())
        .contains("does not have serviceusage.services.use access to the Google Cloud project");
  }

  @Test
  void tokensAreNeededOnceOneWasHandedOut() throws IOException {
    String token =
        http.json(http.send("POST", "/token", new byte[0])).path("access_token").asText();
    assertThat(http.get(Http.object("o")).status()).isEqualTo(401);
    assertThat(http.get(Http.object("o"), "Authorization", "Bearer " + token).status())
        .isEqualTo(200);
    access.revokeTokens();
    Reply revoked = http.get(Http.object("o"), "Authorization", "Bearer " + token);
    assertThat(revoked.status()).isEqualTo(401);
    assertThat(http.reason(revoked)).isEqualTo("authError");
    fixture.gcs().tokens().revokeKey();
    assertThat(http.send("POST", "/token", new byte[0]).status()).isEqualTo(400);
  }

  @Test
  void objectOfANewBucketIsChangedOnceASecond() throws IOException {
    fixture.bucket().change(settings -> BucketSettings.standard());
    assertThat(http.upload("limited", "x").status()).isEqualTo(200);
    assertThat(http.upload("another", "x").status()).isEqualTo(200);
    Reply refused = http.upload("limited", "y");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(http.reason(refused)).isEqualTo("rateLimitExceeded");
    fixture.clock().advance(Duration.ofSeconds(1));
    assertThat(http.upload("limited", "y").status()).isEqualTo(200);
  }

  @Test
  void deniedKmsKeyHasASeparateReason() throws IOException {
    String key = "projects/p/locations/us/keyRings/r/cryptoKeys/k";
    Reply stored = http.upload("encrypted", "&kmsKeyName=" + key, new byte[1]);
    assertThat(http.json(stored).path("kmsKeyName").asText())
        .isEqualTo(key + "/cryptoKeyVersions/1");
    access.denyKey(key);
    Reply refused = http.upload("other", "&kmsKeyName=" + key, new byte[1]);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("Permission denied on Cloud KMS key");
  }

  @Test
  void bucketIsReadUnderPreconditions() throws IOException {
    String bucket = "/storage/v1/b/sluice?";
    assertThat(http.get(bucket + "ifMetagenerationMatch=1").status()).isEqualTo(200);
    assertThat(http.get(bucket + "ifMetagenerationNotMatch=1").status()).isEqualTo(304);
    fixture.bucket().change(settings -> settings.withStorageClass("NEARLINE"));
    assertThat(http.get(bucket + "ifMetagenerationMatch=1").status()).isEqualTo(412);
    assertThat(http.json(http.get(bucket)).path("storageClass").asText()).isEqualTo("NEARLINE");
  }

  private void assertRefused(String reason) throws IOException {
    Reply deleted = http.send("DELETE", Http.object("o"), new byte[0]);
    assertThat(deleted.status()).isEqualTo(403);
    assertThat(http.reason(deleted)).isEqualTo(reason);
    Reply overwritten = http.upload("o", "other");
    assertThat(overwritten.status()).isEqualTo(403);
    assertThat(http.reason(overwritten)).isEqualTo(reason);
    assertThat(http.get(Http.object("o") + "?alt=media").body()).isEqualTo("content");
  }
}
