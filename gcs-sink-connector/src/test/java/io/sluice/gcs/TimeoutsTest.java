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
package io.sluice.gcs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeoutsTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 4, 1000, 2500, 60_000, 3_600_000, 31_536_000_000L})
  void aCallEndsBeforeTheEngineGivesItUp(long storageTimeoutMillis) {
    Timeouts timeouts = Timeouts.within(storageTimeoutMillis);

    assertThat(timeouts.callMillis()).isPositive().isLessThanOrEqualTo(storageTimeoutMillis);
    assertThat(timeouts.connectMillis()).isBetween(1, 10_000);
    assertThat(timeouts.readMillis()).isBetween(1, 20_000);
    if (storageTimeoutMillis >= 4) {
      assertThat(timeouts.retryMillis() + timeouts.connectMillis() + timeouts.readMillis())
          .isLessThanOrEqualTo(storageTimeoutMillis);
    }
  }
}
