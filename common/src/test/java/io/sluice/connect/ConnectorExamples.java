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
package io.sluice.connect;

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

/** The example files of one connector, beside the module whose tests run. */
public final class ConnectorExamples {
  private static final Path FOLDER = Path.of("..", "config-examples");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileSinkConnector connector;
  private final StorageProvider store;
  private final Map<String, String> variables;

  /**
   * The examples of a connector.
   *
   * @param variables values for the worker's variables, by the whole text of the placeholder
   */
  public ConnectorExamples(
      FileSinkConnector connector, StorageProvider store, Map<String, String> variables) {
    this.connector = connector;
    this.store = store;
    this.variables = variables;
  }

  /** The files of a store, by the beginning of their names. */
  public static List<Path> of(String storeName) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.getFileName().toString().matches(storeName + "-.*\\.json"))
          .sorted()
          .toList();
    }
  }

  /** Asserts that an example is accepted, as far as validation can decide without its servers. */
  public void assertAccepted(Path example) throws IOException {
    Map<String, String> properties = properties(example);
    assertThat(properties).containsEntry("connector.class", connector.getClass().getName());

    ConfigDef definition = connector.config();
    for (ConfigValue value : definition.validate(properties)) {
      assertThat(value.errorMessages()).as(value.name()).isEmpty();
    }
    List<String> contradictions = new ArrayList<>();
    AbstractConfig config = new AbstractConfig(definition, properties, false);
    SinkConfig.check(config, (key, message) -> contradictions.add(message));
    store.check(config, (key, message) -> contradictions.add(message));
    assertThat(contradictions).isEmpty();
  }

  private Map<String, String> properties(Path example) throws IOException {
    JsonNode root = JSON.readTree(Files.readString(example));
    Map<String, String> properties = new HashMap<>();
    properties.put("name", root.required("name").asText());
    root.required("config")
        .properties()
        .forEach(field -> properties.put(field.getKey(), filledIn(field.getValue().asText())));
    assertThat(properties.values()).noneMatch(value -> value.contains("${env:"));
    return properties;
  }

  private String filledIn(String setting) {
    String filled = setting;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      filled = filled.replace(variable.getKey(), variable.getValue());
    }
    return filled;
  }
}
