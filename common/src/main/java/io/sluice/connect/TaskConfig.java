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

import io.sluice.config.FaultConfig;
import io.sluice.config.FormatConfig;
import io.sluice.config.OffsetGap;
import io.sluice.config.SinkConfig;
import io.sluice.config.TopicReset;
import io.sluice.exec.Backoff;
import io.sluice.format.Formats;
import io.sluice.ledger.LedgerPaths;
import io.sluice.ledger.LedgerPolicy;
import io.sluice.ledger.LogSource;
import io.sluice.path.PathEscape;
import io.sluice.path.PathTemplates;
import io.sluice.record.RecordRules;
import io.sluice.record.TimestampExtractor;
import io.sluice.roll.RollPolicy;
import io.sluice.writer.WriterSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The parsed properties of a connector.
 *
 * @param name the connector's name
 * @param parsed all keys, including the store's
 * @param sink the keys that all stores share
 */
record TaskConfig(String name, AbstractConfig parsed, SinkConfig sink) {

  /** The definition of all keys of a connector for a store. */
  static ConfigDef definition(StorageProvider provider) {
    ConfigDef definition = new ConfigDef();
    provider.define(definition);
    SinkConfig.define(definition);
    return definition;
  }

  /**
   * The properties without numbers that are empty where a number need not be set: forms send them
   * so, and Connect's parser refuses an empty number.
   */
  static Map<String, String> given(ConfigDef definition, Map<String, String> properties) {
    Map<String, String> given = new HashMap<>(properties);
    for (ConfigDef.ConfigKey key : definition.configKeys().values()) {
      boolean isNumber = key.type == ConfigDef.Type.INT || key.type == ConfigDef.Type.LONG;
      if (isNumber && key.defaultValue == null && "".equals(properties.get(key.name))) {
        given.remove(key.name);
      }
    }
    return given;
  }

  /**
   * Parses properties.
   *
   * @throws org.apache.kafka.common.config.ConfigException if a value is refused
   */
  static TaskConfig parse(StorageProvider provider, Map<String, String> properties) {
    ConfigDef definition = definition(provider);
    AbstractConfig parsed = new AbstractConfig(definition, given(definition, properties), false);
    return new TaskConfig(
        properties.getOrDefault("name", "sluice"), parsed, SinkConfig.from(parsed));
  }

  /**
   * This configuration with a {@code storage.timeout.ms} of at most {@code millis}.
   *
   * @param millis at least 1
   */
  TaskConfig withStorageTimeout(StorageProvider provider, long millis) {
    if (sink.faults().storageTimeoutMillis() <= millis) {
      return this;
    }
    Map<String, String> properties = new HashMap<>(parsed.originalsStrings());
    properties.put(FaultConfig.STORAGE_TIMEOUT_MS, Long.toString(millis));
    return parse(provider, properties);
  }

  /** The consumer group that Connect uses for the connector. */
  String consumerGroup() {
    return parsed.originalsStrings().getOrDefault("consumer.override.group.id", "connect-" + name);
  }

  LedgerPaths ledgerPaths() {
    return new LedgerPaths(
        sink.layout().ledgerDir(), PathEscape.identifier(sink.layout().ledgerId().orElse(name)));
  }

  private TimestampExtractor eventTimes() {
    return new TimestampExtractor(
        sink.timestamp(), sink.layout().timezone(), sink.layout().locale());
  }

  LedgerPolicy policy() {
    FaultConfig faults = sink.faults();
    return new LedgerPolicy(
        LedgerPolicy.Missing.valueOf(sink.ledger().missingFile().name()),
        faults.offsetGap() == OffsetGap.SKIP,
        faults.topicReset() == TopicReset.RESTART);
  }

  Backoff backoff() {
    return new Backoff(sink.faults().backoffMillis(), sink.faults().backoffMaxMillis());
  }

  /**
   * The settings that all writers of a task share.
   *
   * @param owner the task's name in ledger entries
   * @param log queries Kafka for a partition's log
   */
  WriterSettings writerSettings(String owner, LogSource log) {
    PathTemplates templates = PathTemplates.parse(sink.layout(), sink.timestamp(), name);
    FormatConfig format = sink.format().withPathFields(templates.valueFields());
    return new WriterSettings(
        owner,
        RecordRules.from(sink.record()),
        partition -> templates.forPartition(partition.topic(), partition.partition()),
        RollPolicy.from(sink.roll(), sink.layout().timezone()),
        sink.roll().eventTimeMillis() == 0 ? null : eventTimes(),
        Formats.of(format, sink.record().maxBytes()),
        (formatName, compression) -> Formats.named(formatName, compression, format),
        ledgerPaths(),
        sink.ledger(),
        policy(),
        log,
        new WriterSettings.Limits(backoff(), sink.faults().retryTimeoutMillis()));
  }
}
