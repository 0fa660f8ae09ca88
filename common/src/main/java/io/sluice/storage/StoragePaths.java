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

import java.util.UUID;

/** Checks and builds relative paths, for implementations of {@link Storage}. */
public final class StoragePaths {
  private StoragePaths() {}

  /**
   * Returns the path if it is relative and cannot escape from the root.
   *
   * @throws IllegalArgumentException if it is empty or has an empty, {@code .} or {@code ..}
   *     component, or one with a NUL character
   */
  public static String requireRelative(String path) {
    int length = path.length();
    int start = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length || path.charAt(i) == '/') {
        int size = i - start;
        boolean dots =
            size <= 2 && path.startsWith(".", start) && (size == 1 || path.charAt(i - 1) == '.');
        if (size == 0 || dots) {
          throw new IllegalArgumentException("not a relative path without dots: '" + path + "'");
        }
        start = i + 1;
      } else if (path.charAt(i) == 0) {
        throw new IllegalArgumentException("NUL in the path '" + path + "'");
      }
    }
    return path;
  }

  /** Everything before the last {@code /}; empty if there is none. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** The last component. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The directory of a partition's staged files. */
  public static String stagingDirectory(String staging, String topic, int partition) {
    return staging + "/" + topic + "/" + partition;
  }

  /** The path of a staged file: {@code <staging>/<topic>/<partition>/<epoch>-<uuid>}. */
  public static String stagedFile(String staging, StagedId id) {
    return stagingDirectory(staging, id.topic(), id.partition()) + "/" + id.fileName();
  }

  /**
   * A new path for a probe's file, which its underscore hides from readers.
   *
   * @param outputDirectory empty for the root
   */
  public static String probeFile(String outputDirectory) {
    String name = "_probe-" + UUID.randomUUID();
    return outputDirectory.isEmpty() ? name : requireRelative(outputDirectory) + "/" + name;
  }

  /**
   * The directory of temporary files, which are written and then created under their final path in
   * one step. No topic can have this name, so it contains no partition's staging directory.
   */
  public static String temporaryDirectory(String staging) {
    return staging + "/~tmp";
  }

  /**
   * A new temporary path for a file that is then created under {@code path} in one step. A file for
   * a partition's ledger is put among the partition's staged files, with an epoch below all others:
   * if the process dies, the next owner's sweep deletes it.
   */
  public static String temporaryFile(String staging, String path) {
    UUID uuid = UUID.randomUUID();
    String directory = parent(path);
    String root = parent(staging) + "/";
    String[] owner =
        directory.startsWith(root) ? directory.substring(root.length()).split("/") : new String[0];
    if (owner.length == 2 && owner[1].matches("\\d{1,9}")) {
      return stagedFile(staging, new StagedId(owner[0], Integer.parseInt(owner[1]), 0, uuid));
    }
    return temporaryDirectory(staging) + "/" + uuid;
  }
}
