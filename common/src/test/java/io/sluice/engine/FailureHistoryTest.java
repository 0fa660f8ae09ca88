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
package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How long a partition counts as failing. */
class FailureHistoryTest {
  private final FailureHistory history = new FailureHistory();

  @Test
  void thePartitionFailsFromTheFirstFailureUntilItMakesProgress() {
    assertThat(history.failed(1_000)).isEqualTo(1);
    assertThat(history.failed(9_000)).isEqualTo(2);
    assertThat(history.failingFor(9_000)).isEqualTo(8_000);

    history.progressed();

    assertThat(history.failingFor(10_000)).isZero();
    assertThat(history.failed(10_000)).isEqualTo(1);
  }

  @Test
  void aPartitionThatHadNothingToWriteForAWhileIsTakenAsRecovered() {
    history.failed(0);

    assertThat(history.idle(true, 1_000)).isFalse();
    assertThat(history.idle(true, 1_000 + FailureHistory.CALM_MILLIS - 1)).isFalse();
    assertThat(history.failingFor(1_000 + FailureHistory.CALM_MILLIS)).isPositive();
    assertThat(history.idle(true, 1_000 + FailureHistory.CALM_MILLIS)).isTrue();
    assertThat(history.failingFor(1_000 + FailureHistory.CALM_MILLIS)).isZero();
  }

  @Test
  void recordsToWriteEndTheCalmTime() {
    history.failed(0);
    history.idle(true, 1_000);
    history.idle(false, 2_000);
    history.idle(true, 3_000);

    assertThat(history.idle(true, 1_000 + FailureHistory.CALM_MILLIS)).isFalse();
    assertThat(history.failed(400_000)).isEqualTo(2);
  }

  @Test
  void fencesAreForgottenAfterACalmTimeAndNotByProgress() {
    long calm = FailureHistory.CALM_MILLIS;
    FailureHistory fenced = new FailureHistory();

    assertThat(fenced.fenced(2 * calm)).isEqualTo(1);
    fenced.progressed();
    assertThat(fenced.fenced(3 * calm)).isEqualTo(2);
    assertThat(fenced.fenced(4 * calm + 1)).isEqualTo(1);
  }
}
