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
import io.sluice.it.gcs.http.ConnectionDropped;
import io.sluice.it.gcs.http.Request;
import io.sluice.it.gcs.http.Response;
import io.sluice.it.gcs.store.Bucket;
import io.sluice.it.gcs.store.Content;
import io.sluice.it.gcs.store.StoredObject;
import java.io.IOException;
import java.util.Optional;

/** Uploads in one request. */
final class Uploads {
  private final Backend backend;
  private final WriteChecks checks;

  Uploads(Backend backend) {
    this.backend = backend;
    this.checks = new WriteChecks(backend);
  }

  Response insert(Call call) throws IOException {
    NewObject upload = NewObject.of(call);
    Bucket bucket = admit(call, upload);
    Content content = backend.files().store(call.media());
    try {
      requireWhole(call.request(), content);
      upload.checksums().and(call.request()).verify(content.checksums());
      return backend.json().response(bucket, put(bucket, upload, content));
    } catch (RuntimeException | IOException e) {
      content.delete();
      throw e;
    }
  }

  private static void requireWhole(Request request, Content content) {
    boolean plain =
        request.parameter("uploadType").equals(Optional.of("media"))
            && request.header("content-encoding").isEmpty();
    long length = Long.parseLong(request.header("content-length").orElse("0"));
    if (plain && content.size() < length) {
      // The client disconnected.
      throw new ConnectionDropped();
    }
  }

  /** The bucket; throws if the upload would be refused at this point. */
  Bucket admit(Call call, NewObject upload) {
    Attributes.requireName(upload.name());
    Bucket bucket = backend.bucket(call, Permission.OBJECTS_CREATE);
    backend.access().requireKey(upload.kmsKey());
    checks.put(bucket, upload.name(), upload.preconditions()).look(bucket.find(upload.name()));
    return bucket;
  }

  StoredObject put(Bucket bucket, NewObject upload, Content content) throws IOException {
    StoredObject object =
        StoredObject.of(
            upload.name(),
            content,
            upload.attributes(bucket.settings()),
            upload.encryptionKeySha256());
    return bucket.put(object, checks.put(bucket, upload.name(), upload.preconditions()));
  }
}
