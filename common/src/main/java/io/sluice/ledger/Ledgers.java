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

import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.util.ArrayList;
import java.util.List;

/** Finds the ledgers of a connector. */
public final class Ledgers {
  private Ledgers() {}

  /** A partition that has a ledger. */
  public record Found(String topic, int partition) {}

  /** All partitions that have at least one entry. Blocks; makes a few calls per partition. */
  public static List<Found> all(Storage storage, LedgerPaths paths) throws StorageException {
    List<Found> found = new ArrayList<>();
    for (String topic : storage.directories(paths.topics())) {
      for (String name : storage.directories(paths.topics() + "/" + topic)) {
        if (name.matches("0|[1-9]\\d{0,8}")) {
          int partition = Integer.parseInt(name);
          boolean entries =
              storage.list(paths.entries(topic, partition), Entries.LISTED).stream()
                  .anyMatch(file -> Entries.seq(file).isPresent());
          if (entries) {
            found.add(new Found(topic, partition));
          }
        }
      }
    }
    return found;
  }
}
