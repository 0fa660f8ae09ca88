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

/** Times at which all files roll, by a clock on the wall of a time zone. */
final class Schedule {
  private final long periodMillis;
  private final ZoneRules rules;

  /**
   * @param periodMillis between two of them; 0 is none at all
   */
  Schedule(long periodMillis, ZoneId zone) {
    this.periodMillis = periodMillis;
    this.rules = zone.getRules();
  }

  /**
   * Whether one of these times lies behind the first moment and not behind the second. When clocks
   * are set back, the times of the repeated hour come twice.
   */
  boolean passed(long from, long to) {
    return periodMillis > 0 && to > from && period(from) != period(to);
  }

  private long period(long millis) {
    long offset = rules.getOffset(Instant.ofEpochMilli(millis)).getTotalSeconds() * 1000L;
    return Math.floorDiv(millis + offset, periodMillis);
  }
}
