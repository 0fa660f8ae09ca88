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
package io.sluice.it.verify;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/** The published files of a store, as their readers see them. */
public interface Output {

  /**
   * A published file.
   *
   * @param path below the root of the output
   */
  record File(String path, long bytes) {}

  /**
   * The files at this moment, ascending by path, without those that readers skip because a
   * component of their path begins with {@code _} or {@code .}; empty if there is no output yet.
   */
  List<File> files() throws IOException;

  /** The file's content as it is stored. */
  InputStream open(File file) throws IOException;

  /**
   * When a file last got its name: the latest change of any directory that holds files, as the
   * store noted it.
   */
  Instant lastChange() throws IOException;

  /** Whether readers of the output skip this file or directory. */
  static boolean hidden(String name) {
    return name.startsWith("_") || name.startsWith(".");
  }
}
