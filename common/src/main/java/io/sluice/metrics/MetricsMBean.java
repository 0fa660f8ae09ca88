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
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Shows each metric as a read-only attribute, and knows whether it is still registered. */
final class MetricsMBean implements DynamicMBean, MBeanRegistration {
  private final Map<String, LongSupplier> values;
  private final MBeanInfo info;
  private volatile boolean registered;

  MetricsMBean(Map<Metric, LongSupplier> values) {
    this.values =
        values.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    entry -> entry.getKey().metricName(), Map.Entry::getValue));
    MBeanAttributeInfo[] attributes =
        Metric.all().stream()
            .filter(values::containsKey)
            .map(MetricsMBean::attribute)
            .toArray(MBeanAttributeInfo[]::new);
    this.info =
        new MBeanInfo(
            MetricsMBean.class.getName(),
            "Metrics of one task of a Sluice connector",
            attributes,
            null,
            null,
            null);
  }

  /** Whether the bean is registered, and was not unregistered or replaced by anybody. */
  boolean registered() {
    return registered;
  }

  @Override
  public Object getAttribute(String name) throws AttributeNotFoundException {
    LongSupplier value = values.get(name);
    if (value == null) {
      throw new AttributeNotFoundException(name);
    }
    return value.getAsLong();
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    AttributeList found = new AttributeList();
    for (String name : names) {
      LongSupplier value = values.get(name);
      if (value != null) {
        found.add(new Attribute(name, value.getAsLong()));
      }
    }
    return found;
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException(attribute.getName() + " is read-only");
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public Object invoke(String action, Object[] parameters, String[] signature) {
    throw new UnsupportedOperationException("There are no operations");
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    return info;
  }

  @Override
  public ObjectName preRegister(MBeanServer server, ObjectName name) {
    return name;
  }

  @Override
  public void postRegister(Boolean done) {
    registered = done;
  }

  @Override
  public void preDeregister() {
    // Nothing to prepare.
  }

  @Override
  public void postDeregister() {
    registered = false;
  }

  private static MBeanAttributeInfo attribute(Metric metric) {
    return new MBeanAttributeInfo(
        metric.metricName(), "long", metric.description(), true, false, false);
  }
}
