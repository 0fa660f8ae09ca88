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

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.SinkConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example for this connector is accepted, as far as can be told without its servers. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "config-examples");
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files
          .filter(file -> file.getFileName().toString().matches("gcs-.*\\.json"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isAccepted(Path example) throws IOException {
    Map<String, String> properties = properties(example);
    assertThat(properties).containsEntry("connector.class", GcsSinkConnector.class.getName());

    ConfigDef definition = new GcsSinkConnector().config();
    for (ConfigValue value : definition.validate(properties)) {
      assertThat(value.errorMessages()).as(value.name()).isEmpty();
    }
    List<String> contradictions = new ArrayList<>();
    AbstractConfig config = new AbstractConfig(definition, properties, false);
    SinkConfig.check(config, (key, message) -> contradictions.add(message));
    new GcsStore().check(config, (key, message) -> contradictions.add(message));
    assertThat(contradictions).isEmpty();
  }

  /** The settings with plausible values in place of the worker's own variables. */
  private static Map<String, String> properties(Path example) throws IOException {
    JsonNode root = JSON.readTree(Files.readString(example));
    Map<String, String> properties = new HashMap<>();
    properties.put("name", root.required("name").asText());
    root.required("config")
        .properties()
        .forEach(
            field ->
                properties.put(
                    field.getKey(),
                    field
                        .getValue()
                        .asText()
                        .replace("${env:GCS_ENDPOINT}", "http://localhost:4443")
                        .replace("${env:SPOOL_DIR}", "/var/spool/sluice")
                        .replace("${env:KAFKA_BOOTSTRAP_SERVERS}", "broker:9092")));
    assertThat(properties.values()).noneMatch(value -> value.contains("${env:"));
    return properties;
  }
}
