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
package io.sluice.simulator;

import io.sluice.exec.TaskTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Time that passes only when the scheduler says so; all simulated processes share it. As a clock it
 * may step, as a ticker it does not.
 */
final class SimulatedClock extends Clock {
  private long now;
  private long ticks;

  SimulatedClock(long start) {
    now = start;
  }

  void advance(long millis) {
    now += millis;
    ticks += millis;
  }

  /** Somebody sets the clock, backwards if negative; no time passes. */
  void step(long millis) {
    now += millis;
  }

  /** Milliseconds that passed, whatever the steps. */
  long ticks() {
    return ticks;
  }

  TaskTime time() {
    return new TaskTime(this, this::ticks);
  }

  @Override
  public long millis() {
    return now;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
