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
package io.sluice.hdfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TicketLifeTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final TicketLife DAY = new TicketLife(START, START.plus(Duration.ofDays(1)));

  @Test
  void aTicketOfADayIsRenewedSixHoursBeforeItsEnd() {
    assertThat(DAY.due(START.plus(Duration.ofHours(18)).minusMillis(1))).isFalse();
    assertThat(DAY.due(START.plus(Duration.ofHours(18)))).isTrue();
    assertThat(DAY.due(START.plus(Duration.ofDays(3)))).isTrue();
  }

  @Test
  void theClockIsReadEveryMinuteAndAtTheRenewal() {
    assertThat(DAY.pause(START)).isEqualTo(Duration.ofMinutes(1));
    assertThat(DAY.pause(START.plus(Duration.ofHours(18)).minusSeconds(5)))
        .isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void attemptsFollowEachOtherByTheLengthOfALife() {
    assertThat(DAY.pause(START.plus(Duration.ofHours(19)))).isEqualTo(Duration.ofMinutes(1));
    TicketLife minutes = new TicketLife(START, START.plusSeconds(250));
    assertThat(minutes.pause(START.plusSeconds(240))).isEqualTo(Duration.ofSeconds(5));
    TicketLife none = new TicketLife(START, START);
    assertThat(none.pause(START)).isEqualTo(Duration.ofMillis(100));
  }
}
