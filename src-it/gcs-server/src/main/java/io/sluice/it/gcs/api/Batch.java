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
package io.sluice.it.gcs.api;

import io.sluice.it.gcs.call.Call;
import io.sluice.it.gcs.http.ApiException;
import io.sluice.it.gcs.http.Endpoint;
import io.sluice.it.gcs.http.MultipartReader;
import io.sluice.it.gcs.http.MultipartReader.Part;
import io.sluice.it.gcs.http.Request;
import io.sluice.it.gcs.http.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Several calls in one request, which succeed and fail one by one. */
final class Batch {
  private static final int MOST_CALLS = 100;
  private static final String BOUNDARY = "batch_of_answers";

  private final Endpoint.Service service;

  /**
   * @param service that carries the calls out
   */
  Batch(Endpoint.Service service) {
    this.service = service;
  }

  Response run(Call call) throws IOException {
    MultipartReader parts = MultipartReader.of(call.request());
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    int count = 0;
    for (Optional<Part> part = parts.next(); part.isPresent(); part = parts.next()) {
      count++;
      if (count > MOST_CALLS) {
        throw ApiException.invalid("The batch request has more than " + MOST_CALLS + " calls.");
      }
      append(answer, part.get().headers().getOrDefault("content-id", ""), run(part.get(), call));
    }
    write(answer, "--" + BOUNDARY + "--\r\n");
    return new Response(
        200,
        Map.of("Content-Type", "multipart/mixed; boundary=" + BOUNDARY),
        Response.bytes(answer.toByteArray()));
  }

  private Response run(Part part, Call batch) throws IOException {
    InputStream content = part.content();
    String[] line = MultipartReader.line(content).split(" ");
    if (line.length < 2) {
      throw ApiException.invalid("Failed to parse batch request.");
    }
    Map<String, String> headers = new HashMap<>();
    batch
        .request()
        .header("authorization")
        .ifPresent(authorization -> headers.put("authorization", authorization));
    headers.putAll(MultipartReader.headers(content));
    InputStream body = new ByteArrayInputStream(content.readAllBytes());
    try {
      return service.handle(Request.of(line[0], URI.create(line[1]), headers, body));
    } catch (ApiException e) {
      return e.response();
    }
  }

  private static void append(ByteArrayOutputStream answer, String id, Response response)
      throws IOException {
    write(answer, "--" + BOUNDARY + "\r\nContent-Type: application/http\r\n");
    if (!id.isEmpty()) {
      write(answer, "Content-ID: " + id.replaceFirst("<", "<response-") + "\r\n");
    }
    write(answer, "\r\nHTTP/1.1 " + response.status() + " -\r\n");
    for (Map.Entry<String, String> header : response.headers().entrySet()) {
      write(answer, header.getKey() + ": " + header.getValue() + "\r\n");
    }
    write(answer, "Content-Length: " + response.body().length() + "\r\n\r\n");
    response.body().writeTo(answer);
    write(answer, "\r\n");
  }

  private static void write(ByteArrayOutputStream answer, String text) {
    answer.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
