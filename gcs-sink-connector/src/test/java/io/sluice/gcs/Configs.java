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

import io.sluice.config.SinkConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Settings of the connector as a worker parses them. */
final class Configs {
  private Configs() {}

  /** Settings in turn with their values, on top of those that are required. */
  static AbstractConfig parse(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("gcs.bucket", "bucket");
    all.put("spool.dir", "/var/spool/sluice");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    ConfigDef definition = new ConfigDef();
    GcsConfig.define(definition);
    SinkConfig.define(definition);
    return new AbstractConfig(definition, all, false);
  }

  static GcsConfig of(String... settings) {
    return GcsConfig.from(parse(settings));
  }

  /** Contradictions, each as key and message. */
  static List<String> errors(String... settings) {
    List<String> errors = new ArrayList<>();
    new GcsStorageProvider()
        .check(parse(settings), (key, message) -> errors.add(key + ": " + message));
    return errors;
  }
}
