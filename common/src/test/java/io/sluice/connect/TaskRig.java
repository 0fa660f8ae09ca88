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

import io.sluice.exec.TaskEnvironment;
import io.sluice.exec.WorkPool;
import io.sluice.storage.Fault;
import io.sluice.storage.FaultInjectingStorage;
import io.sluice.storage.FaultScript;
import io.sluice.storage.ForwardingStorage;
import io.sluice.storage.MemoryStorage;
import io.sluice.storage.StagedId;
import io.sluice.storage.StorageCall.Operation;
import io.sluice.storage.StorageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A task as a worker drives it, on one thread: a topic whose records it polls, a store in memory,
 * pools that run when the rig says so, and a manual clock. After each call of the task, the rig
 * runs all work of the pools.
 */
final class TaskRig {
  static final TopicPartition P0 = new TopicPartition("t", 0);
  static final TopicPartition P1 = new TopicPartition("t", 1);

  /** A call that fails without effect, and may be retried. */
  static final Fault FAILS = new Fault.FailBefore(true);

  /** A call that the store refuses for good. */
  static final Fault REFUSED = new Fault.FailBefore(false);

  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

  private final MemoryStorage store;
  private final MemoryStorage handle;
  private final FaultScript script = new FaultScript();
  private final ManualClock clock;
  private final TestContext context;
  private final FileSinkTask task;
  private final Map<String, String> settings = new HashMap<>();
  private final List<ManualPool> pools = new ArrayList<>();
  private final TestTopics topics;
  private final Map<TopicPartition, Long> positions = new TreeMap<>(ORDER);
  private boolean running = true;

  /** A task on an empty store that survives workers, without a reporter. */
  TaskRig(String... settings) {
    this(new MemoryStorage(true), null, settings);
  }

  /** A task on an empty store whose staged files die with the worker, without a reporter. */
  static TaskRig withMortalStaging(String... settings) {
    return new TaskRig(new MemoryStorage(false), null, settings);
  }

  /** A task on an empty store with a limit on staged bytes, which die with the worker. */
  static TaskRig withStagingLimit(long bytes, String... settings) {
    return new TaskRig(new MemoryStorage(false, bytes), null, settings);
  }

  TaskRig(MemoryStorage store, ErrantRecordReporter reporter, String... settings) {
    this(store, reporter, new ManualClock(), new TestTopics(), 1, settings);
  }

  private TaskRig(
      MemoryStorage store,
      ErrantRecordReporter reporter,
      ManualClock clock,
      TestTopics topics,
      long seed,
      String... settings) {
    this.store = store;
    this.handle = store.anotherProcess();
    this.clock = clock;
    this.topics = topics;
    this.context = new TestContext(reporter, this.settings);
    this.settings.putAll(Map.of("name", "connector", "format", "text", "roll.interval.ms", "0"));
    this.settings.putAll(Map.of("on.offset.gap", "skip", "on.topic.reset", "restart"));
    for (int i = 0; i < settings.length; i += 2) {
      this.settings.put(settings[i], settings[i + 1]);
    }
    TaskEnvironment environment =
        new TaskEnvironment(
            clock.time(), new SplittableRandom(seed), this::pool, new RunningWaiter());
    // the handle of a task is closed with it, the store is not
    task =
        new FileSinkTask(
            TestStorageProvider.on(
                new FaultInjectingStorage(new ForwardingStorage(handle), script)),
            environment,
            topics::client);
    task.initialize(context);
    task.start(this.settings);
  }

  /** Another task, on the same store, topic and clock. */
  TaskRig another(String... settings) {
    List<String> all = new ArrayList<>();
    this.settings.forEach(
        (key, value) -> {
          all.add(key);
          all.add(value);
        });
    all.addAll(List.of(settings));
    return new TaskRig(
        store,
        context.errantRecordReporter(),
        clock,
        topics,
        clock.millis() + positions.hashCode() + script.calls().size() + 17,
        all.toArray(String[]::new));
  }

  private WorkPool pool(String name, int threads) {
    ManualPool pool = new ManualPool(name);
    pools.add(pool);
    return pool;
  }

  /** Runs the pools while the task thread waits. */
  private final class RunningWaiter implements TaskEnvironment.Waiter {
    @Override
    public void await(BooleanSupplier condition, long millis) {
      while (!condition.getAsBoolean()) {
        if (!running || !runOne()) {
          return;
        }
      }
    }

    @Override
    public void wake() {}
  }

  // ---- the worker

  /** Gives the task partitions, consumed from offset 0. */
  TaskRig open(TopicPartition... partitions) {
    for (TopicPartition partition : partitions) {
      openAt(partition, 0);
    }
    return this;
  }

  TaskRig openAt(TopicPartition partition, long committed) {
    positions.put(partition, committed);
    task.open(List.of(partition));
    run();
    return this;
  }

  /** Adds records to the topic, without delivering them. */
  void produce(TopicPartition partition, long first, long last) {
    for (long offset = first; offset <= last; offset++) {
      produce(partition, offset, null, "v" + offset);
    }
  }

  void produce(TopicPartition partition, long offset, Object key, Object value) {
    produce(
        new SinkRecord(
            partition.topic(),
            partition.partition(),
            null,
            key,
            null,
            value,
            offset,
            clock.millis(),
            TimestampType.CREATE_TIME));
  }

  /** Adds a record without a key to {@link #P0}, without delivering it. */
  void produce(long offset, Schema schema, Object value) {
    produce(record(offset, schema, value));
  }

  /** A record of {@link #P0} without a key. */
  static SinkRecord record(long offset, Schema schema, Object value) {
    return new SinkRecord(P0.topic(), P0.partition(), null, null, schema, value, offset);
  }

  /** The record that {@link #produce} adds to {@link #P0} at this offset, without a timestamp. */
  static SinkRecord record(long offset) {
    return record(offset, null, "v" + offset);
  }

  void produce(SinkRecord record) {
    topics.produce(record);
  }

  /** Does one turn of the worker's loop: applies seeks and delivers all records in one batch. */
  TaskRig poll() {
    return poll(Integer.MAX_VALUE);
  }

  /** Polls at most {@code limit} records of each partition. */
  TaskRig poll(int limit) {
    positions.putAll(context.takeSeeks());
    List<SinkRecord> batch = new ArrayList<>();
    Map<TopicPartition, Long> reached = new HashMap<>();
    positions.forEach(
        (partition, position) -> {
          if (!context.paused(partition)) {
            topics
                .from(partition, position)
                .limit(limit)
                .forEach(
                    record -> {
                      batch.add(record);
                      reached.put(partition, record.kafkaOffset() + 1);
                    });
          }
        });
    put(batch);
    positions.putAll(reached);
    return this;
  }

  /** Passes a batch to the task, whatever the positions of its partitions are. */
  TaskRig put(List<SinkRecord> batch) {
    task.put(batch);
    run();
    return this;
  }

  /** Advances the clock, and polls. */
  TaskRig pass(long millis) {
    clock.advance(millis);
    return poll();
  }

  /** Advances the clock by a second and polls, {@code seconds} times. */
  TaskRig passSeconds(int seconds) {
    for (int i = 0; i < seconds; i++) {
      pass(1000);
    }
    return this;
  }

  /** Moves the consumer's position, as behind records that were filtered. */
  void moveTo(TopicPartition partition, long position) {
    positions.put(partition, position);
  }

  /**
   * The offsets that the worker would commit now; calls preCommit twice, since the first triggers
   * work.
   */
  Map<TopicPartition, OffsetAndMetadata> commit() {
    preCommit();
    return preCommit();
  }

  Map<TopicPartition, OffsetAndMetadata> preCommit() {
    Map<TopicPartition, OffsetAndMetadata> current = new HashMap<>();
    positions.forEach((partition, offset) -> current.put(partition, new OffsetAndMetadata(offset)));
    Map<TopicPartition, OffsetAndMetadata> offsets = task.preCommit(current);
    run();
    return offsets;
  }

  /** The offset of {@link #P0} that the worker would commit; -1 for none. */
  long committed() {
    OffsetAndMetadata offset = commit().get(P0);
    return offset == null ? -1 : offset.offset();
  }

  /** Revokes partitions as the worker does, which commits first. */
  void close(TopicPartition... partitions) {
    Map<TopicPartition, OffsetAndMetadata> current = new HashMap<>();
    for (TopicPartition partition : partitions) {
      current.put(partition, new OffsetAndMetadata(positions.get(partition)));
    }
    task.preCommit(current);
    lose(partitions);
  }

  /** Closes lost partitions as the worker does, without a commit. */
  void lose(TopicPartition... partitions) {
    task.close(List.of(partitions));
    for (TopicPartition partition : partitions) {
      positions.remove(partition);
    }
    run();
  }

  void stop() {
    task.stop();
    run();
  }

  // ---- the machine

  /** Stops the pools. */
  void freeze() {
    running = false;
  }

  void thaw() {
    running = true;
    run();
  }

  void run() {
    while (running && runOne()) {
      continue;
    }
  }

  /** Runs one piece of work, even while the pools are frozen. */
  boolean runOne() {
    for (ManualPool pool : pools) {
      if (pool.runOne()) {
        return true;
      }
    }
    return false;
  }

  List<ManualPool> pools() {
    return pools;
  }

  /** How often the task has called an operation of the storage. */
  long calls(Operation operation) {
    return script.calls().stream().filter(call -> call.operation() == operation).count();
  }

  FaultScript script() {
    return script;
  }

  TestTopics topics() {
    return topics;
  }

  ManualClock clock() {
    return clock;
  }

  TestContext context() {
    return context;
  }

  /** The settings of the task's connector. */
  Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  FileSinkTask task() {
    return task;
  }

  MemoryStorage store() {
    return store;
  }

  /** Removes the task's staged files, as a cleanup of the disk would. */
  void loseStagedFiles() {
    try {
      for (StagedId id : handle.allStaged()) {
        handle.discard(id);
      }
    } catch (StorageException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- the store

  /** What this task has staged. */
  List<StagedId> staged() {
    return handle.allStaged();
  }

  /** The published files with their content. */
  Map<String, String> files() {
    return PublishedFiles.of(store);
  }

  /** The values of all published files, in the order of the files. */
  List<String> values() {
    List<String> values = new ArrayList<>();
    files().values().forEach(content -> values.addAll(content.lines().toList()));
    return values;
  }
}
