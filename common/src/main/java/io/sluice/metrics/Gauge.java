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

/** Metrics of the present state. */
public enum Gauge implements Metric {
  FILES_OPEN(
      "files-open", Unit.FILES, "Files that are open at the store: being written or sealed."),
  MAILBOX_BYTES(
      "mailbox-bytes",
      Unit.BYTES,
      "Estimated memory of the records that wait for the writers; near memory.limit.bytes the store"
          + " is slower than the topic."),
  MEMORY_USED(
      "memory-used",
      Unit.BYTES,
      "Estimated memory that counts against memory.limit.bytes: waiting records, buffers of open"
          + " files and files that are being rebuilt.");

  private final String metricName;
  private final Unit unit;
  private final String description;

  Gauge(String metricName, Unit unit, String description) {
    this.metricName = metricName;
    this.unit = unit;
    this.description = description;
  }

  @Override
  public String metricName() {
    return metricName;
  }

  @Override
  public Unit unit() {
    return unit;
  }

  @Override
  public String description() {
    return description;
  }
}
