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
import io.sluice.config.ResourceConfig;
import io.sluice.config.Version;
import io.sluice.engine.SinkEngine;
import io.sluice.exec.CallMonitor;
import io.sluice.exec.OutageLog;
import io.sluice.exec.TaskBudget;
import io.sluice.exec.TaskEnvironment;
import io.sluice.exec.TaskThreads;
import io.sluice.ledger.LedgerCleanup;
import io.sluice.metrics.Counter;
import io.sluice.metrics.Gauge;
import io.sluice.metrics.TaskMetrics;
import io.sluice.writer.LazyStorage;
import io.sluice.writer.TaskResources;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Adapts a task to Connect's API: builds the {@link SinkEngine} from the configuration and
 * delegates to it. No method waits for the store.
 */
public class FileSinkTask extends SinkTask {
  /** The property with the task's number, which {@link FileSinkConnector} adds. */
  static final String TASK_NUMBER = "sluice.task";

  /** The most files per I/O thread that may be waiting for their seal while others are opened. */
  private static final int SEALING_PER_IO_THREAD = 2;

  private final StorageProvider provider;
  private final TaskEnvironment environment;
  private final Function<KafkaConfig, TopicLogs> logs;
  private final TaskMetrics metrics = new TaskMetrics();
  private TopicLogs log;
  private SinkEngine engine;

  /**
   * Creates a task for a store.
   *
   * @param environment not shared with other tasks
   */
  public FileSinkTask(StorageProvider provider, TaskEnvironment environment) {
    this(provider, environment, KafkaLog::new);
  }

  /**
   * Creates a task for a store, with its own client for Kafka.
   *
   * @param environment not shared with other tasks
   * @param logs creates the Kafka client, which connects at its first query
   */
  public FileSinkTask(
      StorageProvider provider,
      TaskEnvironment environment,
      Function<KafkaConfig, TopicLogs> logs) {
    this.provider = provider;
    this.environment = environment;
    this.logs = logs;
  }

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public void start(Map<String, String> properties) {
    TaskConfig config = TaskConfig.parse(provider, properties);
    // After an upgrade, a worker starts connectors that this version has not validated.
    config
        .sink()
        .faults()
        .promises(
            config.sink().kafka(),
            (key, message) -> {
              throw new ConnectException(message);
            });
    int number = Integer.parseInt(properties.getOrDefault(TASK_NUMBER, "0"));
    String owner = config.name() + "-" + number;
    log = logs.apply(config.sink().kafka());
    TaskResources resources = resources(config, owner);
    engine =
        new SinkEngine(
            context,
            config.writerSettings(owner, log),
            config.sink().roll(),
            resources,
            environment.waiter());
    metrics.bind(Gauge.FILES_OPEN, resources.budget()::openFiles);
    metrics.bind(Gauge.MAILBOX_BYTES, resources.budget()::queuedBytes);
    metrics.bind(Gauge.MEMORY_USED, resources.budget()::memoryUsed);
    metrics.register(() -> context.pluginMetrics(), config.name(), number);
  }

  private TaskResources resources(TaskConfig config, String owner) {
    ResourceConfig sizes = config.sink().resources();
    CallMonitor monitor =
        new CallMonitor(environment.time().ticker(), config.sink().faults().storageTimeoutMillis());
    TaskThreads threads =
        TaskThreads.create(
            environment.pools(), owner, sizes.writerThreads(), sizes.ioThreads(), monitor);
    LazyStorage storage =
        new LazyStorage(
            () -> provider.open(config.parsed(), config.ledgerPaths().staging(), metrics),
            threads.io(),
            monitor);
    return new TaskResources(
        environment.time(),
        environment.random(),
        threads,
        storage,
        new TaskBudget(
            new TaskBudget.Limits(
                sizes.memoryLimitBytes(),
                config.sink().roll().maxOpenFiles(),
                SEALING_PER_IO_THREAD * sizes.ioThreads()),
            storage::stagingExcess),
        new LedgerCleanup(entries -> metrics.add(Counter.LEDGER_ENTRIES_KEPT, entries)),
        metrics,
        new OutageLog(environment.time().ticker()));
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    CallbackErrors.guard("open", () -> engine.open(partitions));
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    CallbackErrors.guard("put", () -> engine.put(records));
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    return CallbackErrors.guard("preCommit", () -> engine.preCommit(currentOffsets));
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    CallbackErrors.guard("close", () -> engine.close(partitions));
  }

  @Override
  public void stop() {
    CallbackErrors.guard(
        "stop",
        () -> {
          try {
            if (engine != null) {
              engine.stop();
            }
          } finally {
            if (log != null) {
              log.close();
            }
            metrics.close();
          }
        });
  }
}
