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

import io.sluice.gcs.GcsSinkConnector;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages of a connector about unusable settings, before it is started. */
class GcsSettingsTest {
  private static final String KEY_FILE =
      "{\"type\":\"authorized_user\",\"client_id\":\"c\",\"client_secret\":\"s\"}";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "gcs.credentials.path; /key.json; gcs.credentials.source=path",
        "directory.template; {start_offset}; {start}",
        "directory.template; {timestamp:YYYY}; write yyyy",
        "file.template; {timestamp:YYYY}+{topic}+{partition}+{start}; write yyyy"
      })
  void anUnusableSettingIsReportedOnItsKeyWithTheRemedy(String key, String value, String remedy) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "name",
                "connector",
                "topics",
                "t",
                "gcs.bucket",
                "bucket",
                "spool.dir",
                "/var/spool/sluice",
                "gcs.credentials.source",
                "json",
                "gcs.credentials.json",
                KEY_FILE,
                "on.offset.gap",
                "skip",
                "on.topic.reset",
                "restart"));
    settings.put(key, value);

    Map<String, String> errors = new HashMap<>();
    for (ConfigValue result : new GcsSinkConnector().validate(settings).configValues()) {
      result.errorMessages().forEach(message -> errors.put(result.name(), message));
    }

    assertThat(errors).containsOnlyKeys(key);
    assertThat(errors.get(key)).contains(key, remedy);
  }
}
