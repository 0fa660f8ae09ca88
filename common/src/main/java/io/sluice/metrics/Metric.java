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

import java.util.List;
import java.util.stream.Stream;

/**
 * A metric of a task. The set is closed; names, units and meanings are stable and part of the
 * public interface.
 */
public sealed interface Metric permits Counter, Gauge {

  /** All metrics, counters first, in the order of the documentation. */
  static List<Metric> all() {
    return Stream.<Metric>concat(Stream.of(Counter.values()), Stream.of(Gauge.values())).toList();
  }

  /** The name under which the metric is registered, such as {@code records-written}. */
  String metricName();

  Unit unit();

  /** One sentence for the documentation and for Connect's registry. */
  String description();

  /** What a value counts. */
  enum Unit {
    RECORDS,
    FIELDS,
    BYTES,
    FILES,
    ENTRIES,
    ATTEMPTS,
    PARTITIONS
  }
}
