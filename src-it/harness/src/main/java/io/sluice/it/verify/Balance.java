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
package io.sluice.it.verify;

import java.util.HashMap;
import java.util.Map;

/** Two collections of lines compared by content: how often each went in and came out. */
public final class Balance {
  private final Map<String, Integer> surplus = new HashMap<>();
  private long in;
  private long out;

  /** A line that went in. */
  public void in(String line) {
    in++;
    surplus.merge(line, -1, Balance::sum);
  }

  /** A line that came out. */
  public void out(String line) {
    out++;
    surplus.merge(line, 1, Balance::sum);
  }

  // A line that is even is forgotten, so that only differences remain in memory.
  private static Integer sum(Integer a, Integer b) {
    int sum = a + b;
    return sum == 0 ? null : Integer.valueOf(sum);
  }

  public long in() {
    return in;
  }

  public long out() {
    return out;
  }

  /** How many lines went in more often than they came out, each surplus copy counted. */
  public long missing() {
    return surplus.values().stream().filter(n -> n < 0).mapToLong(n -> -n).sum();
  }

  /** How many lines came out more often than they went in, each surplus copy counted. */
  public long twice() {
    return surplus.values().stream().filter(n -> n > 0).mapToLong(n -> n).sum();
  }
}
