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
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
 * Credentials in Google's JSON format. Each supported kind has a separate parser, because Google's
 * general parser would accept further kinds.
 */
final class CredentialsJson {
  // Google's parser might read the other one of two fields of a name.
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

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

  /** Returns what is wrong, without showing any of the text; null if this worker supports it. */
  static String problem(String json) {
    return problem(json, AllowedSources.ofWorker());
  }

  /** Likewise, on a worker that permits certain sources. */
  static String problem(String json, AllowedSources allowed) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return "must be JSON, the whole content of a credentials file";
    }
    String kind = root == null ? "" : root.path("type").asText();
    if (kind.isEmpty()) {
      return "must have a type; write the whole content of one of Google's credentials files";
    }
    // an unknown type is not shown, because it may be a secret in the wrong place
    return KINDS.containsKey(kind)
        ? ExternalAccount.problem(root, allowed).orElse(null)
        : "must have one of the types service_account, external_account,"
            + " impersonated_service_account and authorized_user; create a key of one of them";
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
