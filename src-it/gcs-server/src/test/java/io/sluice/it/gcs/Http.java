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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests as they travel, without a client's retries. */
final class Http {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ObjectMapper mapper = new ObjectMapper();
  private final String url;

  Http(String url) {
    this.url = url;
  }

  /** An answer with a text, which is mostly JSON. */
  record Reply(int status, String body, HttpResponse<String> whole) {

    String header(String name) {
      return whole.headers().firstValue(name).orElse("");
    }
  }

  /**
   * @param path from the root, or a whole address
   * @param headers names and values in turn
   */
  Reply send(String method, String path, byte[] body, String... headers) throws IOException {
    URI address = URI.create(path.startsWith("http:") ? path : url + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(LIMIT)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body(), response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  Reply get(String path, String... headers) throws IOException {
    return send("GET", path, new byte[0], headers);
  }

  /** Uploads by media; {@code query} begins with an ampersand unless it is empty. */
  Reply upload(String name, String query, byte[] content, String... headers) throws IOException {
    String path = "/upload/storage/v1/b/" + GcsFixture.BUCKET + "/o?uploadType=media&name=";
    return send("POST", path + encoded(name) + query, content, headers);
  }

  Reply upload(String name, String content) throws IOException {
    return upload(name, "", content.getBytes(StandardCharsets.UTF_8));
  }

  /** Begins a resumable upload and returns its address. */
  String startUpload(String name, String query, String resource) throws IOException {
    Reply reply =
        send(
            "POST",
            "/upload/storage/v1/b/"
                + GcsFixture.BUCKET
                + "/o?uploadType=resumable&name="
                + encoded(name)
                + query,
            resource.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json");
    if (reply.status() != 200) {
      throw new IOException(reply.body());
    }
    return reply.header("Location");
  }

  /** The path of an object in the bucket. */
  static String object(String name) {
    return "/storage/v1/b/" + GcsFixture.BUCKET + "/o/" + encoded(name);
  }

  JsonNode json(Reply reply) throws IOException {
    return mapper.readTree(reply.body());
  }

  /** The reason of an error. */
  String reason(Reply reply) throws IOException {
    return json(reply).at("/error/errors/0/reason").asText();
  }

  static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
