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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.storage.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a workload identity federation in a configuration may use on a worker. */
class ExternalAccountTest {
  private static final AllowedSources NOTHING = AllowedSources.parse("");
  private static final String GOOGLE = "https://sts.googleapis.com/v1/token";

  @TempDir private Path directory;

  private static String account(String source, String more) {
    return account(source, GOOGLE, more);
  }

  private static String account(String source, String tokenUrl, String more) {
    return """
        {"type": "external_account", "audience": "//iam.googleapis.com/p",
         "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
         "token_url": "%s", "credential_source": %s%s}"""
        .formatted(tokenUrl, source, more);
  }

  private static String problem(String json, AllowedSources allowed) {
    return CredentialsJson.problem(json, allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'file': '/etc/shadow'} | credential_source.file, which would read a file",
        "{'url': 'http://169.254.169.254/x'} | credential_source.url, which would send requests",
        "{'executable': {'command': '/bin/id'}} | credential_source.executable.command, which would"
            + " run a program",
        "{'executable': {'command': '/bin/ok', 'output_file': '/etc/shadow'}} |"
            + " credential_source.executable.output_file, which would run a program",
        "{'environment_id': 'aws1', 'region_url': 'http://10.0.0.1/'} |"
            + " credential_source.region_url, which would send requests",
        "{'certificate': {'use_default_certificate_config': true}} | of this kind, which would use",
        "{'later_kind': ['/etc/shadow']} | of this kind, which would use",
      })
  void sourcesOnTheWorkerAreRefused(String source, String reason) {
    String json = account(source.replace('\'', '"'), "");

    assertThat(problem(json, AllowedSources.parse("/bin/ok")))
        .contains(reason)
        .contains("SLUICE_GCS_CREDENTIALS_ALLOW")
        .doesNotContain("shadow", "169.254", "10.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://sts.googleapis.com.evil.example/v1/token",
        "http://sts.googleapis.com/v1/token",
        "https://evil.example/sts.googleapis.com/v1/token",
        "https://user@sts.googleapis.com/v1/token",
        "https://sts.googleapis.com:444/v1/token",
      })
  void foreignTokenServicesAreRefused(String url) {
    String json = account("{}", url, "");

    assertThat(problem(json, NOTHING))
        .startsWith("must not have a token_url outside of googleapis");
    assertThat(problem(json, AllowedSources.parse(url))).isNull();
  }

  @Test
  void googlesServicesAreAccepted() {
    String impersonation =
        ", \"service_account_impersonation_url\":"
            + " \"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a@p.iam.gserviceaccount.com:generateAccessToken\"";

    assertThat(problem(account("{}", impersonation), NOTHING)).isNull();
    assertThat(
            problem(
                account("{}", "https://sts.europe-west1.rep.googleapis.com/v1/token", ""), NOTHING))
        .isNull();
  }

  @Test
  void foreignImpersonationIsRefusedAlsoAroundOtherCredentials() {
    String foreign =
        "\"service_account_impersonation_url\": \"https://evil.example/v1/a:generateAccessToken\"";

    assertThat(problem(account("{}", ", " + foreign), NOTHING))
        .startsWith("must not have a service_account_impersonation_url");
    assertThat(
            problem(
                "{\"type\": \"impersonated_service_account\", \"source_credentials\":"
                    + " {\"type\": \"authorized_user\"}, "
                    + foreign
                    + "}",
                NOTHING))
        .startsWith("must not have a service_account_impersonation_url");
  }

  @Test
  void credentialsInOthersAreRestrictedToo() {
    assertThat(
            problem(
                "{\"type\": \"impersonated_service_account\", \"source_credentials\": "
                    + account("{\"file\": \"/etc/shadow\"}", "")
                    + "}",
                NOTHING))
        .startsWith("must not have credential_source.file");
  }

  @Test
  void aFieldThatOccursTwiceIsRefused() {
    assertThat(
            problem(account("{\"file\": \"/etc/shadow\"}", ", \"credential_source\": {}"), NOTHING))
        .startsWith("must be JSON");
  }

  @ParameterizedTest
  @CsvSource({
    "/var/run/token, /var/run/token, true",
    "/var/run/token, /var/run/token2, false",
    "/var/run/*, /var/run/token, true",
    "/var/run/*, /var/run/../../etc/shadow, false",
    "/var/run/*, /var/runner/token, false",
    "https://sts.example/*, https://sts.example/v1/token, true",
    "https://sts.example/*, https://sts.example@evil.example/, false",
    "'/a, /b', /b, true",
    "'', /b, false",
  })
  void aWorkerPermitsWhatItLists(String list, String source, boolean permitted) {
    assertThat(AllowedSources.parse(list).permits(source)).isEqualTo(permitted);
  }

  @Test
  void validationNamesTheKeyAndShowsNothingOfTheText() {
    assertThatThrownBy(
            () ->
                Configs.of(
                    "gcs.credentials.source",
                    "json",
                    "gcs.credentials.json",
                    account("{\"file\": \"/etc/hunter2\"}", "")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("gcs.credentials.json")
        .hasMessageContaining("credential_source.file")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aFileThatTheConfigurationNamesIsRestrictedToo() throws Exception {
    Path file =
        Files.writeString(directory.resolve("a.json"), account("{\"file\": \"/etc/hunter2\"}", ""));

    assertThat(openFailure(file))
        .hasMessageContaining("gcs.credentials.path must not have credential_source.file")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunter2\n", "{\"hunter2\": 1", "{\"type\": \"hunter2\"}", "\u0000"})
  void aFileOfTheWorkerIsNotShown(String content) throws Exception {
    Path file = Files.writeString(directory.resolve("passwords"), content);

    StorageException failure = openFailure(file);

    assertThat(failure).hasMessageContaining("gcs.credentials.path");
    assertThat(failure).hasStackTraceContaining("gcs.credentials.path");
    assertThat(failure.toString() + failure.getCause()).doesNotContain("hunter2");
  }

  @Test
  void aFileThatIsNoTextAndOneWithoutAnEndAreRefused() throws Exception {
    Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 1});

    assertThat(openFailure(binary)).hasMessageContaining("must be JSON");
    assertThat(openFailure(Path.of("/dev/zero"))).hasMessageContaining("at most 1 MiB");
    assertThat(openFailure(directory)).hasMessageContaining("at most 1 MiB");
  }

  private static StorageException openFailure(Path file) {
    AccessConfig access =
        Configs.of("gcs.credentials.source", "path", "gcs.credentials.path", file.toString())
            .access();
    try (CallGuard guard = new CallGuard(1000, Optional.empty())) {
      return catchThrowableOfType(
          StorageException.class, () -> GcsClients.create(access, Timeouts.within(1000), guard));
    }
  }
}
