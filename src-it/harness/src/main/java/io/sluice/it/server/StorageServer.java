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
package io.sluice.it.server;

import io.sluice.it.verify.ConnectorFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A store in a separate process, and a client that inspects the files of connectors there. Not for
 * use by several threads.
 */
public interface StorageServer extends AutoCloseable {

  StorageKind kind();

  /** Returns when the server takes requests. */
  void awaitReady();

  /** The address for clients. */
  String url();

  /** The environment of workers, for {@code ${env:…}} in connector settings. */
  Map<String, String> environment();

  /**
   * The settings by which a connector writes here: its class, the store's address and the output
   * directory.
   *
   * @param directory name of the output directory; no other connector may have it
   */
  Map<String, String> connector(String directory);

  /**
   * The files of a connector here.
   *
   * @param config its settings, as in {@link #connector}
   */
  ConnectorFiles files(Map<String, String> config) throws IOException;

  /** The settings as the connector gets them, with {@code ${env:…}} replaced. */
  default Map<String, String> resolve(Map<String, String> config) {
    Map<String, String> resolved = new HashMap<>(config);
    environment()
        .forEach(
            (name, value) ->
                resolved.replaceAll((key, text) -> text.replace("${env:" + name + "}", value)));
    return resolved;
  }

  /**
   * The process that serves this store, to freeze it.
   *
   * @throws IllegalStateException if it is this JVM
   */
  default ServerProcess process() {
    throw new IllegalStateException(kind().title() + " runs in this JVM");
  }

  @Override
  void close() throws IOException;
}
