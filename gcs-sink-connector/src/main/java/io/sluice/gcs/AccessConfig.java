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
 * How Cloud Storage is reached, and as whom.
 *
 * @param source where the identity comes from
 * @param path the credentials file, for {@link CredentialsSource#PATH}
 * @param json the credentials, for {@link CredentialsSource#JSON}
 * @param impersonated service accounts, each of which lends its identity to the one before; the
 *     last one is whom Cloud Storage sees; empty to be oneself
 * @param project what Google's client takes as its project; empty for that of the credentials
 * @param userProject who pays for requests; empty for the bucket's owner
 * @param endpoint empty for Google's own
 * @param proxy host and port, not resolved; empty for the worker's own settings
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
            high(
                Width.SHORT,
                "Credentials",
                "Where the identity comes from: default is Google's application default credentials"
                    + " of the worker (its environment, its machine's service account, or the"
                    + " workload identity of its pod), path the file gcs.credentials.path, json the"
                    + " text gcs.credentials.json, none no identity, for an emulator at"
                    + " gcs.endpoint."))
        .text(
            CREDENTIALS_PATH,
            "",
            Validators.optional(Validators.absolutePath("/etc/gcs/writer.json")),
            medium(
                Width.LONG,
                "Credentials file",
                "A JSON file on every worker, for gcs.credentials.source=path: a service account's"
                    + " key, a workload identity federation configuration (external_account), an"
                    + " impersonated service account, or a user's own credentials"
                    + " (authorized_user)."))
        .add(
            CREDENTIALS_JSON,
            ConfigDef.Type.PASSWORD,
            "",
            Secret.of("empty, or JSON", CredentialsJson::problem),
            medium(
                Width.LONG,
                "Credentials JSON",
                "What would be in the credentials file, for gcs.credentials.source=json. Give it"
                    + " through a config provider, so that it is in no connector configuration."))
        .text(
            IMPERSONATE,
            "",
            Validators.text(
                "empty, or service accounts separated by commas", AccessConfig::accountsProblem),
            medium(
                Width.LONG,
                "Impersonate",
                "The service account to act as, such as writer@project.iam.gserviceaccount.com. The"
                    + " identity from gcs.credentials.source needs"
                    + " iam.serviceAccounts.getAccessToken on it. Several, separated by commas, are"
                    + " a chain of delegates that ends with the one to act as."))
        .text(
            PROJECT,
            "",
            Validators.text("empty, or a project", AccessConfig::projectProblem),
            low(
                Width.MEDIUM,
                "Project",
                "The project that Google's client works in; empty is that of the credentials."
                    + " Buckets are found by their name alone, so it is rarely needed."))
        .text(
            USER_PROJECT,
            "",
            Validators.text("empty, or a project", AccessConfig::projectProblem),
            low(
                Width.MEDIUM,
                "Billed project",
                "The project that pays for requests, needed for a bucket with requester pays. The"
                    + " identity needs serviceusage.services.use on it. Empty bills the bucket's"
                    + " own."))
        .text(
            ENDPOINT,
            "",
            Validators.text("empty, or an http or https address", AccessConfig::endpointProblem),
            low(
                Width.LONG,
                "Endpoint",
                "Where Cloud Storage answers, such as a private endpoint or an emulator; empty is"
                    + " https://storage.googleapis.com."))
        .text(
            PROXY,
            "",
            Validators.text("empty, or http://host:port", AccessConfig::proxyProblem),
            low(
                Width.LONG,
                "Proxy",
                "An HTTP proxy such as http://proxy:3128, for Cloud Storage and for Google's token"
                    + " servers. Empty uses what the worker's JVM is told by https.proxyHost."));
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
          "none is for emulators only, and "
              + ENDPOINT
              + " names no emulator; set it, or choose"
              + " default, path or json");
    }
    if (source == CredentialsSource.NONE && !access.impersonated().isEmpty()) {
      errors.accept(
          IMPERSONATE,
          "without an identity ("
              + CREDENTIALS_SOURCE
              + "=none) nobody can be impersonated; remove"
              + " one of them");
    }
    if (source != CredentialsSource.NONE
        && access
            .endpoint()
            .filter(url -> url.getScheme().equals("http") && !THIS_HOST.contains(url.getHost()))
            .isPresent()) {
      errors.accept(
          ENDPOINT,
          "the identity's tokens would be sent in the clear; write https, or "
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
      errors.accept(key, key + " is needed with " + setting);
    } else if (source != user && given) {
      errors.accept(key, key + " is read with " + setting + " only; set that, or remove it");
    }
  }

  private static List<String> accounts(String value) {
    return Arrays.stream(value.split(",")).map(String::strip).filter(a -> !a.isEmpty()).toList();
  }

  private static String accountsProblem(String value) {
    return accounts(value).stream().allMatch(account -> ACCOUNT.matcher(account).matches())
        ? null
        : "it must be the e-mail address of a service account, such as"
            + " writer@project.iam.gserviceaccount.com";
  }

  private static String projectProblem(String value) {
    return value.isEmpty() || PROJECT_ID.matcher(value).matches()
        ? null
        : "it is not a project id; write one such as my-project-123";
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
        return "it is not an http or https address; " + example;
      }
      return isBare(url) ? null : "it must have no user, path or query; " + example;
    } catch (URISyntaxException e) {
      return "it is not an address; " + example;
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
        return "it must be an HTTP proxy with host and port; " + example;
      }
      if (url.getRawUserInfo() != null) {
        return "a proxy that asks for a password is not supported; let it accept the worker's address";
      }
      return isBare(url) ? null : "it must have no path or query; " + example;
    } catch (URISyntaxException e) {
      return "it is not an address; " + example;
    }
  }

  private static boolean isBare(URI url) {
    return url.getRawUserInfo() == null
        && url.getQuery() == null
        && url.getFragment() == null
        && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"));
  }
}
