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
import java.util.function.LongFunction;

/**
 * Runs single schedules on behalf of another class loader: what crosses the border are classes of
 * the JDK alone. Numbers from 0 name random schedules, negative ones the written schedules.
 */
public final class VariantProbe implements LongFunction<String>, Closeable {
  private final Hands hands = new Hands();

  /** What broke in a schedule, or null. */
  @Override
  public String apply(long seed) {
    Result result = RandomSchedules.run(seed, hands, false);
    return result.violation() == null ? null : String.valueOf(result.violation().getMessage());
  }

  @Override
  public void close() {
    hands.shutdown();
  }
}
