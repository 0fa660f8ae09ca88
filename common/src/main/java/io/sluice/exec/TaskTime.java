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
package io.sluice.exec;

import java.time.Clock;

/**
 * The time of a task.
 *
 * @param clock the wall clock, which may step forward or back: for paths, schedules and times in
 *     records
 * @param ticker for durations: ages, idle times, backoff, timeouts
 */
public record TaskTime(Clock clock, Ticker ticker) {

  /** Reads the clock and the ticker. */
  public Moment now() {
    return new Moment(clock.millis(), ticker.millis());
  }

  /**
   * A reading of the clock and the ticker.
   *
   * @param clock milliseconds since the epoch
   * @param ticker milliseconds of the task's ticker
   */
  public record Moment(long clock, long ticker) {}
}
