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

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.it.gcs.http.Response;
import io.sluice.it.gcs.store.Bucket;
import io.sluice.it.gcs.store.StoredObject;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Objects and buckets as JSON resources. */
final class ObjectJson {
  private final String url;

  /**
   * @param url of the server, which links begin with
   */
  ObjectJson(String url) {
    this.url = url;
  }

  Response response(Bucket bucket, StoredObject object) {
    return Response.json(200, resource(bucket, object, true)).withHeader("ETag", etag(object));
  }

  /**
   * @param checksums whether the caller may see checksums: not without the key of an object that is
   *     encrypted with a customer's
   */
  ObjectNode resource(Bucket bucket, StoredObject object, boolean checksums) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    String generation = Long.toString(object.generation());
    String path = "/b/" + bucket.name() + "/o/" + encoded(object.name());
    node.put("kind", "storage#object");
    node.put("id", bucket.name() + "/" + object.name() + "/" + generation);
    node.put("selfLink", url + "/storage/v1" + path);
    node.put(
        "mediaLink",
        url + "/download/storage/v1" + path + "?generation=" + generation + "&alt=media");
    node.put("name", object.name());
    node.put("bucket", bucket.name());
    node.put("generation", generation);
    node.put("metageneration", Long.toString(object.metageneration()));
    node.put("size", Long.toString(object.content().size()));
    if (checksums) {
      node.put("crc32c", object.checksums().crc32c());
      object.checksums().md5().ifPresent(md5 -> node.put("md5Hash", md5));
    }
    node.put("etag", etag(object));
    node.put("timeCreated", object.created().toString());
    node.put("timeFinalized", object.created().toString());
    node.put("timeStorageClassUpdated", object.created().toString());
    node.put("updated", object.updated().toString());
    if (object.components() > 0) {
      node.put("componentCount", object.components());
    }
    object
        .encryptionKeySha256()
        .ifPresent(
            sha256 ->
                node.putObject("customerEncryption")
                    .put("encryptionAlgorithm", "AES256")
                    .put("keySha256", sha256));
    bucket
        .retainedUntil(object)
        .ifPresent(until -> node.put("retentionExpirationTime", until.toString()));
    node.setAll(object.attributes());
    return node;
  }

  ObjectNode resource(Bucket bucket) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("kind", "storage#bucket");
    node.put("id", bucket.name());
    node.put("name", bucket.name());
    node.put("selfLink", url + "/storage/v1/b/" + bucket.name());
    node.put("location", "US");
    node.put("locationType", "multi-region");
    node.put("storageClass", bucket.settings().storageClass());
    node.put("metageneration", Long.toString(bucket.metageneration()));
    node.put("timeCreated", bucket.created().toString());
    node.put("updated", bucket.created().toString());
    bucket
        .settings()
        .defaultKmsKey()
        .ifPresent(key -> node.putObject("encryption").put("defaultKmsKeyName", key));
    bucket
        .settings()
        .retention()
        .ifPresent(
            period ->
                node.putObject("retentionPolicy")
                    .put("retentionPeriod", Long.toString(period.toSeconds()))
                    .put("effectiveTime", bucket.created().toString()));
    if (bucket.settings().requesterPays()) {
      node.putObject("billing").put("requesterPays", true);
    }
    return node;
  }

  static String etag(StoredObject object) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
    bytes.putLong(object.generation()).putLong(object.metageneration());
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
