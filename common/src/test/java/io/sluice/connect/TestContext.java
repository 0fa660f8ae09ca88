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

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A task's context that records the requests of the task. */
final class TestContext implements SinkTaskContext {
  private final ErrantRecordReporter reporter;
  private final Map<String, String> configs;
  private final Map<TopicPartition, Long> seeks = new HashMap<>();
  private final Set<TopicPartition> paused = new HashSet<>();
  private final CollectedMetrics metrics = new CollectedMetrics();
  private long timeout = -1;
  private int commitRequests;

  /**
   * A context without partitions.
   *
   * @param reporter null for a worker without one
   * @param configs the task's properties
   */
  TestContext(ErrantRecordReporter reporter, Map<String, String> configs) {
    this.reporter = reporter;
    this.configs = configs;
  }

  /** The seeks that were asked for since the last call. */
  Map<TopicPartition, Long> takeSeeks() {
    Map<TopicPartition, Long> taken = new HashMap<>(seeks);
    seeks.clear();
    return taken;
  }

  boolean paused(TopicPartition partition) {
    return paused.contains(partition);
  }

  /** The timeout that the task requested last, in milliseconds. */
  long timeout() {
    return timeout;
  }

  int commitRequests() {
    return commitRequests;
  }

  /** The present value of a metric that the task has registered. */
  long metric(String name) {
    return metrics.value(name);
  }

  @Override
  public Map<String, String> configs() {
    return configs;
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    seeks.putAll(offsets);
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    seeks.put(partition, offset);
  }

  @Override
  public void timeout(long millis) {
    timeout = millis;
  }

  @Override
  public Set<TopicPartition> assignment() {
    throw new UnsupportedOperationException("nobody asks for the assignment");
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
    commitRequests++;
  }

  @Override
  public ErrantRecordReporter errantRecordReporter() {
    return reporter;
  }

  @Override
  public PluginMetrics pluginMetrics() {
    return metrics;
  }

  private static final class CollectedMetrics implements PluginMetrics {
    private final Map<MetricName, MetricValueProvider<?>> providers = new HashMap<>();

    long value(String name) {
      for (Map.Entry<MetricName, MetricValueProvider<?>> each : providers.entrySet()) {
        if (each.getKey().name().equals(name)) {
          return (Long) ((Gauge<?>) each.getValue()).value(null, 0);
        }
      }
      throw new AssertionError("no metric " + name + " among " + providers.keySet());
    }

    @Override
    public MetricName metricName(
        String name, String description, LinkedHashMap<String, String> tags) {
      return new MetricName(name, "plugins", description, tags);
    }

    @Override
    public void addMetric(MetricName name, MetricValueProvider<?> provider) {
      providers.put(name, provider);
    }

    @Override
    public void removeMetric(MetricName name) {
      providers.remove(name);
    }

    @Override
    public Sensor addSensor(String name) {
      throw new UnsupportedOperationException("no sensors here");
    }

    @Override
    public void removeSensor(String name) {
      throw new UnsupportedOperationException("no sensors here");
    }
  }
}
