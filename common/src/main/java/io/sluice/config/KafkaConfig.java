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
package io.sluice.config;

import static io.sluice.config.KeyGroup.Label.medium;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Settings of the connector's own Kafka client. {@code toString} contains their names, not their
 * values.
 *
 * @param settings client settings without the prefix {@code kafka.}, including {@code
 *     bootstrap.servers}; empty if the connector has no client
 * @param answerMillis how long Kafka may take to answer a request, at least 1
 */
public record KafkaConfig(Map<String, Object> settings, long answerMillis) {

  public static final String PREFIX = "kafka.";
  public static final String BOOTSTRAP_SERVERS = PREFIX + "bootstrap.servers";

  private static final String GROUP = "Kafka client";

  /** The other settings of the client. */
  public static final KeyFamily FAMILY =
      new KeyFamily(
          PREFIX,
          "setting",
          GROUP,
          medium(
                  Width.LONG,
                  "Kafka client settings",
                  "Each setting of the connector's Kafka client, by Kafka's name.",
                  "The client is an admin client. It requires what the worker's consumers require to"
                      + " connect, such as `kafka.security.protocol`, `kafka.sasl.mechanism`,"
                      + " `kafka.sasl.jaas.config` and `kafka.ssl.truststore.location`. Secrets"
                      + " belong in a config provider.")
              .example("kafka.security.protocol=SASL_SSL"));

  private static final long MAX_ANSWER_MILLIS = 30_000;

  private static final Pattern SERVER =
      Pattern.compile("(?:\\w[\\w+.-]*://)?(?:\\[[0-9a-fA-F:.%]+\\]|[\\w.-]+):\\d{1,5}");

  public KafkaConfig {
    settings = Map.copyOf(settings);
  }

  /** Whether the connector has a client. */
  public boolean enabled() {
    return !settings.isEmpty();
  }

  @Override
  public String toString() {
    return "KafkaConfig" + new TreeSet<>(settings.keySet());
  }

  /** Adds the keys of this group. */
  public static void define(ConfigDef definition) {
    new KeyGroup(definition, GROUP)
        .text(
            BOOTSTRAP_SERVERS,
            "",
            Validators.text(
                "empty, or host:port pairs separated by commas", KafkaConfig::serversProblem),
            medium(
                    Width.LONG,
                    "Kafka servers",
                    "The brokers of the topics.",
                    "The connector queries them when it opens a partition, to detect deleted records"
                        + " and recreated topics.",
                    "The client requires the permission to describe the topics. If it may also"
                        + " describe the connector's consumer group, validation finds committed"
                        + " offsets there, and accepts changed settings while the store is"
                        + " unreachable.",
                    "Other settings of the client are written as `kafka.<setting>`.")
                .value(
                    "",
                    "no client, which requires `on.offset.gap=skip` and `on.topic.reset=restart`")
                .example("broker-1:9092,broker-2:9092"));
  }

  /** Reads the keys of this group. */
  public static KafkaConfig from(AbstractConfig config) {
    // Above storage.timeout.ms, the task would take the request for a storage call that hangs.
    long answerMillis =
        Math.max(
            1, Math.min(config.getLong(FaultConfig.STORAGE_TIMEOUT_MS) / 2, MAX_ANSWER_MILLIS));
    return new KafkaConfig(
        config.getString(BOOTSTRAP_SERVERS).isBlank() ? Map.of() : clientSettings(config),
        answerMillis);
  }

  /** Checks the keys of this group against each other. */
  static void check(AbstractConfig config, BiConsumer<String, String> errors) {
    Map<String, Object> settings = clientSettings(config);
    if (settings.size() > 1 && !from(config).enabled()) {
      settings.remove("bootstrap.servers");
      errors.accept(
          BOOTSTRAP_SERVERS,
          BOOTSTRAP_SERVERS
              + " is empty, but there are settings of its client: "
              + PREFIX
              + String.join(", " + PREFIX, settings.keySet())
              + "; set it, or remove these settings");
    }
    for (ConfigValue setting : AdminClientConfig.configDef().validate(texts(settings))) {
      String key = PREFIX + setting.name();
      if (!key.equals(BOOTSTRAP_SERVERS) && !setting.errorMessages().isEmpty()) {
        errors.accept(key, key + ": " + String.join("; ", setting.errorMessages()));
      }
    }
  }

  private static Map<String, String> texts(Map<String, Object> settings) {
    Map<String, String> texts = new TreeMap<>();
    settings.forEach((name, value) -> texts.put(name, value.toString()));
    return texts;
  }

  private static Map<String, Object> clientSettings(AbstractConfig config) {
    Map<String, Object> settings = new TreeMap<>(config.originalsWithPrefix(PREFIX));
    settings.values().removeIf(value -> value == null);
    settings.put("bootstrap.servers", config.getString(BOOTSTRAP_SERVERS).trim());
    return settings;
  }

  private static String serversProblem(String value) {
    if (value.isBlank()) {
      return null;
    }
    for (String server : value.split(",", -1)) {
      if (!SERVER.matcher(server.trim()).matches()) {
        return "must be host:port pairs separated by commas, such as broker-1:9092,broker-2:9092";
      }
    }
    return null;
  }
}
