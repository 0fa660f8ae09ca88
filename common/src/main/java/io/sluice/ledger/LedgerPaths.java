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

/**
 * Where a connector's ledger and staged files stand, relative to the store's root.
 *
 * @param outputDirectory {@code output.dir}, may be empty
 * @param ledgerDirectory {@code ledger.dir}, inside the output directory
 * @param ledgerId one path component, already encoded
 */
public record LedgerPaths(String outputDirectory, String ledgerDirectory, String ledgerId) {

  /** The directory that holds everything of this ledger. */
  public String root() {
    String inside = ledgerDirectory + "/" + ledgerId;
    return outputDirectory.isEmpty() ? inside : outputDirectory + "/" + inside;
  }

  /** The directory under which staged files stand. */
  public String staging() {
    return root() + "/staging";
  }

  /** The directory of one partition's entries. */
  public String entries(String topic, int partition) {
    return root() + "/" + topic + "/" + partition;
  }
}
