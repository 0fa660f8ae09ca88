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

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Metrics as attributes of one MBean of the platform's server. */
final class JmxRegistration implements TaskMetrics.Registration {
  private static final Logger LOG = LoggerFactory.getLogger(JmxRegistration.class);
  private static final Pattern PLAIN = Pattern.compile("[\\w.%@/+-]+");

  private final MBeanServer server;
  private final ObjectName name;
  private final MetricsMBean bean;

  private JmxRegistration(MBeanServer server, ObjectName name, MetricsMBean bean) {
    this.server = server;
    this.name = name;
    this.bean = bean;
  }

  /**
   * Registers the bean. A bean of the same name belongs to an earlier run of the task that the
   * worker has abandoned, and is replaced.
   *
   * @throws IllegalStateException if the bean cannot be registered
   */
  static TaskMetrics.Registration of(Map<Metric, LongSupplier> values, String connector, int task) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    MetricsMBean bean = new MetricsMBean(values);
    try {
      ObjectName name = name(connector, task);
      try {
        server.registerMBean(bean, name);
      } catch (InstanceAlreadyExistsException e) {
        unregister(server, name);
        server.registerMBean(bean, name);
      }
      return new JmxRegistration(server, name, bean);
    } catch (JMException e) {
      throw new IllegalStateException("The MBean cannot be registered", e);
    }
  }

  /**
   * The bean's name. The connector's name is quoted if it contains characters that are reserved in
   * bean names.
   */
  static ObjectName name(String connector, int task) throws MalformedObjectNameException {
    String value = PLAIN.matcher(connector).matches() ? connector : ObjectName.quote(connector);
    return new ObjectName("io.sluice:type=sink-task,connector=" + value + ",task=" + task);
  }

  @Override
  public void close() {
    try {
      if (bean.registered()) {
        unregister(server, name);
      }
    } catch (JMException e) {
      LOG.warn("MBean {} cannot be unregistered", name, e);
    }
  }

  private static void unregister(MBeanServer server, ObjectName name) throws JMException {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      LOG.debug("MBean {} has just been unregistered by another task", name, e);
    }
  }
}
