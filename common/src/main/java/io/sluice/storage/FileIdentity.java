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
import java.util.UUID;

/**
 * Identifies a published file: its offsets in the ledger, and the task that decided it. Two files
 * with equal {@code fileId} and {@code generation} are the same file, even if their bytes differ.
 *
 * @param connector the ledger id
 * @param topic the original topic
 * @param partition the original partition
 * @param start the first offset
 * @param end the last offset, inclusive
 * @param count the number of records, at least 1
 * @param fileId unique for each decided file
 * @param epoch the epoch of the task that decided it
 * @param generation how often the partition's offsets were altered, from 0
 */
public record FileIdentity(
    String connector,
    String topic,
    int partition,
    long start,
    long end,
    long count,
    UUID fileId,
    long epoch,
    long generation) {
  public FileIdentity {
    Objects.requireNonNull(connector, "connector");
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(fileId, "fileId");
    if (start < 0 || end < start || count < 1) {
      throw new IllegalArgumentException("bad range " + start + ".." + end + ", count " + count);
    }
  }

  /** Whether both identify the same decided file. */
  public boolean same(FileIdentity other) {
    return fileId.equals(other.fileId) && generation == other.generation;
  }
}
