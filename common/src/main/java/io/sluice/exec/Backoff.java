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

import java.util.random.RandomGenerator;

/**
 * Exponential backoff with jitter.
 *
 * @param firstMillis the longest wait after the first failure
 * @param maxMillis the longest wait after any number of failures
 */
public record Backoff(long firstMillis, long maxMillis) {

  /**
   * The time to wait, between half of the longest wait after this failure and all of it.
   *
   * @param failures the number of failures in a row, at least 1
   */
  public long millis(int failures, RandomGenerator random) {
    long limit = firstMillis;
    for (int i = 1; i < failures && limit < maxMillis; i++) {
      limit *= 2;
    }
    limit = Math.min(limit, maxMillis);
    return limit - random.nextLong(limit / 2 + 1);
  }
}
