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
import io.sluice.it.gcs.http.ConnectionDropped;
import io.sluice.it.gcs.http.Request;
import io.sluice.it.gcs.http.Response;
import io.sluice.it.gcs.store.Bucket;
import io.sluice.it.gcs.store.StoredObject;
import java.io.IOException;

/** Uploads that can be continued after an interruption. */
final class ResumableUploads {
  /** Chunks other than the last are multiples of it, and what breaks off is kept up to one. */
  private static final int QUANTUM = 256 * 1024;

  private final Backend backend;
  private final Uploads uploads;
  private final UploadSessions sessions;
  private final String url;

  ResumableUploads(Backend backend, Uploads uploads, UploadSessions sessions, String url) {
    this.backend = backend;
    this.uploads = uploads;
    this.sessions = sessions;
    this.url = url;
  }

  Response start(Call call) {
    NewObject upload = NewObject.of(call);
    Bucket bucket = uploads.admit(call, upload);
    UploadSession session = sessions.begin(bucket.name(), upload);
    String host = call.request().header("host").map(address -> "http://" + address).orElse(url);
    return Response.empty(200)
        .withHeader("X-GUploader-UploadID", session.id())
        .withHeader(
            "Location",
            host
                + "/upload/storage/v1/b/"
                + bucket.name()
                + "/o?uploadType=resumable&upload_id="
                + session.id());
  }

  /** Accepts a chunk, also the last one, or answers with the status. */
  Response put(Call call) throws IOException {
    UploadSession session = session(call);
    session.requireAlive();
    ContentRange range = ContentRange.of(call.request());
    range.total().ifPresent(session::requireTotal);
    if (session.stored().isPresent()) {
      return completed(session, range, session.stored().get());
    }
    if (range.isStatusQuery()) {
      boolean complete =
          range.total().isPresent() && range.total().getAsLong() == session.received();
      return complete ? finish(session, call.request(), session.received()) : progress(session);
    }
    long first = range.first().getAsLong();
    if (first > session.received()) {
      return Response.text(
          503,
          "Invalid request. According to the Content-Range header, the upload offset is "
              + first
              + " byte(s), which exceeds already uploaded size of "
              + session.received()
              + " byte(s).");
    }
    if (!range.isLast()) {
      requireQuantum(range);
    }
    long end = receive(session, call, range);
    return range.isLast() ? finish(session, call.request(), end) : progress(session);
  }

  Response cancel(Call call) throws IOException {
    session(call).end(499);
    return Response.empty(499);
  }

  private UploadSession session(Call call) {
    return sessions
        .find(call.request().parameter("upload_id").orElse(""))
        .orElseThrow(UploadSession::noSession);
  }

  private Response completed(UploadSession session, ContentRange range, StoredObject object) {
    long size = object.content().size();
    boolean repeated = range.isStatusQuery() || range.isLast();
    if (!repeated || range.total().orElse(size) != size) {
      throw ApiException.invalid("Invalid request. The upload is already complete.");
    }
    return backend.json().response(backend.buckets().find(session.bucket()), object);
  }

  /** Reads the bytes of a request and returns the index after the last one. */
  private static long receive(UploadSession session, Call call, ContentRange range)
      throws IOException {
    long offset = range.first().getAsLong();
    byte[] quantum = new byte[QUANTUM];
    while (true) {
      int count = call.media().readNBytes(quantum, 0, QUANTUM);
      boolean ended = count < QUANTUM;
      if (ended && range.last().isPresent() && offset + count <= range.last().getAsLong()) {
        // The client disconnected; bytes after the last full quantum are lost.
        throw new ConnectionDropped();
      }
      if (!ended || range.isLast()) {
        session.append(offset, quantum, count);
      }
      offset += count;
      if (ended) {
        return offset;
      }
    }
  }

  private Response finish(UploadSession session, Request request, long total) throws IOException {
    Bucket bucket = backend.buckets().find(session.bucket());
    StoredObject object =
        session.finish(total, request, content -> uploads.put(bucket, session.upload(), content));
    return backend.json().response(bucket, object);
  }

  private static Response progress(UploadSession session) {
    long received = session.received();
    Response response = Response.empty(308);
    return received == 0 ? response : response.withHeader("Range", "bytes=0-" + (received - 1));
  }

  private static void requireQuantum(ContentRange range) {
    long length = range.last().orElseThrow() - range.first().orElseThrow() + 1;
    if (length < QUANTUM) {
      throw ApiException.invalid(
          "Invalid request.  The number of bytes uploaded is required to be equal or greater than "
              + QUANTUM
              + ", except for the final request (it's recommended to be the exact multiple of "
              + QUANTUM
              + ").  The received request contained "
              + length
              + " bytes, which does not meet this requirement.");
    }
  }
}
