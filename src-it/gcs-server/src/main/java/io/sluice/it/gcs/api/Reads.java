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
import io.sluice.it.gcs.http.Request;
import io.sluice.it.gcs.http.Response;
import io.sluice.it.gcs.store.Bucket;
import io.sluice.it.gcs.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Metadata and bytes of one object. */
final class Reads {
  private final Backend backend;

  Reads(Backend backend) {
    this.backend = backend;
  }

  Response get(Call call) {
    Bucket bucket = backend.bucket(call, Permission.OBJECTS_GET);
    StoredObject object = find(bucket, call);
    Optional<String> key = CustomerKey.sha256(call.request());
    if (key.isPresent()) {
      CustomerKey.requireSame(object, key);
    }
    boolean checksums = object.encryptionKeySha256().equals(key);
    return Response.json(200, backend.json().resource(bucket, object, checksums))
        .withHeader("ETag", ObjectJson.etag(object));
  }

  Response download(Call call) {
    Bucket bucket = backend.bucket(call, Permission.OBJECTS_GET);
    StoredObject object = find(bucket, call);
    CustomerKey.requireSame(object, CustomerKey.sha256(call.request()));
    if (isDecompressed(call.request(), object)) {
      return described(200, object)
          .withHeader("Warning", "214 UploadServer gunzipped")
          .withBody(new Slice(object, 0, -1));
    }
    Response whole = described(200, object);
    if (object.attributes().has("contentEncoding")) {
      whole = whole.withHeader("Content-Encoding", object.attribute("contentEncoding"));
    }
    long size = object.content().size();
    Optional<ByteRange> range = ByteRange.of(call.request(), size);
    if (range.isEmpty()) {
      return whole.withBody(new Slice(object, 0, size));
    }
    return new Response(206, whole.headers(), whole.body())
        .withHeader("Content-Range", range.get().header(size))
        .withBody(new Slice(object, range.get().first(), range.get().length()));
  }

  private static StoredObject find(Bucket bucket, Call call) {
    StoredObject object =
        WriteChecks.existing(
            bucket,
            call.object(),
            call.request().parameter("generation"),
            bucket.find(call.object()));
    Preconditions.of(call.request()).checkRead(object);
    return object;
  }

  /** Whether the service undoes the compression for a client that does not ask for it. */
  private static boolean isDecompressed(Request request, StoredObject object) {
    return object.attribute("contentEncoding").equals("gzip")
        && !object.attribute("cacheControl").contains("no-transform")
        && !request.header("accept-encoding").orElse("").contains("gzip");
  }

  private static Response described(int status, StoredObject object) {
    return Response.empty(status)
        .withHeader("Content-Type", contentType(object))
        .withHeader("ETag", ObjectJson.etag(object))
        .withHeader("x-goog-generation", Long.toString(object.generation()))
        .withHeader("x-goog-metageneration", Long.toString(object.metageneration()))
        .withHeader("x-goog-hash", object.checksums().header())
        .withHeader("x-goog-storage-class", object.attribute("storageClass"))
        .withHeader("x-goog-stored-content-length", Long.toString(object.content().size()))
        .withHeader(
            "x-goog-stored-content-encoding",
            object.attributes().path("contentEncoding").asText("identity"));
  }

  private static String contentType(StoredObject object) {
    return object.attributes().path("contentType").asText("application/octet-stream");
  }

  /** A part of an object's bytes; a length of −1 means all of them, decompressed. */
  private record Slice(StoredObject object, long first, long length) implements Response.Body {
    private static final int BUFFER = 64 * 1024;

    @Override
    public void writeTo(OutputStream out) throws IOException {
      try (InputStream in = object.content().open()) {
        if (length < 0) {
          new GZIPInputStream(in).transferTo(out);
          return;
        }
        in.skipNBytes(first);
        byte[] buffer = new byte[BUFFER];
        long remaining = length;
        while (remaining > 0) {
          int count = in.read(buffer, 0, (int) Math.min(remaining, BUFFER));
          if (count < 0) {
            throw new IOException("the object is shorter than it was");
          }
          out.write(buffer, 0, count);
          remaining -= count;
        }
      }
    }
  }

  /** A range of a download. */
  private record ByteRange(long first, long last) {

    /** The range that a request asks for; empty if it asks for everything. */
    static Optional<ByteRange> of(Request request, long size) {
      String header = request.header("range").orElse("");
      if (!header.matches("bytes=(\\d+-\\d*|-\\d+)")) {
        return Optional.empty();
      }
      String[] ends = header.substring("bytes=".length()).split("-", 2);
      long first =
          ends[0].isEmpty() ? Math.max(0, size - Long.parseLong(ends[1])) : Long.parseLong(ends[0]);
      long last =
          ends[0].isEmpty() || ends[1].isEmpty()
              ? size - 1
              : Math.min(size - 1, Long.parseLong(ends[1]));
      if (first > last) {
        throw new ApiException(
            416,
            "requestedRangeNotSatisfiable",
            "The requested range cannot be satisfied.",
            Map.of("Content-Range", "bytes */" + size));
      }
      return Optional.of(new ByteRange(first, last));
    }

    long length() {
      return last - first + 1;
    }

    String header(long size) {
      return "bytes " + first + "-" + last + "/" + size;
    }
  }
}
