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
package io.sluice.it.gcs.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A version of an object and of its metadata. Never changed.
 *
 * @param generation changes with the bytes
 * @param metageneration counts the changes of metadata within a generation, from 1
 * @param attributes what users may set, in the form of the API; not to be changed
 * @param checksums of the bytes
 * @param encryptionKeySha256 of the customer's key, if there is one
 * @param components of a composed object; 0 for others
 */
public record StoredObject(
    String name,
    long generation,
    long metageneration,
    Content content,
    Checksums checksums,
    ObjectNode attributes,
    Optional<String> encryptionKeySha256,
    int components,
    Instant created,
    Instant updated) {

  /** A first version, which gets its generation and times when it is put into a bucket. */
  public static StoredObject of(
      String name, Content content, ObjectNode attributes, Optional<String> encryptionKeySha256) {
    return new StoredObject(
        name,
        0,
        1,
        content,
        content.checksums(),
        attributes,
        encryptionKeySha256,
        0,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  public StoredObject composedOf(int count) {
    return new StoredObject(
        name,
        generation,
        metageneration,
        content,
        checksums.withoutMd5(),
        attributes,
        encryptionKeySha256,
        count,
        created,
        updated);
  }

  /** The same bytes with other metadata. */
  StoredObject with(ObjectNode other, Instant now) {
    return new StoredObject(
        name,
        generation,
        metageneration + 1,
        content,
        checksums,
        other,
        encryptionKeySha256,
        components,
        created,
        now);
  }

  StoredObject at(long newGeneration, Instant now) {
    return new StoredObject(
        name,
        newGeneration,
        1,
        content,
        checksums,
        attributes,
        encryptionKeySha256,
        components,
        now,
        now);
  }

  /** A text attribute; empty if it is not set. */
  public String attribute(String field) {
    return attributes.path(field).asText("");
  }

  public boolean isHeld() {
    return attributes.path("temporaryHold").asBoolean()
        || attributes.path("eventBasedHold").asBoolean();
  }
}
