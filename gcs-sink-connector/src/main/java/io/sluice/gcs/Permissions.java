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

/** The permissions on the bucket that the connector's identity requires. */
enum Permissions {
  CREATE("storage.objects.create", "to upload files and ledger entries"),
  GET("storage.objects.get", "to read the ledger, and to recognize its own files"),
  LIST("storage.objects.list", "to find the newest ledger entry");

  /** Optional: deletes old ledger entries. */
  static final String DELETE = "storage.objects.delete";

  private final String permission;
  private final String purpose;

  Permissions(String permission, String purpose) {
    this.permission = permission;
    this.purpose = purpose;
  }

  /** Google's name of the permission, such as {@code storage.objects.create}. */
  String permission() {
    return permission;
  }

  /** The names of all permissions, separated by commas. */
  static String names() {
    return Arrays.stream(values()).map(Permissions::permission).collect(Collectors.joining(", "));
  }

  /** All permissions in a paragraph for the reference page. */
  static String summary() {
    return Arrays.stream(values())
            .map(each -> "`" + each.permission + "` (" + each.purpose + ")")
            .collect(Collectors.joining(", ", "The identity requires ", ". "))
        + "With `"
        + DELETE
        + "` the connector deletes old ledger entries and the empty objects named `"
        + GcsProbe.NAME
        + "`, one in `output.dir` and one in `ledger.dir`, with which it tests its settings; without"
        + " it they remain.";
  }
}
