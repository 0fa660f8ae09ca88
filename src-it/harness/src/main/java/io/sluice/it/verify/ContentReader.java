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
import java.util.function.Consumer;

/** Reads published files whose values are texts. */
@FunctionalInterface
public interface ContentReader {

  /**
   * Hands over the value of each record.
   *
   * @param name the file's name, whose extensions show compression and format
   * @param stored the file's content
   * @throws IOException if the content is not what the name says, too
   */
  void read(String name, InputStream stored, Consumer<String> values) throws IOException;
}
