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

import io.sluice.config.FormatConfig;
import io.sluice.config.KafkaConfig;
import io.sluice.config.KeySuggestions;
import io.sluice.config.SinkConfig;
import io.sluice.format.Formats;
import io.sluice.path.PathTemplates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/** Answers Connect's validate call, whose results users see in REST and in forms. */
final class Validation {
  private final StorageProvider provider;
  private final Function<KafkaConfig, TopicLogs> logs;
  private final ConfigDef definition;
  private final Map<String, String> properties;
  private final Map<String, ConfigValue> values = new TreeMap<>();

  /**
   * @param logs creates the Kafka client, which connects at its first query
   * @param properties the connector's properties
   */
  Validation(
      StorageProvider provider,
      Function<KafkaConfig, TopicLogs> logs,
      Map<String, String> properties) {
    this.provider = provider;
    this.logs = logs;
    this.definition = TaskConfig.definition(provider);
    this.properties = TaskConfig.given(definition, properties);
  }

  /**
   * Checks each key, then the keys against each other, then this host and the servers. A step runs
   * only if the step before found no error. Returns within 15 s.
   */
  Config run() {
    List<ConfigValue> checked = definition.validate(properties);
    checked.forEach(value -> values.put(value.name(), withOneError(value)));
    AbstractConfig shared = sharedConfig();
    SinkConfig.check(shared, this::add);
    PathTemplates.check(shared, this::add);
    EncodedValues.check(properties, FormatConfig.from(shared), this::add);
    Formats.checkGiven(FormatConfig.from(shared), this::add);
    if (!hasErrors()) {
      TaskConfig parsed = TaskConfig.parse(provider, properties);
      provider.check(parsed.parsed(), this::add);
      if (!hasErrors()) {
        provider.checkHost(parsed.parsed(), this::add);
      }
      if (!hasErrors()) {
        new ServerCheck(provider, logs, parsed).run(this::add);
      }
    }
    List<ConfigValue> answer = new ArrayList<>();
    checked.forEach(value -> answer.add(values.remove(value.name())));
    // What is now in the map are keys whose names the user chose.
    answer.addAll(values.values());
    answer.addAll(suggestions());
    return new Config(answer);
  }

  /** The given keys that nothing reads and that resemble a known key, each with that key. */
  static Map<String, String> unread(StorageProvider provider, Collection<String> given) {
    List<String> prefixes = new ArrayList<>(List.of(KafkaConfig.PREFIX));
    provider.keyFamilies().forEach(family -> prefixes.add(family.prefix()));
    return KeySuggestions.find(given, TaskConfig.definition(provider).names(), prefixes);
  }

  private List<ConfigValue> suggestions() {
    List<ConfigValue> suggestions = new ArrayList<>();
    unread(provider, properties.keySet())
        .forEach(
            // Without the value, which may be a secret.
            (key, meant) ->
                suggestions.add(new ConfigValue(key, null, List.of(meant), new ArrayList<>())));
    return suggestions;
  }

  private void add(String key, String message) {
    values
        .computeIfAbsent(key, own -> new ConfigValue(own, null, List.of(), new ArrayList<>()))
        .addErrorMessage(message);
  }

  private boolean hasErrors() {
    return values.values().stream().anyMatch(Validation::refused);
  }

  private static boolean refused(ConfigValue value) {
    return !value.errorMessages().isEmpty();
  }

  /**
   * Keeps the first error only: a value of the wrong type reaches the key's validator as null,
   * which reports a second error.
   */
  private ConfigValue withOneError(ConfigValue value) {
    List<String> errors = value.errorMessages();
    if (errors.size() < 2) {
      return value;
    }
    List<String> one = new ArrayList<>();
    one.add(errors.get(0) + "; allowed: " + definition.configKeys().get(value.name()).validator);
    return new ConfigValue(value.name(), value.value(), value.recommendedValues(), one);
  }

  /**
   * The settings that all stores share, with defaults in place of refused ones, so that users see
   * all errors at once.
   */
  private AbstractConfig sharedConfig() {
    ConfigDef shared = new ConfigDef();
    SinkConfig.define(shared);
    Map<String, String> accepted = new HashMap<>(properties);
    accepted.keySet().removeIf(key -> values.containsKey(key) && refused(values.get(key)));
    if (refused(values.get(KafkaConfig.BOOTSTRAP_SERVERS))) {
      // The user has configured a client, so settings that require one need no error as well.
      accepted.put(KafkaConfig.BOOTSTRAP_SERVERS, "refused:0");
    }
    return new AbstractConfig(shared, accepted, false);
  }
}
