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

import java.io.Closeable;
import java.util.function.BiFunction;

/**
 * Runs single schedules on behalf of another class loader: only classes of the JDK are passed
 * between them.
 */
public final class VariantProbe implements BiFunction<String, Long, String>, Closeable {
  /** Names written schedules instead of a kind of scenarios. */
  static final String WRITTEN = "WRITTEN";

  /** Prefix of a focus, for a description with the trace of the schedule. */
  static final String TRACED = "TRACED ";

  private final Hands hands = new Hands();

  /**
   * Runs one schedule.
   *
   * @param focus the kind of scenario, or {@link #WRITTEN}; behind {@link #TRACED} for its trace
   * @param seed names the schedule; the index of a written one
   * @return what broke, or null
   */
  @Override
  public String apply(String focus, Long seed) {
    if (focus.startsWith(TRACED)) {
      return Campaign.describe(
          focus + " " + seed, run(focus.substring(TRACED.length()), seed, true));
    }
    Result result = run(focus, seed, false);
    return result.violation() == null ? null : String.valueOf(result.violation().getMessage());
  }

  private Result run(String focus, long seed, boolean record) {
    return focus.equals(WRITTEN)
        ? WrittenSchedule.ALL.get((int) seed).run(hands, record)
        : RandomSchedules.run(seed, Scenario.Focus.valueOf(focus), hands, record);
  }

  @Override
  public void close() {
    hands.shutdown();
  }
}
