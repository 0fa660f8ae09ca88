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
import io.sluice.engine.SinkEngine;
import io.sluice.metrics.TaskMetrics;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks within 15 s whether a connector can write to its store and query Kafka. */
final class ServerCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ServerCheck.class);

  private final StorageProvider provider;
  private final Function<KafkaConfig, TopicLogs> logs;
  private final TaskConfig config;

  ServerCheck(StorageProvider provider, Function<KafkaConfig, TopicLogs> logs, TaskConfig config) {
    this.provider = provider;
    this.logs = logs;
    // A client that times out before the probe reports a better reason.
    this.config = config.withStorageTimeout(provider, TimedQuery.BUDGET_MILLIS);
  }

  /**
   * Queries the store and Kafka at the same time. Returns within 15 s.
   *
   * <p>Settings can be changed while the store is unavailable: that is no error if Kafka shows that
   * the connector has committed offsets.
   *
   * @param errors takes a key and its message for each server that cannot be used
   */
  void run(BiConsumer<String, String> errors) {
    TimedQuery<Void> storage = new TimedQuery<>(config.name() + "-probe", this::probeStore);
    boolean hasRun = false;
    if (config.sink().kafka().enabled()) {
      try {
        hasRun =
            new TimedQuery<>(config.name() + "-kafka-probe", this::probeKafka)
                .answer(
                    "Kafka did not answer within %d s: check %s, and that the worker reaches the brokers"
                        .formatted(TimedQuery.BUDGET_MILLIS / 1000, KafkaConfig.BOOTSTRAP_SERVERS));
      } catch (IOException e) {
        errors.accept(KafkaConfig.BOOTSTRAP_SERVERS, e.getMessage());
      }
    }
    try {
      storage.answer(
          "The store did not answer within %d s: check its address and that the worker can reach it"
              .formatted(TimedQuery.BUDGET_MILLIS / 1000));
    } catch (IOException e) {
      if (hasRun && isUnavailable(e)) {
        LOG.warn(
            "{}: the settings are accepted although the store is unavailable: {}",
            config.name(),
            e.getMessage());
      } else {
        errors.accept(provider.addressKey(), e.getMessage());
      }
    }
  }

  private Void probeStore() throws StorageException {
    try (Storage storage =
        provider.open(config.parsed(), config.ledgerPaths().staging(), new TaskMetrics())) {
      storage.probe(config.sink().layout().outputDir(), config.ledgerPaths().directory());
    }
    return null;
  }

  /** Whether the connector has committed offsets. */
  private boolean probeKafka() throws IOException {
    try (TopicLogs kafka = logs.apply(config.sink().kafka())) {
      Map<String, String> properties = config.parsed().originalsStrings();
      kafka.check(topics(properties.getOrDefault("topics", "")));
      return hasCommitted(kafka, config.consumerGroup());
    }
  }

  /** Tasks do not query groups, so the client need not be permitted to describe them. */
  private static boolean hasCommitted(TopicLogs kafka, String group) {
    try {
      return kafka.committed(group).values().stream()
          .anyMatch(offset -> offset.metadata().startsWith(SinkEngine.OFFSET_METADATA));
    } catch (IOException e) {
      LOG.debug("The offsets of {} are not known", group, e);
      return false;
    }
  }

  private static List<String> topics(String list) {
    return List.of(list.split(",")).stream()
        .map(String::strip)
        .filter(topic -> !topic.isEmpty())
        .toList();
  }

  /** Whether the store may answer later. An unknown host is taken for a typing error. */
  private static boolean isUnavailable(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return false;
      }
    }
    return failure instanceof StorageException refused && refused.retriable();
  }
}
