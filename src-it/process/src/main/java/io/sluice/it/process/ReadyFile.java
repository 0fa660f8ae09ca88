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
package io.sluice.it.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Reports to the starter of a process, by an atomically created file, that the process is ready.
 */
public final class ReadyFile {

  private ReadyFile() {}

  /**
   * @param content information for the starter, such as an address
   */
  public static void write(Path path, String content) throws IOException {
    Path temporary = path.resolveSibling(path.getFileName() + ".part");
    Files.writeString(temporary, content);
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
  }
}
