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
package io.sluice.simulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.errors.IllegalWorkerStateException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * The context that a worker hands to its task. As in the worker, it is not safe for several
 * threads: a call from outside the task thread is a violation.
 */
final class TaskContextModel implements SinkTaskContext {
  private final ConsumerModel consumer;
  private final Map<String, String> configs;
  private final ErrantRecordReporter reporter;
  private final Map<TopicPartition, Long> offsets = new HashMap<>();
  private final Set<TopicPartition> pausedPartitions = new HashSet<>();
  private boolean connectorPaused;
  private final Violations violations;
  private Thread taskThread;
  private boolean commitRequested;
  private long timeout = -1;

  TaskContextModel(
      ConsumerModel consumer,
      Map<String, String> configs,
      ErrantRecordReporter reporter,
      Violations violations) {
    this.consumer = consumer;
    this.violations = violations;
    this.configs = configs;
    this.reporter = reporter;
  }

  // ---- the worker's side

  Map<TopicPartition, Long> takeOffsets() {
    Map<TopicPartition, Long> taken = new HashMap<>(offsets);
    offsets.clear();
    return taken;
  }

  long takeTimeout() {
    long taken = timeout;
    timeout = -1;
    return taken;
  }

  boolean takeCommitRequest() {
    boolean taken = commitRequested;
    commitRequested = false;
    return taken;
  }

  boolean commitRequested() {
    return commitRequested;
  }

  Set<TopicPartition> pausedPartitions() {
    return pausedPartitions;
  }

  void connectorPaused(boolean paused) {
    connectorPaused = paused;
  }

  boolean connectorPaused() {
    return connectorPaused;
  }

  /** Makes the calling thread the task thread, or no thread. */
  void taskThread(Thread thread) {
    taskThread = thread;
  }

  void requestCommitByWorker() {
    commitRequested = true;
  }

  // ---- the task's side

  @Override
  public Map<String, String> configs() {
    return configs;
  }

  @Override
  public void offset(Map<TopicPartition, Long> requested) {
    requireTaskThread("offset");
    offsets.putAll(requested);
  }

  @Override
  public void offset(TopicPartition topicPartition, long offset) {
    requireTaskThread("offset");
    offsets.put(topicPartition, offset);
  }

  @Override
  public void timeout(long millis) {
    requireTaskThread("timeout");
    timeout = millis;
  }

  @Override
  public Set<TopicPartition> assignment() {
    requireTaskThread("assignment");
    return Set.copyOf(consumer.assignment());
  }

  @Override
  public void pause(TopicPartition... partitions) {
    requireTaskThread("pause");
    List<TopicPartition> list = List.of(partitions);
    pausedPartitions.addAll(list);
    if (!connectorPaused) {
      try {
        consumer.pause(list);
      } catch (IllegalStateException e) {
        throw new IllegalWorkerStateException("only assigned partitions can be paused", e);
      }
    }
  }

  @Override
  public void resume(TopicPartition... partitions) {
    requireTaskThread("resume");
    List<TopicPartition> list = List.of(partitions);
    list.forEach(pausedPartitions::remove);
    if (!connectorPaused) {
      try {
        consumer.resume(list);
      } catch (IllegalStateException e) {
        throw new IllegalWorkerStateException("only assigned partitions can be resumed", e);
      }
    }
  }

  @Override
  public void requestCommit() {
    requireTaskThread("requestCommit");
    commitRequested = true;
  }

  @Override
  public ErrantRecordReporter errantRecordReporter() {
    return reporter;
  }

  @Override
  public PluginMetrics pluginMetrics() {
    return NoMetrics.INSTANCE;
  }

  private void requireTaskThread(String method) {
    if (Thread.currentThread() != taskThread) {
      throw violations.raise("context." + method + " was called outside the task thread");
    }
  }

  /** Accepts metrics and drops them. */
  private enum NoMetrics implements PluginMetrics {
    INSTANCE;

    @Override
    public MetricName metricName(
        String name, String description, LinkedHashMap<String, String> tags) {
      return new MetricName(name, "simulation", description, tags);
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> provider) {}

    @Override
    public void removeMetric(MetricName name) {}

    @Override
    public Sensor addSensor(String name) {
      throw new UnsupportedOperationException("no sensors in a simulation");
    }

    @Override
    public void removeSensor(String name) {}
  }
}
