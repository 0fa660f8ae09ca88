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
package io.sluice.it.score.poison;

import io.sluice.config.Choices;
import io.sluice.config.FormatName;
import io.sluice.it.connector.poison.PoisonKind;
import io.sluice.it.server.StorageKind;
import java.nio.file.Path;
import java.util.Map;

/** The settings under which every kind finds its reason. */
final class PoisonConnector {

  private PoisonConnector() {}

  /**
   * The settings of a connector and its task.
   *
   * @param directory of the output
   */
  static Map<String, String> settings(FormatName format, Path directory) {
    return Map.of(
        "hdfs.url",
        "file:///",
        "output.dir",
        directory.toString(),
        "directory.template",
        "{topic}/{key.region}/tenant-{header." + PoisonKind.HEADER + "}/{timestamp:yyyy-MM-dd}",
        "timestamp.source",
        "key.at",
        "timestamp.format",
        "iso8601",
        "null.values",
        "report",
        "record.max.bytes",
        Integer.toString(PoisonKind.MAX_BYTES),
        "format",
        Choices.name(format));
  }

  static String connectorClass() {
    return StorageKind.hdfs.connectorClass();
  }
}
