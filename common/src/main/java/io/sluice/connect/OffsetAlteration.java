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
import io.sluice.ledger.CommitProtocol;
import io.sluice.ledger.DirectCalls;
import io.sluice.ledger.Failure;
import io.sluice.ledger.LedgerCleanup;
import io.sluice.ledger.LedgerEntry;
import io.sluice.ledger.Ledgers;
import io.sluice.ledger.LogSource.LogRange;
import io.sluice.ledger.Outcome;
import io.sluice.ledger.PartitionOpener;
import io.sluice.ledger.PartitionOpener.Opened;
import io.sluice.metrics.TaskMetrics;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alters a stopped connector's offsets in its ledgers, before Connect alters them in Kafka. Opens
 * each partition as a task does, then appends an entry that begins a new generation. Blocks.
 */
final class OffsetAlteration {
  private static final Logger LOG = LoggerFactory.getLogger(OffsetAlteration.class);

  /** The most attempts to claim a partition that others claim at the same time. */
  private static final int ROUNDS = 8;

  private final StorageProvider provider;
  private final TaskConfig config;
  private final Function<KafkaConfig, TopicLogs> logs;

  OffsetAlteration(
      StorageProvider provider, TaskConfig config, Function<KafkaConfig, TopicLogs> logs) {
    this.provider = provider;
    this.config = config;
    this.logs = logs;
  }

  /**
   * Moves partitions to other offsets. If all offsets are null, as when a connector is reset,
   * partitions that have a ledger and no offset in Kafka are reset, too.
   *
   * @param offsets the offset to continue from; null resets the partition, so that its base is
   *     unknown
   * @throws ConnectException if an offset is outside its log, before anything is changed, or if a
   *     ledger cannot be written
   */
  void apply(Map<TopicPartition, Long> offsets) {
    TopicLogs log = logs.apply(config.sink().kafka());
    try (Storage storage =
        provider.open(config.parsed(), config.ledgerPaths().staging(), new TaskMetrics())) {
      for (Map.Entry<TopicPartition, Long> each : offsets.entrySet()) {
        requireInLog(log, each.getKey(), each.getValue());
      }
      for (Map.Entry<TopicPartition, Long> each : all(storage, log, offsets).entrySet()) {
        rewind(storage, log, each.getKey(), each.getValue());
      }
    } catch (StorageException e) {
      throw new ConnectException("Altering offsets failed: " + e.getMessage(), e);
    } finally {
      log.close();
    }
  }

  /** The partitions to alter; for a reset including those that only have a ledger. */
  private Map<TopicPartition, Long> all(
      Storage storage, TopicLogs log, Map<TopicPartition, Long> offsets) throws StorageException {
    if (!offsets.values().stream().allMatch(Objects::isNull)) {
      return offsets;
    }
    if (!offsets.keySet().containsAll(committed(log))) {
      // A reset names every partition that has an offset in Kafka.
      return offsets;
    }
    Map<TopicPartition, Long> all = new HashMap<>(offsets);
    for (Ledgers.Found ledger : Ledgers.all(storage, config.ledgerPaths())) {
      TopicPartition partition = new TopicPartition(ledger.topic(), ledger.partition());
      if (!all.containsKey(partition)) {
        LOG.info("{} has a ledger and no offset in Kafka; it is reset, too", partition);
        all.put(partition, null);
      }
    }
    return all;
  }

  private Set<TopicPartition> committed(TopicLogs log) {
    String group = config.consumerGroup();
    try {
      return log.committed(group).keySet();
    } catch (IOException e) {
      LOG.warn("The offsets of {} are not known, so this counts as a reset", group, e);
      return Set.of();
    }
  }

  private static void requireInLog(TopicLogs log, TopicPartition partition, Long offset) {
    if (offset == null) {
      return;
    }
    try {
      Optional<LogRange> range = log.describe(partition.topic(), partition.partition());
      if (range.isPresent() && (offset < range.get().start() || offset > range.get().end())) {
        throw new ConnectException(
            ("The offset of %s was not altered: %d is outside the log, which starts at %d and ends"
                    + " at %d")
                .formatted(partition, offset, range.get().start(), range.get().end()));
      }
    } catch (IOException e) {
      throw new ConnectException(
          "The offset of %s was not altered: %s".formatted(partition, e.getMessage()), e);
    }
  }

  private void rewind(Storage storage, TopicLogs log, TopicPartition partition, Long offset) {
    DirectCalls calls = new DirectCalls(storage);
    PartitionOpener opener =
        new PartitionOpener(
            new CommitProtocol(
                config.ledgerPaths(),
                partition.topic(),
                partition.partition(),
                calls,
                new LedgerCleanup(entries -> {})),
            partition.toString(),
            config.policy(),
            new PartitionOpener.Identity(config.name() + "-offsets", UUID::randomUUID),
            log);
    OptionalLong base = offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    for (int round = 1; ; round++) {
      Outcome<Opened> outcome = calls.run(opener.rewind(base));
      if (outcome instanceof Outcome.Value<Opened> opened) {
        long now = opened.value().seekTo();
        LOG.info(
            "{} continues from {}",
            partition,
            now == LedgerEntry.UNKNOWN_BASE ? "the group's offset" : "offset " + now);
        return;
      }
      Failure failure = ((Outcome.Failed<Opened>) outcome).failure();
      if (!(failure instanceof Failure.Fenced) || round == ROUNDS) {
        throw new ConnectException(
            "The offset of %s was not altered: %s".formatted(partition, failure.message()),
            failure.cause());
      }
    }
  }
}
