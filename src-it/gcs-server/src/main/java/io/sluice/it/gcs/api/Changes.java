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

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.it.gcs.call.Call;
import io.sluice.it.gcs.http.Response;
import io.sluice.it.gcs.store.Bucket;
import io.sluice.it.gcs.store.StoredObject;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** Deletes objects and changes their metadata. */
final class Changes {
  private final Backend backend;
  private final WriteChecks checks;

  Changes(Backend backend) {
    this.backend = backend;
    this.checks = new WriteChecks(backend);
  }

  Response delete(Call call) throws IOException {
    Bucket bucket = backend.bucket(call, Permission.OBJECTS_DELETE);
    bucket.delete(
        call.object(),
        checks.delete(
            bucket,
            call.object(),
            call.request().parameter("generation"),
            Preconditions.of(call.request())));
    return Response.empty(204);
  }

  Response patch(Call call) {
    return change(call, attributes -> Attributes.patch(attributes, call.resource()));
  }

  /** Replaces the metadata; the storage class and the key are not metadata in this sense. */
  Response update(Call call) {
    return change(
        call,
        attributes -> {
          ObjectNode replaced = Attributes.replace(call.resource());
          keep("storageClass", attributes, replaced);
          keep("kmsKeyName", attributes, replaced);
          return replaced;
        });
  }

  private Response change(Call call, UnaryOperator<ObjectNode> change) {
    Bucket bucket = backend.bucket(call, Permission.OBJECTS_UPDATE);
    StoredObject changed =
        bucket.update(
            call.object(),
            change,
            checks.update(
                bucket,
                call.object(),
                call.request().parameter("generation"),
                Preconditions.of(call.request())));
    return backend.json().response(bucket, changed);
  }

  private static void keep(String field, ObjectNode from, ObjectNode to) {
    if (from.has(field)) {
      to.set(field, from.get(field));
    }
  }
}
