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

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Restricts credentials of the type {@code external_account}, whose text decides what is read or
 * executed on the worker, and where it is sent.
 */
final class ExternalAccount {
  private static final String SOURCE = "credential_source";

  /** Google's token service, global or of a region. */
  private static final Pattern TOKEN_URL =
      Pattern.compile(
          "https://(?:sts\\.googleapis\\.com|[a-z0-9-]+-sts\\.googleapis\\.com"
              + "|sts\\.[a-z0-9-]+(?:\\.rep)?\\.googleapis\\.com"
              + "|sts\\.mtls\\.googleapis\\.com)/v1/\\w+");

  private static final Pattern IMPERSONATION_URL =
      Pattern.compile(
          "https://(?:iamcredentials\\.googleapis\\.com"
              + "|iamcredentials\\.[a-z0-9-]+(?:\\.rep)?\\.googleapis\\.com"
              + "|iamcredentials\\.mtls\\.googleapis\\.com)/v1/[\\w/.@:-]+");

  private static final Map<String, Pattern> GOOGLE =
      Map.of(
          "token_url", TOKEN_URL,
          "token_info_url", TOKEN_URL,
          "service_account_impersonation_url", IMPERSONATION_URL);

  /** Parts of the source that name nothing outside of the text. */
  private static final Set<String> HARMLESS =
      Set.of("environment_id", "format", "headers", "timeout_millis");

  private ExternalAccount() {}

  /** What is not permitted in credentials of any type, also in those that they contain. */
  static Optional<String> problem(JsonNode credentials, AllowedSources allowed) {
    JsonNode inner = credentials.path("source_credentials");
    if (inner.isObject()) {
      Optional<String> problem = problem(inner, allowed);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return switch (credentials.path("type").asText()) {
      case "external_account" -> {
        Optional<String> address = foreignAddress(credentials, allowed);
        yield address.isPresent()
            ? address
            : forbiddenSource(SOURCE, credentials.path(SOURCE), allowed);
      }
      case "impersonated_service_account" -> foreignAddress(credentials, allowed);
      default -> Optional.empty();
    };
  }

  private static Optional<String> foreignAddress(JsonNode credentials, AllowedSources allowed) {
    for (Map.Entry<String, Pattern> field : GOOGLE.entrySet()) {
      JsonNode url = credentials.path(field.getKey());
      if (!url.isMissingNode()
          && !url.isNull()
          && !field.getValue().matcher(url.asText()).matches()
          && !allowed.permits(url.asText())) {
        return Optional.of(
            "must not have a "
                + field.getKey()
                + " outside of googleapis.com, which would receive tokens; "
                + remedy("the address"));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> forbiddenSource(
      String name, JsonNode source, AllowedSources allowed) {
    if (source.isValueNode()) {
      return source.isNull() || allowed.permits(source.asText())
          ? Optional.empty()
          : Optional.of(forbidden(name));
    }
    for (Map.Entry<String, JsonNode> field : source.properties()) {
      if (HARMLESS.contains(field.getKey())) {
        continue;
      }
      Optional<String> problem =
          forbiddenSource(name + "." + field.getKey(), field.getValue(), allowed);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return source.isArray() && !source.isEmpty() ? Optional.of(forbidden(name)) : Optional.empty();
  }

  private static String forbidden(String name) {
    if (name.equals(SOURCE + ".file")) {
      return "must not have " + name + ", which would read a file of the worker; " + remedy("it");
    }
    if (name.startsWith(SOURCE + ".executable")) {
      return "must not have "
          + name
          + ", which would run a program or read its output on the worker; "
          + remedy("it");
    }
    if (name.endsWith("url")) {
      return "must not have "
          + name
          + ", which would send requests from the worker; "
          + remedy("the address");
    }
    return "must not have a credential_source of this kind, which would use the worker's files or"
        + " network; "
        + remedy("its values");
  }

  private static String remedy(String what) {
    return "permit "
        + what
        + " on every worker with the environment variable "
        + AllowedSources.VARIABLE
        + ", or use gcs.credentials.source=default, which whoever runs the worker configures";
  }
}
