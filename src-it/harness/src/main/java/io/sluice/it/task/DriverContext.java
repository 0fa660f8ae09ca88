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
package io.sluice.it.task;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Records the requests of a task to its worker. Confined to the thread of the {@link TaskDriver}.
 */
final class DriverContext implements SinkTaskContext {
  private final Map<String, String> config;
  private final TopicPartition partition;
  private final Set<TopicPartition> paused = new HashSet<>();
  private final Map<TopicPartition, Long> seeks = new HashMap<>();
  private final CollectedMetrics metrics = new CollectedMetrics();
  private long timeout;
  private boolean commitRequested;

  DriverContext(Map<String, String> config, TopicPartition partition) {
    this.config = config;
    this.partition = partition;
  }

  boolean isPaused() {
    return paused.contains(partition);
  }

  /** The offset that the task has requested since the last call; empty if none. */
  OptionalLong takeSeek() {
    Long offset = seeks.remove(partition);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /** Milliseconds until the task has asked to be called again; valid for one poll. */
  long takeTimeout(long otherwise) {
    long taken = timeout > 0 ? timeout : otherwise;
    timeout = 0;
    return taken;
  }

  boolean takeCommitRequest() {
    boolean taken = commitRequested;
    commitRequested = false;
    return taken;
  }

  /** The present value of a metric that the task has registered. */
  long metric(String name) {
    return ((Number) metrics.value(name)).longValue();
  }

  @Override
  public Map<String, String> configs() {
    return config;
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    seeks.putAll(offsets);
  }

  @Override
  public void offset(TopicPartition topicPartition, long offset) {
    seeks.put(topicPartition, offset);
  }

  @Override
  public void timeout(long millis) {
    timeout = millis;
  }

  @Override
  public Set<TopicPartition> assignment() {
    return Set.of(partition);
  }

  @Override
  public void pause(TopicPartition... partitions) {
    paused.addAll(List.of(partitions));
  }

  @Override
  public void resume(TopicPartition... partitions) {
    List.of(partitions).forEach(paused::remove);
  }

  @Override
  public void requestCommit() {
    commitRequested = true;
  }

  @Override
  public ErrantRecordReporter errantRecordReporter() {
    return null;
  }

  @Override
  public PluginMetrics pluginMetrics() {
    return metrics;
  }

  /** The metrics that the task has registered. */
  private static final class CollectedMetrics implements PluginMetrics {
    private final Map<String, MetricValueProvider<?>> providers = new HashMap<>();

    Object value(String name) {
      if (providers.get(name) instanceof Gauge<?> gauge) {
        return gauge.value(null, 0);
      }
      throw new IllegalArgumentException("no metric " + name + " among " + providers.keySet());
    }

    @Override
    public MetricName metricName(
        String name, String description, LinkedHashMap<String, String> tags) {
      return new MetricName(name, "driver", description, tags);
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> provider) {
      providers.put(name.name(), provider);
    }

    @Override
    public void removeMetric(MetricName name) {
      providers.remove(name.name());
    }

    @Override
    public Sensor addSensor(String name) {
      throw new UnsupportedOperationException("no sensors here");
    }

    @Override
    public void removeSensor(String name) {}
  }
}
