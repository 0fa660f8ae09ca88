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

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics of one task. Workers from Kafka 4.1 on register them in Connect's own registry, from
 * which every reporter of the worker receives them (as MBean: {@code
 * kafka.connect:type=plugins,connector=…,task=…}); older workers show them as the MBean {@code
 * io.sluice:type=sink-task,connector=…,task=…}. Names and values are the same.
 *
 * <p>Safe for any thread. A failure to register does not fail the task.
 */
public final class TaskMetrics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskMetrics.class);

  private final LongAdder[] counters =
      Stream.generate(LongAdder::new).limit(Counter.values().length).toArray(LongAdder[]::new);
  private final AtomicReferenceArray<LongSupplier> gauges =
      new AtomicReferenceArray<>(Gauge.values().length);
  private final AtomicReference<Registration> registration = new AtomicReference<>();

  /** Adds to a counter. Call it per batch or file, not per record. */
  public void add(Counter counter, long amount) {
    counters[counter.ordinal()].add(amount);
  }

  /**
   * Sets the source of a gauge's value, which is 0 before.
   *
   * @param source called by any thread until {@link #close}; must be fast and must not throw
   */
  public void bind(Gauge gauge, LongSupplier source) {
    gauges.set(gauge.ordinal(), source);
  }

  /** The present value of a metric. */
  public long value(Metric metric) {
    if (metric instanceof Counter counter) {
      return counters[counter.ordinal()].sum();
    }
    LongSupplier source = gauges.get(((Gauge) metric).ordinal());
    return source == null ? 0 : source.getAsLong();
  }

  /**
   * Makes the metrics visible, once, until {@link #close}.
   *
   * @param pluginMetrics the worker's registry. Pass the lambda {@code () ->
   *     context.pluginMetrics()}: a method reference, or a variable of the registry's type, fails
   *     to link on workers before 4.1.
   * @param connector the connector's name
   * @param task the task's number, for the MBean's name
   */
  public void register(Supplier<?> pluginMetrics, String connector, int task) {
    Map<Metric, LongSupplier> values =
        Metric.all().stream()
            .collect(Collectors.toMap(metric -> metric, metric -> () -> value(metric)));
    Registration made = registration(pluginMetrics, values, connector, task);
    if (!registration.compareAndSet(null, made)) {
      made.close();
      throw new IllegalStateException("The metrics are registered already");
    }
  }

  /** Unregisters the metrics; may be repeated. {@link #value} still works. */
  @Override
  public void close() {
    Registration made = registration.getAndSet(null);
    if (made != null) {
      made.close();
    }
  }

  private static Registration registration(
      Supplier<?> pluginMetrics, Map<Metric, LongSupplier> values, String connector, int task) {
    try {
      Object registry = pluginMetrics.get();
      if (registry != null) {
        return ConnectRegistration.of(registry, values);
      }
    } catch (NoSuchMethodError | NoClassDefFoundError e) {
      LOG.debug("This worker has no registry for the metrics of plugins", e);
    } catch (RuntimeException e) {
      LOG.warn("Connect's registry refuses the metrics; they are shown as an MBean instead", e);
    }
    try {
      return JmxRegistration.of(values, connector, task);
    } catch (RuntimeException e) {
      LOG.warn("The metrics of this task cannot be registered and will not be visible", e);
      return () -> {};
    }
  }

  /** The registration of a task's metrics. */
  @FunctionalInterface
  interface Registration extends AutoCloseable {
    /** Never throws. */
    @Override
    void close();
  }
}
