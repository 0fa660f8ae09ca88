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

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.it.gcs.call.Call;
import io.sluice.it.gcs.call.Operation;
import io.sluice.it.gcs.http.ApiException;
import io.sluice.it.gcs.http.MultipartReader;
import io.sluice.it.gcs.http.MultipartReader.Part;
import io.sluice.it.gcs.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Maps a request to its operation. Reads the JSON of the request, but not its media. */
final class Routes {
  private final ObjectMapper mapper = new ObjectMapper();
  private final UploadSessions sessions;

  Routes(UploadSessions sessions) {
    this.sessions = sessions;
  }

  /**
   * @throws ApiException 404 if there is no such method
   */
  Call understand(Request request) throws IOException {
    List<String> path = request.path();
    if (startsWith(path, "upload", "storage", "v1", "b") && path.size() == 6) {
      return upload(request, path.get(4));
    }
    if (startsWith(path, "batch", "storage", "v1")) {
      return call(Operation.BATCH, request, "", "");
    }
    if (startsWith(path, "download", "storage", "v1", "b")) {
      return object(request, path.subList(1, path.size()));
    }
    if (!startsWith(path, "storage", "v1", "b")) {
      throw noMethod();
    }
    return path.size() < 5 || !path.get(4).equals("o")
        ? bucket(request, path)
        : path.size() == 5 ? objects(request, path) : object(request, path);
  }

  private Call bucket(Request request, List<String> path) throws IOException {
    String bucket = path.size() > 3 ? path.get(3) : "";
    return switch (request.method() + " " + path.size()) {
      case "POST 3" -> resource(Operation.BUCKET_INSERT, request, "", "");
      case "GET 4" -> call(Operation.BUCKET_GET, request, bucket, "");
      case "GET 6" -> call(Operation.BUCKET_TEST_PERMISSIONS, request, bucket, "");
      default -> throw noMethod();
    };
  }

  private Call objects(Request request, List<String> path) {
    if (!request.method().equals("GET")) {
      throw noMethod();
    }
    return call(Operation.LIST, request, path.get(3), "");
  }

  private Call object(Request request, List<String> path) throws IOException {
    String bucket = path.get(3);
    String object = path.get(5);
    if (path.size() > 6) {
      return derived(request, path, bucket, object);
    }
    String method = request.header("x-http-method-override").orElse(request.method());
    return switch (method) {
      case "GET" ->
          request.parameter("alt").equals(Optional.of("media"))
              ? call(Operation.DOWNLOAD, request, bucket, object)
              : call(Operation.GET, request, bucket, object);
      case "DELETE" -> call(Operation.DELETE, request, bucket, object);
      case "PATCH" -> resource(Operation.PATCH, request, bucket, object);
      case "PUT" -> resource(Operation.UPDATE, request, bucket, object);
      default -> throw noMethod();
    };
  }

  /** Copies and compositions; the call has the name of the object that is written. */
  private Call derived(Request request, List<String> path, String bucket, String object)
      throws IOException {
    String verb = path.get(6);
    String target = path.get(path.size() - 1);
    return switch (verb) {
      case "compose" -> resource(Operation.COMPOSE, request, bucket, object);
      case "rewriteTo" -> resource(Operation.REWRITE, request, path.get(8), target);
      case "copyTo" -> resource(Operation.COPY, request, path.get(8), target);
      case "moveTo" -> resource(Operation.MOVE, request, bucket, target);
      default -> throw noMethod();
    };
  }

  private Call upload(Request request, String bucket) throws IOException {
    Optional<String> session = request.parameter("upload_id");
    if (session.isPresent()) {
      return resumable(request, bucket, sessions.find(session.get()));
    }
    return switch (request.parameter("uploadType").orElse("")) {
      case "media" -> call(Operation.INSERT, request, bucket, request.parameter("name").orElse(""));
      case "multipart" -> multipart(request, bucket);
      case "resumable" -> {
        ObjectNode resource = json(request.body());
        yield new Call(
            Operation.RESUMABLE_START,
            request,
            bucket,
            name(request, resource),
            resource,
            InputStream.nullInputStream());
      }
      default -> throw ApiException.invalid("Missing or unknown uploadType.");
    };
  }

  private Call multipart(Request request, String bucket) throws IOException {
    MultipartReader parts = MultipartReader.of(request);
    ObjectNode resource = json(parts.next().orElseThrow(Routes::noMedia).content());
    Part media = parts.next().orElseThrow(Routes::noMedia);
    if (!resource.has("contentType") && media.headers().containsKey("content-type")) {
      resource.put("contentType", media.headers().get("content-type"));
    }
    return new Call(
        Operation.INSERT, request, bucket, name(request, resource), resource, media.content());
  }

  private Call resumable(Request request, String bucket, Optional<UploadSession> session) {
    String object = session.map(found -> found.upload().name()).orElse("");
    if (request.method().equals("DELETE")) {
      return call(Operation.RESUMABLE_CANCEL, request, bucket, object);
    }
    ContentRange range = ContentRange.of(request);
    long received = session.map(UploadSession::received).orElse(0L);
    boolean open = session.map(UploadSession::isOpen).orElse(false);
    boolean ends =
        range.isLast() || (open && range.isStatusQuery() && range.total().orElse(-1) == received);
    Operation operation =
        ends
            ? Operation.RESUMABLE_FINALIZE
            : range.isStatusQuery() ? Operation.RESUMABLE_STATUS : Operation.RESUMABLE_CHUNK;
    return call(operation, request, bucket, object);
  }

  private Call call(Operation operation, Request request, String bucket, String object) {
    return new Call(operation, request, bucket, object, mapper.createObjectNode(), request.body());
  }

  private Call resource(Operation operation, Request request, String bucket, String object)
      throws IOException {
    return new Call(
        operation, request, bucket, object, json(request.body()), InputStream.nullInputStream());
  }

  private ObjectNode json(InputStream body) throws IOException {
    try {
      JsonNode node = mapper.readTree(body.readAllBytes());
      return node instanceof ObjectNode object ? object : mapper.createObjectNode();
    } catch (JacksonException e) {
      throw new ApiException(400, "parseError", "Parse Error");
    }
  }

  private static String name(Request request, ObjectNode resource) {
    return request.parameter("name").orElse(resource.path("name").asText(""));
  }

  private static boolean startsWith(List<String> path, String... segments) {
    return path.size() >= segments.length
        && path.subList(0, segments.length).equals(List.of(segments));
  }

  private static ApiException noMethod() {
    return new ApiException(404, "notFound", "Not Found");
  }

  private static ApiException noMedia() {
    return ApiException.invalid("Multipart upload without media.");
  }
}
