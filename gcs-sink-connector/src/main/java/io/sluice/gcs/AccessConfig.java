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

import static io.sluice.config.KeyGroup.Label.high;
import static io.sluice.config.KeyGroup.Label.low;
import static io.sluice.config.KeyGroup.Label.medium;

import io.sluice.config.Choices;
import io.sluice.config.KeyGroup;
import io.sluice.config.OptionalText;
import io.sluice.config.Validators;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;

/**
 * Credentials for Cloud Storage, and its address.
 *
 * @param source where the identity comes from
 * @param path the credentials file, for {@link CredentialsSource#PATH}
 * @param json the credentials, for {@link CredentialsSource#JSON}
 * @param impersonated service accounts, each of which is impersonated by the one before it; Cloud
 *     Storage sees the last one; empty for no impersonation
 * @param project the project of Google's client; empty for that of the credentials
 * @param userProject the project that pays for requests; empty for the bucket's
 * @param endpoint empty for Google's
 * @param proxy host and port, not resolved; empty for the settings of the worker's JVM
 */
record AccessConfig(
    CredentialsSource source,
    Optional<Path> path,
    Optional<Password> json,
    List<String> impersonated,
    Optional<String> project,
    Optional<String> userProject,
    Optional<URI> endpoint,
    Optional<InetSocketAddress> proxy) {

  static final String PROJECT = "gcs.project";
  static final String CREDENTIALS_SOURCE = "gcs.credentials.source";
  static final String CREDENTIALS_PATH = "gcs.credentials.path";
  static final String CREDENTIALS_JSON = "gcs.credentials.json";
  static final String IMPERSONATE = "gcs.impersonate";
  static final String USER_PROJECT = "gcs.user.project";
  static final String ENDPOINT = "gcs.endpoint";
  static final String PROXY = "gcs.proxy";

  private static final Pattern PROJECT_ID = Pattern.compile("(?:[\\w.-]+:)?[a-z][a-z0-9-]*|\\d+");
  private static final Pattern ACCOUNT = Pattern.compile("[^@\\s,]+@[^@\\s,]+\\.[^@\\s,]+");
  private static final Set<String> THIS_HOST = Set.of("localhost", "127.0.0.1", "[::1]");

  AccessConfig {
    impersonated = List.copyOf(impersonated);
  }

  /** Adds the keys of this part. */
  static void define(KeyGroup group) {
    group
        .choice(
            CREDENTIALS_SOURCE,
            CredentialsSource.DEFAULT,
            high(Width.SHORT, "Credentials", "Where the connector's identity comes from.")
                .value(
                    "default",
                    "Google's application default credentials of the worker: its environment, its"
                        + " machine's service account, or the workload identity of its pod")
                .value("path", "the file `gcs.credentials.path`")
                .value("json", "the text `gcs.credentials.json`")
                .value("none", "no identity, for an emulator at `gcs.endpoint`"))
        .text(
            CREDENTIALS_PATH,
            "",
            Validators.optional(Validators.absolutePath("/etc/gcs/writer.json")),
            medium(
                    Width.LONG,
                    "Credentials file",
                    "A JSON file on every worker with credentials, for"
                        + " `gcs.credentials.source=path`.",
                    "It contains the key of a service account, a workload identity federation"
                        + " configuration (`external_account`), an impersonated service account, or"
                        + " the credentials of a user (`authorized_user`).",
                    "What an `external_account` configuration reads on the worker (`file`, `url`,"
                        + " `executable`) and the addresses outside of Google that it sends tokens"
                        + " to must be permitted by the worker's environment variable `"
                        + AllowedSources.VARIABLE
                        + "` or its system property `"
                        + AllowedSources.PROPERTY
                        + "`: files, programs and addresses separated by commas, where `/*` at the"
                        + " end permits everything below. `gcs.credentials.source=default` is not"
                        + " restricted.")
                .example("/etc/gcs/writer.json"))
        .add(
            CREDENTIALS_JSON,
            ConfigDef.Type.PASSWORD,
            "",
            Secret.of("empty, or JSON", CredentialsJson::problem),
            medium(
                    Width.LONG,
                    "Credentials JSON",
                    "Credentials as JSON text, for `gcs.credentials.source=json`.",
                    "The text is what `gcs.credentials.path` would contain. Use a config provider, so"
                        + " that no connector configuration contains the secret.")
                .example("${file:/etc/gcs/secrets.properties:writer}"))
        .text(
            IMPERSONATE,
            "",
            Validators.text(
                "empty, or service accounts separated by commas", AccessConfig::accountsProblem),
            medium(
                    Width.LONG,
                    "Impersonate",
                    "The service account that the connector impersonates.",
                    "The identity of `gcs.credentials.source` requires"
                        + " `iam.serviceAccounts.getAccessToken` on it. Several accounts, separated"
                        + " by commas, are a chain of delegates, whose last one is impersonated.")
                .example("writer@project.iam.gserviceaccount.com"))
        .text(
            PROJECT,
            "",
            Validators.text("empty, or a project", AccessConfig::projectProblem),
            low(
                    Width.MEDIUM,
                    "Project",
                    "The project of Google's client.",
                    "It is rarely required, because the name of a bucket is unique.")
                .value("", "the project of the credentials")
                .example("my-project-123"))
        .text(
            USER_PROJECT,
            "",
            Validators.text("empty, or a project", AccessConfig::projectProblem),
            low(
                    Width.MEDIUM,
                    "Billed project",
                    "The project that pays for requests.",
                    "A bucket with requester pays requires it. The identity requires"
                        + " `serviceusage.services.use` on the project.")
                .value("", "the bucket's project")
                .example("my-project-123"))
        .text(
            ENDPOINT,
            "",
            Validators.text("empty, or an http or https address", AccessConfig::endpointProblem),
            low(
                    Width.LONG,
                    "Endpoint",
                    "The address of Cloud Storage, of a private endpoint or of an emulator.")
                .value("", "`https://storage.googleapis.com`")
                .example("http://localhost:4443"))
        .text(
            PROXY,
            "",
            Validators.text("empty, or http://host:port", AccessConfig::proxyProblem),
            low(
                    Width.LONG,
                    "Proxy",
                    "The HTTP proxy for Cloud Storage and for Google's token servers.")
                .value("", "the one in the JVM's property `https.proxyHost`, if any")
                .example("http://proxy:3128"));
  }

  /** Reads the keys of this part. */
  static AccessConfig from(AbstractConfig config) {
    return new AccessConfig(
        Choices.read(config, CREDENTIALS_SOURCE, CredentialsSource.class),
        OptionalText.read(config, CREDENTIALS_PATH).map(Path::of),
        Optional.of(config.getPassword(CREDENTIALS_JSON)).filter(json -> !json.value().isEmpty()),
        accounts(config.getString(IMPERSONATE)),
        OptionalText.read(config, PROJECT),
        OptionalText.read(config, USER_PROJECT),
        OptionalText.read(config, ENDPOINT).map(URI::create),
        OptionalText.read(config, PROXY)
            .map(URI::create)
            .map(proxy -> InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort())));
  }

  /** Checks the keys of this part against each other. */
  static void check(AbstractConfig config, BiConsumer<String, String> errors) {
    AccessConfig access = from(config);
    CredentialsSource source = access.source();
    requireTogether(
        CREDENTIALS_PATH, access.path().isPresent(), CredentialsSource.PATH, source, errors);
    requireTogether(
        CREDENTIALS_JSON, access.json().isPresent(), CredentialsSource.JSON, source, errors);
    if (source == CredentialsSource.NONE && access.endpoint().isEmpty()) {
      errors.accept(
          CREDENTIALS_SOURCE,
          "none is for emulators, and "
              + ENDPOINT
              + " names none; set it, or choose default, path or json");
    }
    if (source == CredentialsSource.NONE && !access.impersonated().isEmpty()) {
      errors.accept(
          IMPERSONATE,
          IMPERSONATE
              + " requires an identity, and "
              + CREDENTIALS_SOURCE
              + "=none has none; remove one of them");
    }
    if (source != CredentialsSource.NONE
        && access
            .endpoint()
            .filter(url -> url.getScheme().equals("http") && !THIS_HOST.contains(url.getHost()))
            .isPresent()) {
      errors.accept(
          ENDPOINT,
          ENDPOINT
              + " would receive the identity's tokens unencrypted; write https, or "
              + CREDENTIALS_SOURCE
              + "=none for an emulator");
    }
  }

  private static void requireTogether(
      String key,
      boolean given,
      CredentialsSource user,
      CredentialsSource source,
      BiConsumer<String, String> errors) {
    String setting = CREDENTIALS_SOURCE + "=" + Choices.name(user);
    if (source == user && !given) {
      errors.accept(key, key + " is required with " + setting);
    } else if (source != user && given) {
      errors.accept(
          key, key + " applies only with " + setting + "; set " + setting + ", or remove " + key);
    }
  }

  private static List<String> accounts(String value) {
    return Arrays.stream(value.split(",")).map(String::strip).filter(a -> !a.isEmpty()).toList();
  }

  private static String accountsProblem(String value) {
    return accounts(value).stream().allMatch(account -> ACCOUNT.matcher(account).matches())
        ? null
        : "must be the e-mail address of a service account, such as"
            + " writer@project.iam.gserviceaccount.com";
  }

  private static String projectProblem(String value) {
    return value.isEmpty() || PROJECT_ID.matcher(value).matches()
        ? null
        : "not a project id; write one such as my-project-123";
  }

  private static String endpointProblem(String value) {
    if (value.isEmpty()) {
      return null;
    }
    String example = "write one such as https://storage.googleapis.com";
    try {
      URI url = new URI(value);
      if (url.getHost() == null
          || !"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
        return "not an http or https address; " + example;
      }
      return isBare(url) ? null : "must have no user, path or query; " + example;
    } catch (URISyntaxException e) {
      return "not an address; " + example;
    }
  }

  private static String proxyProblem(String value) {
    if (value.isEmpty()) {
      return null;
    }
    String example = "write one such as http://proxy:3128";
    try {
      URI url = new URI(value);
      if (!"http".equals(url.getScheme()) || url.getHost() == null || url.getPort() < 1) {
        return "must be an HTTP proxy with host and port; " + example;
      }
      if (url.getRawUserInfo() != null) {
        return "has a user, but proxies with a password are not supported; let the proxy accept the worker's address";
      }
      return isBare(url) ? null : "must have no path or query; " + example;
    } catch (URISyntaxException e) {
      return "not an address; " + example;
    }
  }

  private static boolean isBare(URI url) {
    return url.getRawUserInfo() == null
        && url.getQuery() == null
        && url.getFragment() == null
        && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"));
  }
}
