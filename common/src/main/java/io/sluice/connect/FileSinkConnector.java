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
import io.sluice.config.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adapts a connector to Connect's API: settings, their validation, and altering of offsets. */
public abstract class FileSinkConnector extends SinkConnector {
  private static final Logger LOG = LoggerFactory.getLogger(FileSinkConnector.class);

  private final StorageProvider provider;
  private final Class<? extends FileSinkTask> taskClass;
  private final Function<KafkaConfig, TopicLogs> logs;
  private Map<String, String> properties = Map.of();

  /**
   * Creates a connector for a store.
   *
   * @param taskClass has a public constructor without arguments
   */
  protected FileSinkConnector(StorageProvider provider, Class<? extends FileSinkTask> taskClass) {
    this(provider, taskClass, KafkaLog::new);
  }

  /**
   * Creates a connector for a store, with its own client for Kafka.
   *
   * @param taskClass has a public constructor without arguments
   * @param logs creates the Kafka client, which connects at its first query
   */
  protected FileSinkConnector(
      StorageProvider provider,
      Class<? extends FileSinkTask> taskClass,
      Function<KafkaConfig, TopicLogs> logs) {
    this.provider = provider;
    this.taskClass = taskClass;
    this.logs = logs;
  }

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public ConfigDef config() {
    return TaskConfig.definition(provider);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return taskClass;
  }

  @Override
  public void start(Map<String, String> connectorProperties) {
    properties = Map.copyOf(connectorProperties);
    Validation.unread(provider, properties.keySet())
        .forEach(
            (given, meant) ->
                LOG.warn("Nothing reads the setting {}; did you mean {}?", given, meant));
    HeaderTexts.warning(properties).ifPresent(LOG::warn);
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

  /** Checks the settings, then this host, the store and Kafka. Returns within 15 s. */
  @Override
  public Config validate(Map<String, String> connectorProperties) {
    HeaderTexts.warning(connectorProperties).ifPresent(LOG::warn);
    return new Validation(provider, logs, connectorProperties).run();
  }

  /**
   * Moves the ledgers of a stopped connector to other offsets. Replayed records go to new files,
   * whose names never collide with earlier ones.
   *
   * @return true: Kafka's offsets may be changed
   */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
    new OffsetAlteration(provider, TaskConfig.parse(provider, connectorConfig), logs)
        .apply(offsets);
    return true;
  }
}
