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
package io.sluice.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.avro.SchemaId.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;

/** Asks a schema registry for schemas, over HTTP. Safe for any thread. */
final class Registry {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_TIMEOUT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final String address;
  private final String authorization;

  /**
   * @param address without a slash at the end
   * @param authorization the header of that name; null for none
   */
  Registry(String address, String authorization) {
    this.address = address;
    this.authorization = authorization;
  }

  /**
   * The schema of a number, with the schemas that it refers to.
   *
   * @throws DataException if the registry has no such schema, or it is not one of Avro
   * @throws RetriableException if the registry does not answer, or refuses the request
   */
  Schema schema(SchemaId id) {
    String body = get(id.path());
    try {
      Schema.Parser parser = RawAvro.parser();
      return id.kind() == Kind.CONFLUENT
          ? parsed(JSON.readTree(body), parser, new HashSet<>())
          : parser.parse(body);
    } catch (JsonProcessingException | AvroRuntimeException e) {
      throw new DataException(
          "What %s/%s answers is not a schema of Avro (%s); registry.api and registry.url must fit the registry"
              .formatted(address, id.path(), e.getMessage()),
          e);
    }
  }

  /** Parses what a schema refers to, then the schema. */
  private Schema parsed(JsonNode answer, Schema.Parser parser, Set<String> known)
      throws JsonProcessingException {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO") || !answer.path("schema").isTextual()) {
      throw new AvroRuntimeException("its type is " + type);
    }
    for (JsonNode reference : answer.path("references")) {
      String path =
          "subjects/%s/versions/%s"
              .formatted(
                  URLEncoder.encode(reference.path("subject").asText(), StandardCharsets.UTF_8)
                      .replace("+", "%20"),
                  reference.path("version").asText());
      if (known.add(path)) {
        parsed(JSON.readTree(get(path)), parser, known);
      }
    }
    return parser.parse(answer.path("schema").asText());
  }

  private String get(String path) {
    String url = address + "/" + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(TIMEOUT)
            .header("Accept", "application/json, */*;q=0.5");
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return switch (response.statusCode()) {
        case OK -> response.body();
        case NOT_FOUND ->
            throw new DataException(
                "The registry has no schema at %s: the schema was deleted, or the record is of another registry; check registry.url, registry.api and id.bytes"
                    .formatted(url));
        default ->
            throw new RetriableException(
                "The registry answers %d to %s; check registry.url, registry.user and registry.password"
                    .formatted(response.statusCode(), url));
      };
    } catch (IOException e) {
      throw new RetriableException(
          "The registry does not answer at %s (%s); errors.retry.timeout says how long the task tries again"
              .formatted(url, e),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetriableException("Interrupted while waiting for " + url, e);
    }
  }
}
