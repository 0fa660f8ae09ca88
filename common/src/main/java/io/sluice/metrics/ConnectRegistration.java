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
package io.sluice.metrics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics in Connect's registry for plugins (KIP-877). A separate class because it cannot be linked
 * on workers without the registry.
 */
final class ConnectRegistration implements TaskMetrics.Registration {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectRegistration.class);

  private final PluginMetrics registry;
  private final Deque<MetricName> registered = new ArrayDeque<>();

  private ConnectRegistration(PluginMetrics registry) {
    this.registry = registry;
  }

  /**
   * @param registry a {@link PluginMetrics}, which adds the tags for connector and task
   * @throws RuntimeException if the registry refuses a metric; then none remains registered
   */
  static TaskMetrics.Registration of(Object registry, Map<Metric, LongSupplier> values) {
    ConnectRegistration made = new ConnectRegistration((PluginMetrics) registry);
    try {
      values.forEach(made::add);
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
    return made;
  }

  private void add(Metric metric, LongSupplier value) {
    MetricName name =
        registry.metricName(metric.metricName(), metric.description(), new LinkedHashMap<>());
    org.apache.kafka.common.metrics.Gauge<Long> provider = (config, now) -> value.getAsLong();
    registry.addMetric(name, provider);
    registered.push(name);
  }

  @Override
  public void close() {
    while (!registered.isEmpty()) {
      MetricName name = registered.pop();
      try {
        registry.removeMetric(name);
      } catch (RuntimeException e) {
        // A worker that has abandoned the task removes its metrics itself.
        LOG.debug("Metric {} was not there to be removed", name, e);
      }
    }
  }
}
