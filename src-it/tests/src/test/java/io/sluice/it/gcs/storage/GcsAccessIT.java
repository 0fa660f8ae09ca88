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

import io.sluice.it.gcs.api.Permission;
import io.sluice.storage.CreateOutcome;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Permissions, identities, billing and encryption. */
class GcsAccessIT extends ServerTest {
  /** The permissions that the reference page lists. */
  private static final Set<Permission> DOCUMENTED =
      EnumSet.of(Permission.OBJECTS_CREATE, Permission.OBJECTS_GET, Permission.OBJECTS_LIST);

  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String OTHER_KEY = "HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String KMS_KEY = "projects/p/locations/l/keyRings/r/cryptoKeys/k";

  // Permissions.

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theDocumentedPermissionsAreEnough(boolean overwriteAskedFirst) throws Exception {
    server.access().grantOnly(DOCUMENTED);
    server.access().overwriteAskedFirst(overwriteAskedFirst);
    Storage storage = open();

    storage.probe("topics", "topics/_sluice");
    everythingThatATaskDoes(storage);
  }

  private void everythingThatATaskDoes(Storage storage) throws Exception {
    assertThat(storage.list("topics/_sluice/c/orders/3", 8)).isEmpty();
    assertThat(storage.createIfAbsent("topics/_sluice/c/orders/3/2.json", new byte[10]))
        .isEqualTo(CreateOutcome.CREATED);
    assertThat(storage.createIfAbsent("topics/_sluice/c/orders/3/2.json", new byte[9]))
        .isEqualTo(CreateOutcome.EXISTS);
    assertThat(storage.read("topics/_sluice/c/orders/3/2.json", 100).orElseThrow()).hasSize(10);
    assertThat(storage.read("topics/_sluice/c/orders/3/1.json", 100)).isEmpty();
    for (int bytes : new int[] {0, 1000, 3_000_000}) {
      String name = "topics/orders/" + bytes + ".json";
      StagedId id = staged(storage, bytes);
      StagedId foreign = staged(storage, bytes);
      assertThat(publish(storage, id, name)).isEqualTo(PublishOutcome.PUBLISHED);
      assertThat(publish(storage, id, name)).isEqualTo(PublishOutcome.ALREADY_PUBLISHED);
      assertThat(failure(() -> publish(storage, foreign, name)))
          .hasMessageContaining("that its ledger does not know")
          .extracting(StorageException::retriable)
          .isEqualTo(false);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OBJECTS_CREATE", "OBJECTS_GET", "OBJECTS_LIST"})
  void theProbeSaysWhichPermissionIsMissing(Permission missing) throws Exception {
    server.access().grantOnly(DOCUMENTED);
    server.access().deny(missing);
    Storage storage = open();

    StorageException failure = failure(() -> storage.probe("topics", "topics/_sluice"));

    assertThat(failure.retriable()).isFalse();
    assertThat(failure).hasMessageContaining("lacks " + missing.id());
  }

  @Test
  void aPermissionThatIsTakenAwayUnderARunningTaskIsNamed() throws Exception {
    Storage storage = open();
    StagedId id = staged(storage, 10);
    storage.createIfAbsent("ledger/1", new byte[1]);
    server.access().grantOnly(Set.of());

    assertThat(failure(() -> publish(storage, id, "a")))
        .hasMessageContaining("lacks storage.objects.create");
    assertThat(failure(() -> storage.createIfAbsent("ledger/2", new byte[1])))
        .hasMessageContaining("lacks storage.objects.create");
    assertThat(failure(() -> storage.list("ledger", 1)))
        .hasMessageContaining("lacks storage.objects.list");
    assertThat(failure(() -> storage.read("ledger/1", 1)))
        .hasMessageContaining("lacks storage.objects.get");
    assertThat(failure(() -> storage.delete("ledger/1")))
        .hasMessageContaining("lacks storage.objects.delete");
  }

  @Test
  void theProbeRemovesItsObjectsWhereItMayDelete() throws Exception {
    open().probe("topics", "topics/_sluice");

    assertThat(objects()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theProbeReusesTheSameFewHiddenObjectsWhereItMayNotDelete(boolean overwriteAskedFirst)
      throws Exception {
    server.access().grantOnly(DOCUMENTED);
    server.access().overwriteAskedFirst(overwriteAskedFirst);
    for (int i = 0; i < 5; i++) {
      open().probe("topics", "topics/_sluice");
    }

    assertThat(objects()).containsExactly("topics/_sluice-probe", "topics/_sluice/_sluice-probe");
    assertThat(objects()).allSatisfy(name -> assertThat(object(name).content().size()).isZero());
  }

  @Test
  void aBucketWithARetentionPolicyWillDo() throws Exception {
    bucket.change(settings -> settings.withRetention(Duration.ofDays(30)));
    Storage storage = open();

    storage.probe("topics", "topics/_sluice");
    storage.probe("topics", "topics/_sluice");
    everythingThatATaskDoes(storage);
    StorageException failure = failure(() -> storage.delete("topics/_sluice/c/orders/3/2.json"));

    assertThat(failure.retriable()).isFalse();
    assertThat(failure).hasMessageContaining("retention policy");
  }

  @Test
  void aBucketThatDoesNotExistIsNamedByItsKey() throws Exception {
    Storage storage = open("gcs.bucket", "another-bucket");

    StorageException failure = failure(() -> storage.probe("topics", "topics/_sluice"));

    assertThat(failure.retriable()).isFalse();
    assertThat(failure).hasMessageContaining("gcs.bucket");
    assertThat(failure(() -> storage.read("a", 1))).hasMessageContaining("gcs.bucket");
  }

  // Identities.

  /** The key of a service account that gets its tokens from the server. */
  private String serviceAccount() throws GeneralSecurityException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(2048);
    return """
        {"type": "service_account", "project_id": "p", "private_key_id": "1",
         "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
         "client_email": "writer@p.iam.gserviceaccount.com", "client_id": "2",
         "token_uri": "%s/token"}"""
        .formatted(
            Base64.getEncoder().encodeToString(keys.generateKeyPair().getPrivate().getEncoded()),
            server.url());
  }

  private Storage openWithIdentity() throws Exception {
    server.access().revokeTokens();
    return open("gcs.credentials.source", "json", "gcs.credentials.json", serviceAccount());
  }

  @Test
  void aServiceAccountsKeyGivesAnIdentity() throws Exception {
    Storage storage = openWithIdentity();

    everythingThatATaskDoes(storage);

    assertThat(server.tokens().issued()).isEqualTo(1);
  }

  @Test
  void aTokenThatIsNotAcceptedAnyMoreIsRenewedOnce() throws Exception {
    Storage storage = openWithIdentity();
    StagedId small = staged(storage, 10);
    StagedId large = staged(storage, 3_000_000);
    storage.list("ledger", 1);

    server.access().revokeTokens();
    assertThat(publish(storage, small, "out/small")).isEqualTo(PublishOutcome.PUBLISHED);
    server.access().revokeTokens();
    assertThat(publish(storage, large, "out/large")).isEqualTo(PublishOutcome.PUBLISHED);
    server.access().revokeTokens();
    assertThat(storage.list("out", 10)).containsExactly("large", "small");
    server.access().revokeTokens();
    assertThat(storage.read("out/small", 10).orElseThrow()).hasSize(10);

    assertThat(server.tokens().issued()).isEqualTo(5);
  }

  @Test
  void aRevokedKeyStopsWithTheRemedy() throws Exception {
    Storage storage = openWithIdentity();
    server.tokens().revokeKey();

    StorageException failure = failure(() -> storage.list("ledger", 1));

    assertThat(failure.retriable()).isFalse();
    assertThat(failure).hasMessageContaining("create a new key");
  }

  @Test
  void withoutAnIdentityAServerThatWantsOneStops() throws Exception {
    server.access().revokeTokens();
    Storage storage = open();

    StorageException failure = failure(() -> storage.list("ledger", 1));

    assertThat(failure.retriable()).isFalse();
    assertThat(failure).hasMessageContaining("token is not accepted");
  }

  // Billing.

  @Test
  void aRequesterPaysBucketNeedsAProjectToBill() throws Exception {
    bucket.change(settings -> settings.withRequesterPays(true).withObjectRateLimit(false));

    StorageException failure = failure(() -> open().probe("topics", "topics/_sluice"));
    assertThat(failure.retriable()).isFalse();
    assertThat(failure).hasMessageContaining("gcs.user.project");

    Storage paying = open("gcs.user.project", "payer-1");
    paying.probe("topics", "topics/_sluice");
    everythingThatATaskDoes(paying);
    assertThat(paying.read("topics/orders/1000.json", 1024)).isPresent();
    paying.delete("topics/orders/1000.json");
  }

  // Encryption.

  @Test
  void anEncryptionKeyGoesWithEveryWriteAndRead() throws Exception {
    Storage storage = open("gcs.encryption.key", KEY);
    storage.probe("topics", "topics/_sluice");
    everythingThatATaskDoes(storage);

    assertThat(objects()).hasSize(4);
    assertThat(objects())
        .allSatisfy(name -> assertThat(object(name).encryptionKeySha256()).isPresent());
    for (Storage other : new Storage[] {open(), open("gcs.encryption.key", OTHER_KEY)}) {
      StorageException failure = failure(() -> other.read("topics/_sluice/c/orders/3/2.json", 100));
      assertThat(failure.retriable()).isFalse();
      assertThat(failure).hasMessageContaining("gcs.encryption.key");
    }
  }

  @Test
  void aKmsKeyGoesWithEveryWrite() throws Exception {
    everythingThatATaskDoes(open("gcs.kms.key", KMS_KEY));

    assertThat(objects()).hasSize(4);
    assertThat(objects())
        .allSatisfy(name -> assertThat(object(name).attribute("kmsKeyName")).startsWith(KMS_KEY));
  }

  @Test
  void aKmsKeyThatMayNotBeUsedIsNamed() throws Exception {
    server.access().denyKey(KMS_KEY);
    Storage storage = open("gcs.kms.key", KMS_KEY);

    StorageException failure = failure(() -> storage.probe("topics", "topics/_sluice"));

    assertThat(failure.retriable()).isFalse();
    assertThat(failure).hasMessageContaining("roles/cloudkms.cryptoKeyEncrypterDecrypter");
  }

  // Content and metadata of objects.

  @ParameterizedTest
  @CsvSource({
    "none, 10, application/gzip, ''",
    "none, 3000000, application/gzip, ''",
    "auto, 10, application/x-ndjson, gzip",
    "auto, 3000000, application/x-ndjson, gzip"
  })
  void anObjectIsDescribedAsConfigured(String policy, int bytes, String type, String encoding)
      throws Exception {
    Storage storage =
        open(
            "gcs.content.encoding", policy,
            "gcs.storage.class", "NEARLINE",
            "gcs.metadata.team", "payments",
            "gcs.prefix", "data/raw");
    StagedId id = staged(storage, bytes);
    publish(storage, id, "out/a.json.gz");
    storage.createIfAbsent("ledger/1.json", new byte[1]);

    var published = object("data/raw/out/a.json.gz");
    assertThat(published.attribute("contentType")).isEqualTo(type);
    assertThat(published.attribute("contentEncoding")).isEqualTo(encoding);
    assertThat(published.attribute("storageClass")).isEqualTo("NEARLINE");
    assertThat(published.attributes().path("metadata").path("team").asText()).isEqualTo("payments");
    assertThat(published.attributes().path("metadata").path("sluice-file").asText())
        .isEqualTo(id.uuid().toString());
    assertThat(published.attributes().path("metadata").path("sluice-start").asText())
        .isEqualTo("10");
    assertThat(object("data/raw/ledger/1.json").attribute("storageClass")).isEqualTo("STANDARD");
    assertThat(object("data/raw/ledger/1.json").attribute("contentType"))
        .isEqualTo("application/json");
  }
}
