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

import io.sluice.it.gcs.http.ApiException;
import io.sluice.it.gcs.http.Request;
import io.sluice.it.gcs.store.Content;
import io.sluice.it.gcs.store.ContentWriter;
import io.sluice.it.gcs.store.StoredObject;
import java.io.IOException;
import java.util.Optional;

/** A resumable upload. Several requests may send its bytes at once; each byte is stored once. */
final class UploadSession {
  private final String id;
  private final String bucket;
  private final NewObject upload;
  private final ExpectedChecksums checksums;
  private final ContentWriter writer;
  private long total = -1;
  private int endedWith;
  private Optional<Content> content = Optional.empty();
  private Optional<StoredObject> stored = Optional.empty();

  UploadSession(String id, String bucket, NewObject upload, ContentWriter writer) {
    this.id = id;
    this.bucket = bucket;
    this.upload = upload;
    this.checksums = upload.checksums();
    this.writer = writer;
  }

  /** Puts the bytes into the bucket. */
  interface Commit {
    StoredObject put(Content content) throws IOException;
  }

  String id() {
    return id;
  }

  String bucket() {
    return bucket;
  }

  NewObject upload() {
    return upload;
  }

  /** Bytes taken so far. */
  synchronized long received() {
    return writer.size();
  }

  /** The object, once the upload has ended well. */
  synchronized Optional<StoredObject> stored() {
    return stored;
  }

  /**
   * @throws ApiException if the session was ended otherwise than by storing the object
   */
  synchronized void requireAlive() {
    if (endedWith == 499) {
      throw new ApiException(499, "cancelled", "The upload was cancelled.");
    }
    if (endedWith == 410) {
      throw new ApiException(410, "gone", "The requested upload is no longer available.");
    }
    if (endedWith != 0) {
      throw noSession();
    }
  }

  /** Checks that all requests name the same length. */
  synchronized void requireTotal(long bytes) {
    if (total >= 0 && total != bytes) {
      throw ApiException.invalid(
          "Invalid request. The total size was " + total + " byte(s) before, and is now " + bytes);
    }
    total = bytes;
  }

  static ApiException noSession() {
    return new ApiException(404, "notFound", "No such upload session.");
  }

  synchronized boolean isOpen() {
    return stored.isEmpty() && endedWith == 0;
  }

  /** Accepts bytes and skips those that it already has. */
  synchronized void append(long offset, byte[] bytes, int length) throws IOException {
    requireAlive();
    long known = writer.size() - offset;
    if (stored.isEmpty() && content.isEmpty() && known >= 0 && known < length) {
      writer.write(bytes, (int) known, (int) (length - known));
    }
  }

  /**
   * Stores the object, or does nothing if that was done.
   *
   * @param total bytes that the client says it has
   */
  synchronized StoredObject finish(long total, Request request, Commit commit) throws IOException {
    if (stored.isPresent()) {
      return stored.get();
    }
    requireAlive();
    if (total != writer.size()) {
      throw ApiException.invalid(
          "Invalid request. The upload has "
              + writer.size()
              + " byte(s), and the request says that it ends with "
              + total
              + ".");
    }
    if (content.isEmpty()) {
      content = Optional.of(writer.finish());
    }
    try {
      checksums.and(request).verify(content.get().checksums());
      stored = Optional.of(commit.put(content.get()));
      return stored.get();
    } catch (ApiException e) {
      // The only refusal that may be retried.
      if (e.status() != 429) {
        end(404);
      }
      throw e;
    }
  }

  /** Ends the session without an object; later requests get this status. */
  synchronized void end(int status) throws IOException {
    if (stored.isEmpty() && endedWith == 0) {
      endedWith = status;
      writer.close();
      if (content.isPresent()) {
        content.get().delete();
      }
    }
  }
}
