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
package io.sluice.roll;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/** The times at which all files roll, by the local time of a zone. */
final class Schedule {
  private final long periodMillis;
  private final ZoneRules rules;

  /**
   * @param periodMillis the period between two times; 0 for no schedule
   */
  Schedule(long periodMillis, ZoneId zone) {
    this.periodMillis = periodMillis;
    this.rules = zone.getRules();
  }

  /**
   * Whether a scheduled time is after {@code from} and not after {@code to}, in milliseconds since
   * the epoch. When clocks are set back, the times of the repeated hour occur twice.
   */
  boolean passed(long from, long to) {
    return periodMillis > 0 && to > from && period(from) != period(to);
  }

  private long period(long millis) {
    long offset = rules.getOffset(Instant.ofEpochMilli(millis)).getTotalSeconds() * 1000L;
    return Math.floorDiv(millis + offset, periodMillis);
  }
}
