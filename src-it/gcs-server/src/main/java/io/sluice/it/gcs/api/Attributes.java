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
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.it.gcs.http.ApiException;
import io.sluice.it.gcs.store.BucketSettings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** The metadata that users may set. */
final class Attributes {
  private static final int LONGEST_NAME = 1024;
  private static final String METADATA = "metadata";
  private static final Set<String> WRITABLE =
      Set.of(
          "cacheControl",
          "contentDisposition",
          "contentEncoding",
          "contentLanguage",
          "contentType",
          "customTime",
          "eventBasedHold",
          METADATA,
          "storageClass",
          "temporaryHold");

  private Attributes() {}

  /**
   * The attributes of a new object.
   *
   * @param contentType if the resource has none
   * @param kmsKey empty if none is asked for
   */
  static ObjectNode create(
      ObjectNode resource, String contentType, String kmsKey, BucketSettings bucket) {
    ObjectNode attributes = replace(resource);
    if (!attributes.has("contentType") && !contentType.isEmpty()) {
      attributes.put("contentType", contentType);
    }
    if (!attributes.has("storageClass")) {
      attributes.put("storageClass", bucket.storageClass());
    }
    String key = kmsKey.isEmpty() ? bucket.defaultKmsKey().orElse("") : kmsKey;
    if (!key.isEmpty()) {
      attributes.put("kmsKeyName", key + "/cryptoKeyVersions/1");
    }
    return attributes;
  }

  /** The attributes in a resource, and no others. */
  static ObjectNode replace(ObjectNode resource) {
    ObjectNode attributes = resource.objectNode();
    for (Map.Entry<String, JsonNode> field : resource.properties()) {
      if (WRITABLE.contains(field.getKey()) && !field.getValue().isNull()) {
        attributes.set(field.getKey(), field.getValue());
      }
    }
    return attributes;
  }

  /** The attributes after a patch: null removes a field, metadata are merged. */
  static ObjectNode patch(ObjectNode attributes, ObjectNode patch) {
    ObjectNode result = attributes.deepCopy();
    merge(result, patch, WRITABLE::contains);
    return result;
  }

  /** Which fields may be changed. */
  private interface Fields {
    boolean contain(String name);
  }

  private static void merge(ObjectNode target, ObjectNode patch, Fields fields) {
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      String name = field.getKey();
      if (!fields.contain(name)) {
        continue;
      }
      if (field.getValue().isNull()) {
        target.remove(name);
      } else if (field.getValue() instanceof ObjectNode nested) {
        merge(target.withObject("/" + name), nested, any -> true);
      } else {
        target.set(name, field.getValue());
      }
    }
  }

  /**
   * @throws ApiException 400 unless an object may be called so
   */
  static void requireName(String object) {
    int length = object.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0) {
      throw new ApiException(400, "required", "Required");
    }
    boolean allowed =
        length <= LONGEST_NAME
            && object.indexOf('\n') < 0
            && object.indexOf('\r') < 0
            && !object.equals(".")
            && !object.equals("..")
            && !object.startsWith(".well-known/acme-challenge/");
    if (!allowed) {
      throw ApiException.invalid("The specified object name is not valid.");
    }
  }
}
