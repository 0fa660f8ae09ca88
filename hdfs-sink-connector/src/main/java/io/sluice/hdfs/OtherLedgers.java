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
package io.sluice.hdfs;

import io.sluice.storage.FileIdentity;
import io.sluice.storage.StoragePaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ledgers of other connectors in the same {@code ledger.dir}. */
final class OtherLedgers {
  private static final int MOST = 1000;

  private final HadoopFiles files;
  private final String own;

  /**
   * @param stagingDirectory {@code <ledger.dir>/<ledger.id>/staging}
   */
  OtherLedgers(HadoopFiles files, String stagingDirectory) {
    this.files = files;
    this.own = StoragePaths.parent(stagingDirectory);
  }

  /**
   * The ledger id of another connector that writes this file's partition; empty if there is none.
   */
  Optional<String> find(FileIdentity identity) throws IOException {
    String all = StoragePaths.parent(own);
    List<String> others = new ArrayList<>();
    files.list(
        all,
        entry -> {
          String name = entry.getPath().getName();
          if (entry.isDirectory() && !name.equals(StoragePaths.name(own))) {
            others.add(name);
          }
          return others.size() < MOST;
        });
    for (String other : others) {
      String ledger = all + "/" + other + "/" + identity.topic() + "/" + identity.partition();
      if (files.status(ledger).isPresent()) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }
}
