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

/**
 * Decides when a file is complete. Pure: state and time come in, a decision goes out; safe for any
 * thread.
 */
public interface RollPolicy {

  /**
   * The policy that the settings ask for: the first of bytes, records, age, idle time, event time
   * and schedule that is reached.
   *
   * @param zone whose clock the schedule follows
   */
  static RollPolicy from(RollConfig config, ZoneId zone) {
    return new LimitRollPolicy(config, new Schedule(config.scheduleMillis(), zone));
  }

  /**
   * Asked before each append, if files roll by event time: whether the record belongs to another
   * file. Must not allocate when the answer is no.
   *
   * @param firstEventTime of the file's first record, in milliseconds since the epoch
   * @param eventTime of the record
   */
  Optional<RollReason> beforeAppend(long firstEventTime, long eventTime);

  /** Asked after each append; must not allocate when the answer is no. */
  Optional<RollReason> onAppend(long bytes, long records);

  /**
   * Asked on every tick for every open file.
   *
   * @param now the wall clock, in milliseconds since the epoch
   */
  Optional<RollReason> onTick(FileStats file, long now);
}
