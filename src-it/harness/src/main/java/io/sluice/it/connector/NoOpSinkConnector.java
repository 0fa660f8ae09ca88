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
package io.sluice.it.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** A sink that only counts: the upper bound of a worker with a topic and a converter. */
public final class NoOpSinkConnector extends SinkConnector {
  /** How many records are expected. */
  public static final String EXPECTED_RECORDS = "expected.records";

  /** The file that gets the instant, in ISO-8601, of the last expected record. */
  public static final String DONE_FILE = "done.file";

  static final ConfigDef CONFIG =
      new ConfigDef()
          .define(EXPECTED_RECORDS, ConfigDef.Type.LONG, Importance.HIGH, "Records to wait for.")
          .define(
              DONE_FILE, ConfigDef.Type.STRING, Importance.HIGH, "Written when they were counted.");

  private Map<String, String> properties;

  @Override
  public void start(Map<String, String> properties) {
    this.properties = Map.copyOf(properties);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return NoOpSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    List<Map<String, String>> configs = new ArrayList<>();
    for (int i = 0; i < maxTasks; i++) {
      configs.add(properties);
    }
    return configs;
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return CONFIG;
  }

  @Override
  public String version() {
    return "1";
  }
}
