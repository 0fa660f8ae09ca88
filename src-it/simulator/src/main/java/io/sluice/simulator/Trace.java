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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The steps of one schedule, for people; costs nothing while it is off. */
final class Trace {
  private final List<String> lines;
  private final SimulatedClock clock;

  private Trace(List<String> lines, SimulatedClock clock) {
    this.lines = lines;
    this.clock = clock;
  }

  static Trace off() {
    return new Trace(null, null);
  }

  static Trace recording(SimulatedClock clock) {
    return new Trace(new ArrayList<>(), clock);
  }

  boolean on() {
    return lines != null;
  }

  void add(String format, Object... arguments) {
    if (lines != null) {
      lines.add(clock.millis() + " " + String.format(Locale.ROOT, format, arguments));
    }
  }

  List<String> lines() {
    return lines == null ? List.of() : lines;
  }
}
