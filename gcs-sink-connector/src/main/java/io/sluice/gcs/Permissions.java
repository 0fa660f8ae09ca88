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

import java.util.Arrays;
import java.util.stream.Collectors;

/** The permissions that the connector's identity needs on the bucket; no others are ever used. */
enum Permissions {
  CREATE("storage.objects.create", "to upload files and ledger entries"),
  GET("storage.objects.get", "to read the ledger, and to tell its own files from others"),
  LIST("storage.objects.list", "to find the newest ledger entry");

  /** Removes old ledger entries; the connector works without it. */
  static final String DELETE = "storage.objects.delete";

  private final String permission;
  private final String purpose;

  Permissions(String permission, String purpose) {
    this.permission = permission;
    this.purpose = purpose;
  }

  /** Google's name of it, such as {@code storage.objects.create}. */
  String permission() {
    return permission;
  }

  /** All of their names. */
  static String names() {
    return Arrays.stream(values()).map(Permissions::permission).collect(Collectors.joining(", "));
  }

  /** All of them in a sentence, for the documentation. */
  static String summary() {
    return Arrays.stream(values())
            .map(each -> each.permission + " (" + each.purpose + ")")
            .collect(Collectors.joining(", ", "The identity needs ", ""))
        + "; with "
        + DELETE
        + " old ledger entries are removed, without it they stay, as do the empty objects named "
        + GcsProbe.NAME
        + " with which the settings are tried out, one in output.dir and one in ledger.dir.";
  }
}
