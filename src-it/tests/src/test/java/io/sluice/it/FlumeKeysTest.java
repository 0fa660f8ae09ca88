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
package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.KeySuggestions;
import io.sluice.hdfs.HdfsSinkConnector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

/** Settings of Flume's HDFS sink in the configuration of a connector. */
class FlumeKeysTest {
  private static final List<String> KEYS =
      List.of(
          "hdfs.path",
          "hdfs.filePrefix",
          "hdfs.fileSuffix",
          "hdfs.inUsePrefix",
          "hdfs.inUseSuffix",
          "hdfs.emptyInUseSuffix",
          "hdfs.rollInterval",
          "hdfs.rollSize",
          "hdfs.rollCount",
          "hdfs.idleTimeout",
          "hdfs.batchSize",
          "hdfs.codeC",
          "hdfs.fileType",
          "hdfs.closeTries",
          "hdfs.round",
          "hdfs.roundValue",
          "hdfs.roundUnit");

  /**
   * They have no meaning here: an open file is invisible, for example, so there is no suffix for
   * files in use. They change nothing, and the log does not suggest another key.
   */
  @Test
  void theyChangeNothingAndAreNotTakenForMisspelledKeys() {
    ConfigDef definition = new HdfsSinkConnector().config();
    Map<String, String> settings = new HashMap<>(Map.of("hdfs.url", "hdfs://namenode"));
    List<ConfigValue> without = definition.validate(settings);
    KEYS.forEach(key -> settings.put(key, "true"));

    assertThat(definition.validate(settings))
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(without);
    assertThat(KeySuggestions.find(KEYS, definition.names(), List.of("hdfs.conf."))).isEmpty();
  }
}
