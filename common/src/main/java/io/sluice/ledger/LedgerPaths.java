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
 * The paths of a connector's ledger and staged files, relative to the store's root.
 *
 * @param directory {@code ledger.dir}
 * @param ledgerId one path component, already encoded
 */
public record LedgerPaths(String directory, String ledgerId) {

  /** The directory of staged files, which are below it by topic and partition. */
  public String staging() {
    return directory + "/" + ledgerId + "/staging";
  }

  /** The directory that holds the ledgers of all topics. */
  String topics() {
    return directory + "/" + ledgerId;
  }

  /** The directory of one partition's entries. */
  public String entries(String topic, int partition) {
    return directory + "/" + ledgerId + "/" + topic + "/" + partition;
  }
}
