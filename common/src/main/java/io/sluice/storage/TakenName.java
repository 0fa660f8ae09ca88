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

/**
 * The failures of {@link Storage#publish} if another file has the name. No message advises to move
 * the file away: only connectors give such names, so its records would be missing.
 */
public final class TakenName {
  private TakenName() {}

  /**
   * The file belongs to another connector.
   *
   * @param ledgerId the other connector's {@code ledger.id}
   */
  public static StorageException byConnector(String name, String ledgerId) {
    return StorageException.fatal(
        "publish %s: the connector with ledger.id %s has written a file of this name; if that is a former name of this connector, set ledger.id to it; else put {connector} into file.template or directory.template, or give one of the two another output.dir"
            .formatted(name, ledgerId),
        null);
  }

  /** The file belongs to this connector, and the ledger does not contain it. */
  public static StorageException byForgottenFile(String name, FileIdentity identity) {
    return StorageException.fatal(
        "publish %s: this connector has published a file of this name that its ledger does not know: entries of %s-%d were deleted, or restored from a copy; %s"
            .formatted(name, identity.topic(), identity.partition(), remedy()),
        null);
  }

  /** The file's connector is unknown. */
  public static StorageException byUnknown(String name, FileIdentity identity) {
    return StorageException.fatal(
        "publish %s: there is a file of this name already; if another connector writes to this directory, put {connector} into file.template or directory.template; if ledger entries of %s-%d were deleted, or restored from a copy, %s"
            .formatted(name, identity.topic(), identity.partition(), remedy()),
        null);
  }

  private static String remedy() {
    return "do not move the file away, since its records are stored; stop the connector and set"
        + " the partition's offset after the last published record with PATCH"
        + " /connectors/<name>/offsets";
  }
}
