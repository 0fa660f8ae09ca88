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

import io.sluice.config.KafkaConfig;
import io.sluice.config.KeySuggestions;
import io.sluice.config.SinkConfig;
import io.sluice.config.Version;
import io.sluice.path.PathTemplates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connect's view of a connector: settings, their validation, and altered offsets. */
public abstract class FileSinkConnector extends SinkConnector {
  private static final Logger LOG = LoggerFactory.getLogger(FileSinkConnector.class);

  private final Store store;
  private final Class<? extends FileSinkTask> taskClass;
  private final Function<KafkaConfig, TopicLogs> logs;
  private Map<String, String> properties = Map.of();

  /**
   * A connector of one store.
   *
   * @param taskClass with a constructor without arguments
   */
  protected FileSinkConnector(Store store, Class<? extends FileSinkTask> taskClass) {
    this(store, taskClass, KafkaLog::new);
  }

  /**
   * A connector of one store that asks another Kafka about its topics.
   *
   * @param taskClass with a constructor without arguments
   * @param logs connects with the first question
   */
  protected FileSinkConnector(
      Store store, Class<? extends FileSinkTask> taskClass, Function<KafkaConfig, TopicLogs> logs) {
    this.store = store;
    this.taskClass = taskClass;
    this.logs = logs;
  }

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public ConfigDef config() {
    return TaskConfig.definition(store);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return taskClass;
  }

  @Override
  public void start(Map<String, String> connectorProperties) {
    properties = Map.copyOf(connectorProperties);
    List<String> prefixes = new ArrayList<>(store.keyPrefixes());
    prefixes.add(KafkaConfig.PREFIX);
    KeySuggestions.find(properties.keySet(), config().names(), prefixes)
        .forEach(
            (given, meant) ->
                LOG.warn("Nothing reads the setting {}; did you mean {}?", given, meant));
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    List<Map<String, String>> tasks = new ArrayList<>();
    for (int number = 0; number < maxTasks; number++) {
      Map<String, String> task = new HashMap<>(properties);
      task.put(FileSinkTask.TASK_NUMBER, String.valueOf(number));
      tasks.add(task);
    }
    return tasks;
  }

  @Override
  public void stop() {}

  /**
   * Checks each key, then the keys against each other, then that the store can be reached and
   * written to. Returns within seconds.
   */
  @Override
  public Config validate(Map<String, String> connectorProperties) {
    Config config = super.validate(connectorProperties);
    Map<String, ConfigValue> values = new HashMap<>();
    config.configValues().forEach(value -> values.put(value.name(), value));
    BiConsumer<String, String> errors = (key, message) -> values.get(key).addErrorMessage(message);
    AbstractConfig shared = sharedConfig(connectorProperties, values);
    SinkConfig.check(shared, errors);
    PathTemplates.check(shared, errors);
    if (hasErrors(config)) {
      return config;
    }
    TaskConfig parsed = TaskConfig.parse(store, connectorProperties);
    store.check(parsed.parsed(), errors);
    if (!hasErrors(config)) {
      new StoreProbe(store, parsed)
          .problem()
          .ifPresent(problem -> errors.accept(store.addressKey(), problem));
    }
    return config;
  }

  /**
   * The settings that all stores share, with defaults for those that are refused by themselves, so
   * that users see all errors at once.
   */
  private static AbstractConfig sharedConfig(
      Map<String, String> connectorProperties, Map<String, ConfigValue> values) {
    ConfigDef definition = new ConfigDef();
    SinkConfig.define(definition);
    Map<String, String> accepted = new HashMap<>(connectorProperties);
    accepted
        .keySet()
        .removeIf(key -> values.containsKey(key) && !values.get(key).errorMessages().isEmpty());
    if (!values.get(KafkaConfig.BOOTSTRAP_SERVERS).errorMessages().isEmpty()) {
      // A client whose address is wrong is wanted nevertheless.
      accepted.put(KafkaConfig.BOOTSTRAP_SERVERS, "refused:0");
    }
    return new AbstractConfig(definition, accepted, false);
  }

  private static boolean hasErrors(Config config) {
    return config.configValues().stream().anyMatch(value -> !value.errorMessages().isEmpty());
  }

  /**
   * Moves the ledgers of a stopped connector to other offsets; what is replayed gets names of its
   * own and never collides with earlier files.
   *
   * @return true: Kafka's offsets may be changed
   */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
    new OffsetAlteration(store, TaskConfig.parse(store, connectorConfig), logs).apply(offsets);
    return true;
  }
}
