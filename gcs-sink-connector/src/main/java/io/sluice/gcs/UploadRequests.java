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

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.EmptyContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.json.JsonHttpContent;
import com.google.api.client.json.JsonFactory;
import com.google.api.client.json.JsonObjectParser;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.model.StorageObject;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageOptions;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * The requests of resumable uploads. Google's client has them too, but holds every chunk on the
 * heap and cannot continue a session that an earlier call has begun. Connections, identity and
 * timeouts are those of the client. Requests are not repeated. Throws the exceptions of Google's
 * client.
 */
final class UploadRequests {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int RESUME_INCOMPLETE = 308;
  private static final String RANGE_PREFIX = "bytes=0-";
  private static final JsonFactory JSON = GsonFactory.getDefaultInstance();

  private final StorageOptions options;
  private final GcsConfig config;
  private final HttpRequestFactory requests;

  UploadRequests(Storage client, GcsConfig config) {
    this.options = client.getOptions();
    this.config = config;
    HttpTransportOptions transport = (HttpTransportOptions) options.getTransportOptions();
    this.requests =
        transport
            .getHttpTransportFactory()
            .create()
            .createRequestFactory(transport.getHttpRequestInitializer(options));
  }

  /**
   * What Cloud Storage has of an upload.
   *
   * @param received number of bytes
   * @param stored the object, once it is complete
   */
  record State(long received, Optional<StorageObject> stored) {}

  /**
   * Begins the upload of an object, unless its name is taken (status 412).
   *
   * @param path of the object, for the session
   */
  UploadSession begin(String path, StorageObject object, long length) throws IOException {
    GenericUrl url =
        new GenericUrl(options.getHost() + "/upload/storage/v1/b/" + config.bucket() + "/o");
    url.put("uploadType", "resumable");
    url.put("name", object.getName());
    url.put("ifGenerationMatch", 0);
    config.objects().kmsKey().ifPresent(key -> url.put("kmsKeyName", key));
    config.access().userProject().ifPresent(project -> url.put("userProject", project));
    HttpRequest request = requests.buildPostRequest(url, new JsonHttpContent(JSON, object));
    HttpHeaders headers = request.getHeaders();
    headers.set("X-Upload-Content-Type", object.getContentType());
    headers.set("X-Upload-Content-Length", length);
    config.objects().encryptionKey().ifPresent(key -> encrypt(headers, key));
    HttpResponse response = execute(request);
    try {
      if (response.getStatusCode() != OK || response.getHeaders().getLocation() == null) {
        throw refusal(response);
      }
      return new UploadSession(path, response.getHeaders().getLocation(), 0, 0);
    } finally {
      response.disconnect();
    }
  }

  private static void encrypt(HttpHeaders headers, Password key) {
    byte[] bytes = Base64.getDecoder().decode(key.value());
    headers.set("x-goog-encryption-algorithm", "AES256");
    headers.set("x-goog-encryption-key", key.value());
    headers.set(
        "x-goog-encryption-key-sha256",
        Base64.getEncoder().encodeToString(Hashing.sha256().hashBytes(bytes).asBytes()));
  }

  /** Asks how much has arrived, and completes the object if that is everything. */
  State ask(UploadSession session, long total) throws IOException {
    return put(session, new EmptyContent(), "bytes */" + total, total);
  }

  /** Sends a range, and completes the object if the range ends with its last byte. */
  State send(UploadSession session, FileRange range, long total) throws IOException {
    long first = session.received();
    String bytes = "bytes " + first + "-" + (first + range.getLength() - 1) + "/" + total;
    return put(session, range, bytes, total);
  }

  private State put(UploadSession session, HttpContent content, String range, long total)
      throws IOException {
    HttpRequest request = requests.buildPutRequest(new GenericUrl(session.url()), content);
    request.getHeaders().setContentRange(range);
    request.setParser(new JsonObjectParser(JSON));
    // Status 308 is no redirect here.
    request.setFollowRedirects(false);
    HttpResponse response = execute(request);
    try {
      return switch (response.getStatusCode()) {
        case OK, CREATED -> new State(total, Optional.of(response.parseAs(StorageObject.class)));
        case RESUME_INCOMPLETE ->
            new State(received(response.getHeaders().getRange()), Optional.empty());
        default -> throw refusal(response);
      };
    } finally {
      response.disconnect();
    }
  }

  private static HttpResponse execute(HttpRequest request) throws IOException {
    request.setThrowExceptionOnExecuteError(false);
    return request.execute();
  }

  /** The number of bytes in a header such as {@code bytes=0-524287}; without it, none. */
  private static long received(String range) throws IOException {
    if (range == null) {
      return 0;
    }
    try {
      if (range.startsWith(RANGE_PREFIX)) {
        return Long.parseLong(range.substring(RANGE_PREFIX.length())) + 1;
      }
    } catch (NumberFormatException e) {
      throw new IOException("the range of an upload is not a number: " + range, e);
    }
    throw new IOException("the range of an upload does not begin with 0: " + range);
  }

  private static StorageException refusal(HttpResponse response) {
    return StorageException.translate(GoogleJsonResponseException.from(JSON, response));
  }
}
