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
package io.sluice.connect;

import io.sluice.exec.TaskTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test advances and sets. */
final class ManualClock extends Clock {
  private long now = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
  private long ticks;

  /** Advances the wall clock and the ticks. */
  void advance(long millis) {
    now += millis;
    ticks += millis;
  }

  /** Sets the wall clock forward, or back if negative, while the ticks do not advance. */
  void step(long millis) {
    now += millis;
  }

  TaskTime time() {
    return new TaskTime(this, () -> ticks);
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
