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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {
  private static final Supplier<?> OLD_WORKER =
      () -> {
        throw new NoSuchMethodError("SinkTaskContext.pluginMetrics()");
      };

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final Metrics worker = new Metrics();

  @AfterEach
  void closeWorker() {
    worker.close();
  }

  @Test
  void namesAreStable() {
    assertThat(Metric.all())
        .extracting(Metric::metricName)
        .containsExactly(
            "records-written",
            "records-skipped",
            "records-rejected",
            "records-lost",
            "fields-dropped",
            "bytes-written",
            "files-published",
            "files-missing",
            "commits",
            "publish-retries",
            "reopens",
            "ledger-entries-kept",
            "login-renewals",
            "login-failures",
            "files-open",
            "mailbox-bytes",
            "memory-used");
  }

  @Test
  void everyMetricIsDescribed() {
    assertThat(Metric.all())
        .allSatisfy(
            metric -> {
              assertThat(metric.metricName()).matches("[a-z]+(-[a-z]+)*");
              assertThat(metric.description()).endsWith(".").hasSizeGreaterThan(20);
              assertThat(metric.unit()).isNotNull();
            });
  }

  @Test
  void theWorkersRegistryShowsValuesUntilTheTaskStops() {
    PluginMetrics registry = registry("orders", 3);
    int others = worker.metrics().size();
    try (TaskMetrics metrics = new TaskMetrics()) {
      AtomicLong open = new AtomicLong(7);
      metrics.bind(Gauge.FILES_OPEN, open::get);
      metrics.register(() -> registry, "orders", 3);
      metrics.add(Counter.RECORDS_WRITTEN, 500);
      metrics.add(Counter.RECORDS_WRITTEN, 250);
      assertThat(worker.metrics()).hasSize(others + Metric.all().size());
      assertThat(fromWorker("records-written", "3")).isEqualTo(750L);
      assertThat(fromWorker("files-open", "3")).isEqualTo(7L);
      open.set(8);
      assertThat(fromWorker("files-open", "3")).isEqualTo(8L);
      assertThat(fromWorker("memory-used", "3")).isEqualTo(0L);
    }
    assertThat(worker.metrics()).hasSize(others);
  }

  @Test
  void theWorkersReporterMakesThemVisibleAsMBeans() throws Exception {
    JmxReporter reporter = new JmxReporter();
    reporter.contextChange(new KafkaMetricsContext("kafka.connect"));
    worker.addReporter(reporter);
    PluginMetrics registry = registry("orders", 0);
    try (TaskMetrics metrics = new TaskMetrics()) {
      metrics.register(() -> registry, "orders", 0);
      metrics.add(Counter.COMMITS, 2);
      ObjectName name = new ObjectName("kafka.connect:type=plugins,connector=orders,task=0");
      assertThat(server.getAttribute(name, "commits")).isEqualTo(2L);
    }
  }

  @Test
  void tasksOfOneWorkerDoNotCollide() {
    TaskMetrics first = new TaskMetrics();
    TaskMetrics second = new TaskMetrics();
    first.register(() -> registry("orders", 0), "orders", 0);
    second.register(() -> registry("orders", 1), "orders", 1);
    first.add(Counter.REOPENS, 1);
    second.add(Counter.REOPENS, 5);
    assertThat(fromWorker("reopens", "0")).isEqualTo(1L);
    assertThat(fromWorker("reopens", "1")).isEqualTo(5L);
    first.close();
    assertThat(fromWorker("reopens", "1")).isEqualTo(5L);
    second.close();
  }

  @Test
  void aTaskWhosePredecessorIsStillRegisteredIsShownAsMBean() throws Exception {
    try (TaskMetrics zombie = new TaskMetrics();
        TaskMetrics current = new TaskMetrics()) {
      zombie.register(() -> registry("orders", 0), "orders", 0);
      int before = worker.metrics().size();
      current.register(() -> registry("orders", 0), "orders", 0);
      current.add(Counter.COMMITS, 4);
      assertThat(worker.metrics()).hasSize(before);
      assertThat(server.getAttribute(JmxRegistration.name("orders", 0), "commits")).isEqualTo(4L);
    }
  }

  @Test
  void anOldWorkerShowsTheSameNamesAsMBean() throws Exception {
    ObjectName name = JmxRegistration.name("orders", 12);
    assertThat(name.toString()).isEqualTo("io.sluice:type=sink-task,connector=orders,task=12");
    try (TaskMetrics metrics = new TaskMetrics()) {
      metrics.register(OLD_WORKER, "orders", 12);
      metrics.add(Counter.FILES_PUBLISHED, 9);
      metrics.bind(Gauge.MEMORY_USED, () -> 11);
      assertThat(server.getAttribute(name, "files-published")).isEqualTo(9L);
      assertThat(server.getAttributes(name, new String[] {"memory-used", "absent"}).asList())
          .containsExactly(new Attribute("memory-used", 11L));
      assertThat(List.of(server.getMBeanInfo(name).getAttributes()))
          .extracting(MBeanAttributeInfo::getName)
          .containsExactlyElementsOf(Metric.all().stream().map(Metric::metricName).toList());
      assertThatThrownBy(() -> server.getAttribute(name, "absent"))
          .isInstanceOf(AttributeNotFoundException.class);
      assertThatThrownBy(() -> server.setAttribute(name, new Attribute("commits", 1L)))
          .isInstanceOf(AttributeNotFoundException.class);
    }
    assertThat(server.isRegistered(name)).isFalse();
  }

  @Test
  void connectorNamesMayHoldAnyCharacter() throws Exception {
    for (String connector : List.of("a,b=c", "with \"quotes\" *?", "line\nbreak", "", "ünï")) {
      ObjectName name = JmxRegistration.name(connector, 0);
      assertThat(name.isPattern()).isFalse();
      try (TaskMetrics metrics = new TaskMetrics()) {
        metrics.register(OLD_WORKER, connector, 0);
        assertThat(server.isRegistered(name)).isTrue();
      }
    }
  }

  @Test
  void aTaskThatIsReplacedDoesNotTakeItsSuccessorOut() throws Exception {
    ObjectName name = JmxRegistration.name("orders", 0);
    TaskMetrics zombie = new TaskMetrics();
    TaskMetrics current = new TaskMetrics();
    zombie.register(OLD_WORKER, "orders", 0);
    current.register(OLD_WORKER, "orders", 0);
    current.add(Counter.COMMITS, 3);
    zombie.close();
    assertThat(server.getAttribute(name, "commits")).isEqualTo(3L);
    current.close();
    assertThat(server.isRegistered(name)).isFalse();
    assertThatCode(current::close).doesNotThrowAnyException();
  }

  @Test
  void registeringTwiceIsAnError() {
    try (TaskMetrics metrics = new TaskMetrics()) {
      metrics.register(() -> registry("orders", 0), "orders", 0);
      assertThatThrownBy(() -> metrics.register(() -> registry("orders", 1), "orders", 1))
          .isInstanceOf(IllegalStateException.class);
      assertThat(fromWorker("commits", "0")).isEqualTo(0L);
    }
  }

  @Test
  void theClassesLinkOnAWorkerWithoutTheRegistrysClasses() throws Exception {
    ClassLoader old = new WorkerBefore41(getClass().getClassLoader());
    Class<?> type = Class.forName(TaskMetrics.class.getName(), true, old);
    assertThat(type.getClassLoader()).isSameAs(old);
    AutoCloseable metrics = (AutoCloseable) type.getDeclaredConstructor().newInstance();
    ObjectName name = JmxRegistration.name("old", 0);
    type.getMethod("register", Supplier.class, String.class, int.class)
        .invoke(metrics, OLD_WORKER, "old", 0);
    assertThat(server.getAttribute(name, "commits")).isEqualTo(0L);
    metrics.close();
    assertThat(server.isRegistered(name)).isFalse();
  }

  private PluginMetrics registry(String connector, int task) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("connector", connector);
    tags.put("task", Integer.toString(task));
    return new PluginMetricsImpl(worker, tags);
  }

  private Object fromWorker(String metric, String task) {
    Set<Object> values =
        worker.metrics().entrySet().stream()
            .filter(entry -> entry.getKey().name().equals(metric))
            .filter(entry -> task.equals(entry.getKey().tags().get("task")))
            .map(entry -> entry.getValue().metricValue())
            .collect(Collectors.toSet());
    assertThat(values).hasSize(1);
    return values.iterator().next();
  }

  /** Loads the project's classes, and hides those of the registry. */
  private static final class WorkerBefore41 extends ClassLoader {
    WorkerBefore41(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.equals(PluginMetrics.class.getName())) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("io.sluice.metrics.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String resource = name.replace('.', '/') + ".class";
      try (InputStream input = getParent().getResourceAsStream(resource)) {
        byte[] bytes = input.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
