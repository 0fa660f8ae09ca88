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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.it.gcs.call.Call;
import io.sluice.it.gcs.http.ApiException;
import io.sluice.it.gcs.http.Response;
import io.sluice.it.gcs.store.Bucket;
import io.sluice.it.gcs.store.BucketSettings;
import java.time.Duration;

/** Creates and describes buckets. */
final class BucketCalls {
  private final Backend backend;

  BucketCalls(Backend backend) {
    this.backend = backend;
  }

  Response insert(Call call) {
    backend.access().require(Permission.BUCKETS_CREATE);
    String name = call.resource().path("name").asText("");
    if (!name.matches("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]")) {
      throw ApiException.invalid("Invalid bucket name: '" + name + "'");
    }
    Bucket bucket = backend.buckets().create(name, settings(call.resource()));
    return Response.json(200, backend.json().resource(bucket));
  }

  Response get(Call call) {
    Bucket bucket = backend.bucket(call, Permission.BUCKETS_GET);
    Preconditions.of(call.request()).checkBucket(bucket.metageneration());
    return Response.json(200, backend.json().resource(bucket));
  }

  Response testPermissions(Call call) {
    backend.bucket(call);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("kind", "storage#testIamPermissionsResponse");
    ArrayNode granted = answer.arrayNode();
    for (String id : call.request().parameters("permissions")) {
      if (Permission.of(id).filter(backend.access()::isGranted).isPresent()) {
        granted.add(id);
      }
    }
    if (!granted.isEmpty()) {
      answer.set("permissions", granted);
    }
    return Response.json(200, answer);
  }

  private static BucketSettings settings(JsonNode resource) {
    BucketSettings settings =
        BucketSettings.standard()
            .withStorageClass(resource.path("storageClass").asText("STANDARD"))
            .withRequesterPays(resource.path("billing").path("requesterPays").asBoolean());
    String key = resource.path("encryption").path("defaultKmsKeyName").asText("");
    if (!key.isEmpty()) {
      settings = settings.withDefaultKmsKey(key);
    }
    long retention = resource.path("retentionPolicy").path("retentionPeriod").asLong();
    return retention > 0 ? settings.withRetention(Duration.ofSeconds(retention)) : settings;
  }
}
