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
package io.sluice.format.type;

/** The unit in which a number counts time. */
public enum Resolution {
  MILLIS(1_000),
  MICROS(1_000_000),
  NANOS(1_000_000_000);

  private static final long DAY_SECONDS = 24L * 60 * 60;

  private final long perSecond;

  Resolution(long perSecond) {
    this.perSecond = perSecond;
  }

  /** How many of this unit are one second. */
  public long perSecond() {
    return perSecond;
  }

  /** How many of this unit are one day. */
  public long perDay() {
    return DAY_SECONDS * perSecond;
  }

  /** How many nanoseconds one of this unit is. */
  public long nanos() {
    return NANOS.perSecond / perSecond;
  }
}
