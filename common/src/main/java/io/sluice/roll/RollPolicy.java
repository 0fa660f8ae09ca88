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

import io.sluice.config.RollConfig;
import java.time.ZoneId;
import java.util.Optional;

/** Decides when a file is complete: a pure function of state and time. Safe for any thread. */
public interface RollPolicy {

  /**
   * The policy of the settings: a file rolls at the first limit that it reaches, of bytes, records,
   * age, idle time, event time and schedule.
   *
   * @param zone the time zone of the schedule
   */
  static RollPolicy from(RollConfig config, ZoneId zone) {
    return new LimitRollPolicy(config, new Schedule(config.scheduleMillis(), zone));
  }

  /**
   * Returns the reason to roll the file before the append of a record, or empty. Called before each
   * append if files roll by event time. Does not allocate if the result is empty.
   *
   * @param firstEventTime the event time of the file's first record, in milliseconds since the
   *     epoch
   * @param eventTime the event time of the record, in milliseconds since the epoch
   */
  Optional<RollReason> beforeAppend(long firstEventTime, long eventTime);

  /**
   * Returns the reason to roll the file after an append, or empty. Does not allocate if the result
   * is empty.
   */
  Optional<RollReason> onAppend(long bytes, long records);

  /**
   * Returns the reason to roll an open file at a tick, or empty.
   *
   * @param now the wall clock, in milliseconds since the epoch
   */
  Optional<RollReason> onTick(FileStats file, long now);
}
