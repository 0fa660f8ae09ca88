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
package io.sluice.it.launch;

import io.sluice.it.process.ParentWatch;
import io.sluice.it.process.ReadyFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs a broker until SIGTERM or until the process that started it ends. */
public final class BrokerMain {

  private BrokerMain() {}

  /**
   * @param arguments directory, client port, controller port, ready file, then {@code key=value}
   *     for broker properties
   */
  public static void main(String[] arguments) throws Exception {
    ParentWatch.start();
    Map<String, String> overrides = new HashMap<>();
    for (int i = 4; i < arguments.length; i++) {
      String[] pair = arguments[i].split("=", 2);
      overrides.put(pair[0], pair[1]);
    }
    LocalBroker broker =
        LocalBroker.start(
            Path.of(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            overrides);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
    ReadyFile.write(Path.of(arguments[3]), broker.bootstrapServers());
    broker.awaitStop();
  }
}
