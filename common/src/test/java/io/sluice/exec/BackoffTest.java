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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private final SplittableRandom random = new SplittableRandom(1);

  @ParameterizedTest
  @CsvSource({"1, 500", "2, 1000", "3, 2000", "7, 32000", "8, 60000", "1000000, 60000"})
  void waitsBetweenHalfAndTheWholeOfALimitThatDoubles(int failures, long limit) {
    Backoff backoff = new Backoff(500, 60_000);
    long lowest = Long.MAX_VALUE;
    long highest = 0;
    for (int i = 0; i < 2_000; i++) {
      long millis = backoff.millis(failures, random);
      lowest = Math.min(lowest, millis);
      highest = Math.max(highest, millis);
    }

    assertThat(lowest).isBetween(limit / 2, limit * 52 / 100);
    assertThat(highest).isBetween(limit * 98 / 100, limit);
  }

  @Test
  void neverOverflows() {
    Backoff backoff = new Backoff(1, Long.MAX_VALUE / 2);

    assertThat(backoff.millis(1000, random)).isPositive();
  }

  @Test
  void waitsAtLeastAMillisecond() {
    assertThat(new Backoff(1, 1).millis(5, random)).isEqualTo(1);
  }
}
