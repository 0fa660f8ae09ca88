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
package io.sluice.ledger;

import io.sluice.storage.FileIdentity;
import io.sluice.storage.StagedId;
import java.util.Objects;

/**
 * A file that an entry decides: whoever owns the partition publishes it under this name, with this
 * identity.
 *
 * @param name final path, relative to the store's root
 * @param offsets the offsets that the file settles, never empty; may include offsets that were
 *     never delivered
 * @param count how many records were written
 * @param bytes the length of the file
 * @param staged where its bytes are staged; its {@code uuid} identifies the file for ever
 * @param format the format it was written in
 * @param compression the compression it was written with
 * @param schema the schema it was written with, in the format's notation; null if the format needs
 *     none
 */
public record PendingFile(
    String name,
    OffsetSet offsets,
    long count,
    long bytes,
    StagedId staged,
    String format,
    String compression,
    String schema) {
  public PendingFile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(staged, "staged");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(compression, "compression");
    if (offsets.isEmpty() || count < 1) {
      throw new IllegalArgumentException("a pending file holds at least one record: " + name);
    }
  }

  /** The identity that the published file has. */
  public FileIdentity identity(String ledgerId, long generation) {
    return new FileIdentity(
        ledgerId,
        staged.topic(),
        staged.partition(),
        offsets.first(),
        offsets.last(),
        count,
        staged.uuid(),
        staged.epoch(),
        generation);
  }
}
