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

import static io.sluice.config.KeyGroup.Label.low;
import static io.sluice.config.KeyGroup.Label.medium;
import static io.sluice.config.Validators.millis;

import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How a task handles failures of the store and lost data in Kafka.
 *
 * @param backoffMillis the first wait before a retry, at least 1
 * @param backoffMaxMillis the longest wait before a retry, at least {@code backoffMillis}
 * @param retryTimeoutMillis how long a partition is retried before its task fails; −1 for ever
 * @param storageTimeoutMillis how long one storage call may take before it is abandoned
 * @param offsetGap what happens when Kafka deleted records before they were stored
 * @param topicReset what happens when a topic was created again
 */
public record FaultConfig(
    long backoffMillis,
    long backoffMaxMillis,
    long retryTimeoutMillis,
    long storageTimeoutMillis,
    OffsetGap offsetGap,
    TopicReset topicReset) {

  public static final String RETRY_BACKOFF_MS = "retry.backoff.ms";
  public static final String RETRY_BACKOFF_MAX_MS = "retry.backoff.max.ms";
  public static final String RETRY_TIMEOUT_MS = "retry.timeout.ms";
  public static final String STORAGE_TIMEOUT_MS = "storage.timeout.ms";
  public static final String ON_OFFSET_GAP = "on.offset.gap";
  public static final String ON_TOPIC_RESET = "on.topic.reset";

  /** Adds the keys of this group. */
  public static void define(ConfigDef definition) {
    new KeyGroup(definition, "Faults")
        .number(
            RETRY_BACKOFF_MS,
            500,
            millis(1),
            low(
                    Width.MEDIUM,
                    "Retry backoff",
                    "The time before the first retry of a failed storage operation.",
                    "It doubles with each further failure, with some randomness.")
                .example("1000"))
        .number(
            RETRY_BACKOFF_MAX_MS,
            60_000,
            millis(1),
            low(Width.MEDIUM, "Longest backoff", "The longest time between two retries.")
                .example("30000"))
        .number(
            RETRY_TIMEOUT_MS,
            7_200_000,
            millis(-1),
            medium(
                    Width.MEDIUM,
                    "Retry timeout",
                    "How long a partition is retried before its task fails.",
                    "The time counts from the first failure after the last progress: a published"
                        + " file, or a ledger entry with files or a higher offset. Opening the"
                        + " partition again is no progress. A partition that had nothing to write for"
                        + " five minutes counts as recovered. The task's other partitions continue"
                        + " meanwhile.",
                    "A permission that is missing when a task opens its first partition fails the"
                        + " task at once; a permission that is revoked later is retried.")
                .value("-1", "retries for ever")
                .value("0", "fails at once")
                .example("3600000"))
        .number(
            STORAGE_TIMEOUT_MS,
            60_000,
            millis(1),
            medium(
                    Width.MEDIUM,
                    "Storage timeout",
                    "The longest time for one storage call.",
                    "A call that takes longer is abandoned, and its partition starts again from its"
                        + " ledger.")
                .example("120000"))
        .choice(
            ON_OFFSET_GAP,
            OffsetGap.FAIL,
            medium(
                    Width.SHORT,
                    "On offset gap",
                    "What happens when Kafka deleted records before they were stored.")
                .value(
                    "fail",
                    "the task fails; requires `kafka.bootstrap.servers`, because only Kafka knows"
                        + " whether missing offsets were deleted or never had a record")
                .value("skip", "the task continues with the first record that Kafka still has"))
        .choice(
            ON_TOPIC_RESET,
            TopicReset.FAIL,
            medium(
                    Width.SHORT,
                    "On topic reset",
                    "What happens when a topic was deleted and created again.")
                .value(
                    "fail",
                    "the task fails; requires `kafka.bootstrap.servers`, because only Kafka knows"
                        + " that the topic is a different one")
                .value(
                    "restart",
                    "the task starts a new generation of files at the beginning of the topic;"
                        + " without `kafka.bootstrap.servers` it notices a new topic only by an"
                        + " offset below those that are stored"));
  }

  /** Reads the keys of this group. */
  public static FaultConfig from(AbstractConfig config) {
    return new FaultConfig(
        config.getLong(RETRY_BACKOFF_MS),
        config.getLong(RETRY_BACKOFF_MAX_MS),
        config.getLong(RETRY_TIMEOUT_MS),
        config.getLong(STORAGE_TIMEOUT_MS),
        Choices.read(config, ON_OFFSET_GAP, OffsetGap.class),
        Choices.read(config, ON_TOPIC_RESET, TopicReset.class));
  }

  /**
   * Finds settings that promise what only the connector's own Kafka client can detect, if it has
   * none.
   *
   * @param errors receives a key and its message for each
   */
  public void promises(KafkaConfig kafka, BiConsumer<String, String> errors) {
    if (kafka.enabled()) {
      return;
    }
    if (offsetGap == OffsetGap.FAIL) {
      errors.accept(
          ON_OFFSET_GAP,
          ON_OFFSET_GAP
              + "=fail requires "
              + KafkaConfig.BOOTSTRAP_SERVERS
              + ": only Kafka knows whether missing offsets were deleted before they were stored."
              + " Set "
              + KafkaConfig.BOOTSTRAP_SERVERS
              + " to the brokers of the topics, or accept lost records with "
              + ON_OFFSET_GAP
              + "=skip");
    }
    if (topicReset == TopicReset.FAIL) {
      errors.accept(
          ON_TOPIC_RESET,
          ON_TOPIC_RESET
              + "=fail requires "
              + KafkaConfig.BOOTSTRAP_SERVERS
              + ": only Kafka knows whether a topic was deleted and created again, and the connector"
              + " would take its new records for stored ones. Set "
              + KafkaConfig.BOOTSTRAP_SERVERS
              + " to the brokers of the topics, or choose "
              + ON_TOPIC_RESET
              + "=restart, which without it notices a new topic only by an offset below those that"
              + " are stored");
    }
  }

  /** Checks the keys of this group against each other. */
  static void check(AbstractConfig config, BiConsumer<String, String> errors) {
    FaultConfig faults = from(config);
    faults.promises(KafkaConfig.from(config), errors);
    if (faults.backoffMaxMillis() < faults.backoffMillis()) {
      errors.accept(
          RETRY_BACKOFF_MAX_MS,
          RETRY_BACKOFF_MAX_MS
              + " ("
              + faults.backoffMaxMillis()
              + ") must not be below "
              + RETRY_BACKOFF_MS
              + " ("
              + faults.backoffMillis()
              + "); raise it or lower "
              + RETRY_BACKOFF_MS);
    }
    long timeout = faults.retryTimeoutMillis();
    if (timeout > 0 && timeout < faults.storageTimeoutMillis()) {
      errors.accept(
          RETRY_TIMEOUT_MS,
          RETRY_TIMEOUT_MS
              + " ("
              + timeout
              + ") must not be below "
              + STORAGE_TIMEOUT_MS
              + " ("
              + faults.storageTimeoutMillis()
              + "), or a call that hangs is never retried; raise it or lower "
              + STORAGE_TIMEOUT_MS);
    }
  }
}
