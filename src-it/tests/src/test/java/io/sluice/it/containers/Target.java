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
package io.sluice.it.containers;

import io.sluice.it.verify.ConnectorFiles;
import java.io.IOException;
import java.util.Map;

/** The store that a delivery goes to. */
interface Target {

  /**
   * The settings by which a connector in a container writes here: its class, the store's address
   * and the output directory.
   *
   * @param directory name of the output directory
   */
  Map<String, String> connector(String directory);

  /**
   * The files of a connector here, as this JVM sees them.
   *
   * @param config its settings, as in {@link #connector}
   */
  ConnectorFiles files(Map<String, String> config) throws IOException;
}
