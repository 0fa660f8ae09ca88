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

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.oauth2.ExternalAccountCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.auth.oauth2.UserCredentials;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsJsonTest {
  @TempDir private Path directory;

  private static final String USER =
      """
      {"type": "authorized_user", "client_id": "c", "client_secret": "s", "refresh_token": "r"}""";

  private static final String FEDERATION =
      """
      {"type": "external_account",
       "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q",
       "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
       "token_url": "https://sts.googleapis.com/v1/token",
       "credential_source": {"file": "/var/run/token"}}""";

  private static String serviceAccount() throws GeneralSecurityException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(2048);
    String key =
        Base64.getMimeEncoder().encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
    return """
        {"type": "service_account", "project_id": "p", "private_key_id": "1",
         "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
         "client_email": "writer@p.iam.gserviceaccount.com", "client_id": "2",
         "token_uri": "https://oauth2.googleapis.com/token"}"""
        .formatted(key.replace("\r\n", "\\n"));
  }

  private static Object parse(String json) throws IOException {
    assertThat(CredentialsJson.problem(json, AllowedSources.parse("/var/run/token"))).isNull();
    return CredentialsJson.parse(json, NetHttpTransport::new);
  }

  @Test
  void readsTheKindsThatGoogleHandsOut() throws Exception {
    assertThat(parse(serviceAccount())).isInstanceOf(ServiceAccountCredentials.class);
    assertThat(parse(USER)).isInstanceOf(UserCredentials.class);
    assertThat(parse(FEDERATION)).isInstanceOf(ExternalAccountCredentials.class);
    assertThat(
            parse(
                """
                {"type": "impersonated_service_account", "source_credentials": %s,
                 "service_account_impersonation_url":
                 "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a@p.iam.gserviceaccount.com:generateAccessToken"}"""
                    .formatted(USER)))
        .isInstanceOf(ImpersonatedCredentials.class);
  }

  @Test
  void aChainOfServiceAccountsEndsWithTheOneToActAs() throws Exception {
    AccessConfig access =
        Configs.of(
                "gcs.credentials.source", "json",
                "gcs.credentials.json", USER,
                "gcs.impersonate", "a@p.iam.gserviceaccount.com,b@p.iam.gserviceaccount.com")
            .access();
    try (CallGuard guard = new CallGuard(1000, Optional.empty())) {
      var client = GcsClients.create(access, Timeouts.within(1000), guard);
      assertThat(client.getOptions().getCredentials())
          .isInstanceOfSatisfying(
              ImpersonatedCredentials.class,
              credentials ->
                  assertThat(credentials.getAccount()).isEqualTo("b@p.iam.gserviceaccount.com"));
      client.close();
    }
  }

  @Test
  void aFileThatCannotBeReadIsNamedByItsKey() {
    StorageException failure =
        openFailure("path", "gcs.credentials.path", directory.resolve("absent.json").toString());

    assertThat(failure)
        .hasMessageContaining("gcs.credentials.path")
        .hasMessageContaining("absent.json");
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws Exception {
    Path file = Files.writeString(directory.resolve("key.json"), "{\"type\": \"gdch\"}");

    StorageException failure = openFailure("path", "gcs.credentials.path", file.toString());

    assertThat(failure).hasMessageContaining("must have one of the types");
  }

  @Test
  void anIncompleteKeyIsRefusedWithoutShowingIt() {
    StorageException failure =
        openFailure(
            "json",
            "gcs.credentials.json",
            "{\"type\": \"service_account\", \"private_key\": \"hunter2\"}");

    assertThat(failure).hasMessageContaining("gcs.credentials.json");
    assertThat(failure.toString()).doesNotContain("hunter2");
    assertThat(failure.getCause()).isNull();
  }

  private static StorageException openFailure(String source, String key, String value) {
    AccessConfig access = Configs.of("gcs.credentials.source", source, key, value).access();
    try (CallGuard guard = new CallGuard(1000, Optional.empty())) {
      StorageException failure =
          catchThrowableOfType(
              StorageException.class,
              () -> GcsClients.create(access, Timeouts.within(1000), guard));
      assertThat(failure.retriable()).isFalse();
      return failure;
    }
  }
}
