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
package io.sluice.storage;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Names one staged file of a topic partition.
 *
 * @param topic the original topic
 * @param partition the original partition
 * @param epoch the epoch of the claim under which it was staged, at least 0
 * @param uuid unique for each staged file
 */
public record StagedId(String topic, int partition, long epoch, UUID uuid) {
  public StagedId {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(uuid, "uuid");
    if (partition < 0 || epoch < 0) {
      throw new IllegalArgumentException("negative partition or epoch");
    }
  }

  /** The file's name inside its partition's staging directory: {@code <epoch>-<uuid>}. */
  public String fileName() {
    return epoch + "-" + uuid;
  }

  /** The same file, staged under another epoch. */
  public StagedId withEpoch(long otherEpoch) {
    return new StagedId(topic, partition, otherEpoch, uuid);
  }

  /** Parses {@link #fileName}; empty if the name does not have that form. */
  public static Optional<StagedId> parse(String topic, int partition, String fileName) {
    int dash = fileName.indexOf('-');
    if (dash < 1) {
      return Optional.empty();
    }
    try {
      long epoch = Long.parseLong(fileName.substring(0, dash));
      UUID uuid = UUID.fromString(fileName.substring(dash + 1));
      StagedId id = new StagedId(topic, partition, epoch, uuid);
      return id.fileName().equals(fileName) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
