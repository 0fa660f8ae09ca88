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
package io.sluice.gcs;

import com.google.cloud.storage.BlobInfo;
import io.sluice.storage.FileIdentity;
import io.sluice.storage.StorageException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Stores a file's identity as custom metadata of its object. */
final class ObjectIdentity {
  /** The beginning of the names of the connector's metadata. */
  static final String PREFIX = "sluice-";

  private static final String CONNECTOR = PREFIX + "connector";
  private static final String TOPIC = PREFIX + "topic";
  private static final String PARTITION = PREFIX + "partition";
  private static final String START = PREFIX + "start";
  private static final String END = PREFIX + "end";
  private static final String COUNT = PREFIX + "count";
  private static final String FILE = PREFIX + "file";
  private static final String EPOCH = PREFIX + "epoch";
  private static final String GENERATION = PREFIX + "generation";

  /** The checksum of the file; files of earlier versions do not have it. */
  private static final String CRC32C = PREFIX + "crc32c";

  private static final Set<String> NAMES =
      Set.of(CONNECTOR, TOPIC, PARTITION, START, END, COUNT, FILE, EPOCH, GENERATION);

  private ObjectIdentity() {}

  /** Metadata with the identity, the checksum of the content and the other entries. */
  static Map<String, String> metadata(
      FileIdentity identity, int crc32c, Map<String, String> others) {
    Map<String, String> metadata = new TreeMap<>(others);
    metadata.put(CONNECTOR, identity.connector());
    metadata.put(TOPIC, identity.topic());
    metadata.put(PARTITION, String.valueOf(identity.partition()));
    metadata.put(START, String.valueOf(identity.start()));
    metadata.put(END, String.valueOf(identity.end()));
    metadata.put(COUNT, String.valueOf(identity.count()));
    metadata.put(FILE, identity.fileId().toString());
    metadata.put(EPOCH, String.valueOf(identity.epoch()));
    metadata.put(GENERATION, String.valueOf(identity.generation()));
    metadata.put(CRC32C, GcsObjects.base64(crc32c));
    return metadata;
  }

  /**
   * Checks that an object has the checksum that its metadata name.
   *
   * @throws StorageException not retriable, if it has another one
   */
  static void requireDescribed(String path, BlobInfo object) throws StorageException {
    String described = object.getMetadata().get(CRC32C);
    if (described != null) {
      GcsObjects.requireSame(path, object.getCrc32c(), described);
    }
  }

  /** The identity in an object's metadata; empty if there is none, or it cannot be parsed. */
  static Optional<FileIdentity> parse(Map<String, String> metadata) {
    if (!metadata.keySet().containsAll(NAMES)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new FileIdentity(
              metadata.get(CONNECTOR),
              metadata.get(TOPIC),
              Integer.parseInt(metadata.get(PARTITION)),
              Long.parseLong(metadata.get(START)),
              Long.parseLong(metadata.get(END)),
              Long.parseLong(metadata.get(COUNT)),
              UUID.fromString(metadata.get(FILE)),
              Long.parseLong(metadata.get(EPOCH)),
              Long.parseLong(metadata.get(GENERATION))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
