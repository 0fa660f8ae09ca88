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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.ExternalAccountCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.auth.oauth2.UserCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Credentials as the JSON that Google hands out. Only the kinds named here are read, each by the
 * parser of its own: a parser for any kind would also take one that nobody meant to accept.
 */
final class CredentialsJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, Parser> KINDS =
      Map.of(
          "service_account", ServiceAccountCredentials::fromStream,
          "external_account", ExternalAccountCredentials::fromStream,
          "impersonated_service_account", ImpersonatedCredentials::fromStream,
          "authorized_user", UserCredentials::fromStream);

  private CredentialsJson() {}

  @FunctionalInterface
  private interface Parser {
    GoogleCredentials parse(ByteArrayInputStream json, HttpTransportFactory transport)
        throws IOException;
  }

  /** What is wrong, in a sentence that shows nothing of the text, or null if its kind is known. */
  static String problem(String json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return "it is not JSON; give the whole content of a credentials file";
    }
    String kind = root == null ? "" : root.path("type").asText();
    if (kind.isEmpty()) {
      return "it has no type, so it is no credentials file of Google's; give the whole content of"
          + " one";
    }
    // what else stands there as a type may be a secret in the wrong place
    return KINDS.containsKey(kind)
        ? null
        : "its type is not one of service_account, external_account, impersonated_service_account"
            + " and authorized_user; create a key of one of these kinds";
  }

  /**
   * Reads credentials whose kind is known.
   *
   * @throws IOException if a field is missing or malformed
   */
  static GoogleCredentials parse(String json, HttpTransportFactory transport) throws IOException {
    return KINDS
        .get(JSON.readTree(json).path("type").asText())
        .parse(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), transport);
  }
}
