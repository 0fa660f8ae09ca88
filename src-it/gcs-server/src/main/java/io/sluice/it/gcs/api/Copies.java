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
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.it.gcs.call.Call;
import io.sluice.it.gcs.http.ApiException;
import io.sluice.it.gcs.http.Request;
import io.sluice.it.gcs.http.Response;
import io.sluice.it.gcs.store.Bucket;
import io.sluice.it.gcs.store.Content;
import io.sluice.it.gcs.store.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Copies, rewrites and compositions of objects. */
final class Copies {
  private static final int MOST_COMPONENTS = 32;

  private final Backend backend;
  private final WriteChecks checks;

  Copies(Backend backend) {
    this.backend = backend;
    this.checks = new WriteChecks(backend);
  }

  Response copy(Call call) throws IOException {
    return backend.json().response(backend.buckets().find(call.bucket()), copied(call));
  }

  /** A copy that is always done in one call. */
  Response rewrite(Call call) throws IOException {
    StoredObject object = copied(call);
    Bucket bucket = backend.buckets().find(call.bucket());
    String size = Long.toString(object.content().size());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("kind", "storage#rewriteResponse");
    answer.put("totalBytesRewritten", size);
    answer.put("objectSize", size);
    answer.put("done", true);
    answer.set("resource", backend.json().resource(bucket, object, true));
    return Response.json(200, answer);
  }

  Response compose(Call call) throws IOException {
    Bucket bucket = backend.bucket(call, Permission.OBJECTS_GET, Permission.OBJECTS_CREATE);
    Attributes.requireName(call.object());
    Optional<String> key = CustomerKey.sha256(call.request());
    List<StoredObject> sources = sources(bucket, call.resource().path("sourceObjects"));
    List<Content> contents = new ArrayList<>();
    int components = 0;
    for (StoredObject source : sources) {
      CustomerKey.requireSame(source, key);
      contents.add(source.content());
      components += Math.max(1, source.components());
    }
    ObjectNode resource =
        call.resource().path("destination") instanceof ObjectNode given
            ? given
            : JsonNodeFactory.instance.objectNode();
    ObjectNode attributes =
        Attributes.create(
            resource,
            sources.get(0).attribute("contentType"),
            call.request().parameter("kmsKeyName").orElse(""),
            bucket.settings());
    Content content = backend.files().store(contents);
    StoredObject object =
        StoredObject.of(call.object(), content, attributes, key).composedOf(components);
    return backend.json().response(bucket, put(bucket, object, call.request()));
  }

  Response move(Call call) throws IOException {
    Bucket bucket = backend.bucket(call, Permission.OBJECTS_MOVE, Permission.OBJECTS_CREATE);
    Attributes.requireName(call.object());
    String sourceName = sourceName(call);
    StoredObject source =
        WriteChecks.existing(bucket, sourceName, Optional.empty(), bucket.find(sourceName));
    Bucket.Check checkOfSource =
        checks.delete(
            bucket,
            sourceName,
            Optional.of(Long.toString(source.generation())),
            Preconditions.ofSource(call.request()));
    checkOfSource.look(Optional.of(source));
    StoredObject object =
        StoredObject.of(
            call.object(),
            backend.files().store(List.of(source.content())),
            source.attributes(),
            source.encryptionKeySha256());
    try {
      StoredObject moved =
          bucket.move(
              sourceName,
              checkOfSource,
              object,
              checks.put(bucket, object.name(), Preconditions.of(call.request())));
      return backend.json().response(bucket, moved);
    } catch (RuntimeException e) {
      object.content().delete();
      throw e;
    }
  }

  private StoredObject copied(Call call) throws IOException {
    Request request = call.request();
    Bucket from = backend.buckets().find(request.path().get(3));
    backend.access().requireProject(from, request);
    backend.access().require(Permission.OBJECTS_GET);
    Bucket to = backend.bucket(call, Permission.OBJECTS_CREATE);
    Attributes.requireName(call.object());
    String sourceName = sourceName(call);
    StoredObject source =
        WriteChecks.existing(
            from, sourceName, request.parameter("sourceGeneration"), from.find(sourceName));
    Preconditions.ofSource(request).check(Optional.of(source));
    CustomerKey.requireSame(source, CustomerKey.sourceSha256(request));
    ObjectNode attributes =
        Attributes.create(
            call.resource().isEmpty() ? source.attributes() : call.resource(),
            source.attribute("contentType"),
            request.parameter("destinationKmsKeyName").orElse(""),
            to.settings());
    StoredObject copy =
        StoredObject.of(
            call.object(),
            backend.files().store(List.of(source.content())),
            attributes,
            CustomerKey.sha256(request));
    return put(to, copy, request);
  }

  private StoredObject put(Bucket bucket, StoredObject object, Request request) throws IOException {
    try {
      return bucket.put(object, checks.put(bucket, object.name(), Preconditions.of(request)));
    } catch (RuntimeException e) {
      object.content().delete();
      throw e;
    }
  }

  private static List<StoredObject> sources(Bucket bucket, JsonNode list) {
    if (list.isEmpty() || list.size() > MOST_COMPONENTS) {
      throw ApiException.invalid(
          "The number of source components provided must be from 1 to " + MOST_COMPONENTS + ".");
    }
    List<StoredObject> sources = new ArrayList<>();
    for (JsonNode item : list) {
      String name = item.path("name").asText("");
      Optional<String> generation =
          Optional.of(item.path("generation").asText("")).filter(text -> !text.isEmpty());
      StoredObject source = WriteChecks.existing(bucket, name, generation, bucket.find(name));
      JsonNode demanded = item.path("objectPreconditions").path("ifGenerationMatch");
      if (!demanded.isMissingNode()) {
        Preconditions.generation(demanded.asLong()).check(Optional.of(source));
      }
      sources.add(source);
    }
    return sources;
  }

  private static String sourceName(Call call) {
    return call.request().path().get(5);
  }
}
