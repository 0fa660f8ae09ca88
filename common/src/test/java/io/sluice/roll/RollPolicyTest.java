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
package io.sluice.roll;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ClosePolicy;
import io.sluice.config.RollConfig;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollPolicyTest {

  private static final long OPENED = 1_000_000;

  @Test
  void rollsAtTheSizeOrTheCountWhicheverComesFirst() {
    RollPolicy policy = policy(1000, 10, 0, 0);

    assertThat(policy.onAppend(999, 9)).isEmpty();
    assertThat(policy.onAppend(1000, 9)).contains(RollReason.BYTES);
    assertThat(policy.onAppend(5000, 9)).contains(RollReason.BYTES);
    assertThat(policy.onAppend(999, 10)).contains(RollReason.RECORDS);
  }

  @Test
  void aLimitOfOneRecordRollsEachRecord() {
    assertThat(policy(0, 1, 0, 0).onAppend(0, 1)).contains(RollReason.RECORDS);
  }

  @Test
  void rollsAtItsAgeHoweverBusyItIs() {
    RollPolicy policy = policy(0, 0, 600_000, 0);

    assertThat(policy.onTick(file(599_999, 0), OPENED)).isEmpty();
    assertThat(policy.onTick(file(600_000, 0), OPENED)).contains(RollReason.INTERVAL);
  }

  @Test
  void rollsAfterAPauseSinceTheLastRecord() {
    RollPolicy policy = policy(0, 0, 0, 5000);

    assertThat(policy.onTick(file(7999, 4999), OPENED)).isEmpty();
    assertThat(policy.onTick(file(8000, 5000), OPENED)).contains(RollReason.IDLE);
  }

  @Test
  void rollsBeforeARecordThatIsTooLateForTheFileByItsOwnTime() {
    RollPolicy policy =
        RollPolicy.from(
            new RollConfig(0, 0, 0, 0, 60_000, 0, 1, ClosePolicy.DISCARD, 1), ZoneOffset.UTC);

    assertThat(policy.beforeAppend(OPENED, OPENED + 59_999)).isEmpty();
    assertThat(policy.beforeAppend(OPENED, OPENED + 60_000)).contains(RollReason.EVENT_TIME);
    assertThat(policy.beforeAppend(OPENED, OPENED - 3_600_000)).isEmpty();
    assertThat(policy(0, 0, 0, 0).beforeAppend(OPENED, OPENED + 1_000_000_000)).isEmpty();
  }

  @Test
  void limitsThatAreOffNeverRoll() {
    RollPolicy policy = policy(0, 0, 0, 0);

    assertThat(policy.onAppend(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1)).isEmpty();
    assertThat(policy.onTick(file(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1), OPENED)).isEmpty();
  }

  @Test
  void timeAloneNeverRollsAnEmptyFile() {
    RollPolicy policy = policy(0, 0, 1, 1);

    assertThat(policy.onTick(new FileStats(0, 0, 10, 10, OPENED), OPENED + 10)).isEmpty();
  }

  @Test
  void aStepOfTheClockNeitherRollsNorDelays() {
    RollPolicy policy = policy(0, 0, 1000, 0);

    assertThat(policy.onTick(file(999, 999), OPENED + 3_600_000)).isEmpty();
    assertThat(policy.onTick(file(1000, 1000), OPENED - 3_600_000)).contains(RollReason.INTERVAL);
  }

  @Test
  void rollsWhenTheClockReachesTheFullHour() {
    RollPolicy policy = scheduled(3_600_000, "UTC");

    assertThat(onTick(policy, "2026-11-21T10:15:00Z", "2026-11-21T10:59:59.999Z")).isEmpty();
    assertThat(onTick(policy, "2026-11-21T10:15:00Z", "2026-11-21T11:00:00Z"))
        .contains(RollReason.SCHEDULE);
    assertThat(onTick(policy, "2026-11-21T11:00:00Z", "2026-11-21T11:00:00Z")).isEmpty();
  }

  @Test
  void midnightIsThatOfTheZone() {
    RollPolicy policy = scheduled(86_400_000, "Asia/Kolkata");

    assertThat(onTick(policy, "2026-11-20T18:29:00Z", "2026-11-20T18:29:59.999Z")).isEmpty();
    assertThat(onTick(policy, "2026-11-20T18:29:00Z", "2026-11-20T18:30:00Z"))
        .contains(RollReason.SCHEDULE);
  }

  @Test
  void midnightComesOnceWhenClocksAreSetBack() {
    RollPolicy policy = scheduled(86_400_000, "America/Los_Angeles");

    assertThat(onTick(policy, "2015-11-01T07:00:01Z", "2015-11-02T07:59:59Z")).isEmpty();
    assertThat(onTick(policy, "2015-11-01T07:00:01Z", "2015-11-02T08:00:00Z"))
        .contains(RollReason.SCHEDULE);
  }

  @Test
  void aScheduleMindsNoClockThatStepsBack() {
    assertThat(onTick(scheduled(3_600_000, "UTC"), "2026-11-21T11:00:01Z", "2026-11-21T10:59:59Z"))
        .isEmpty();
  }

  private static Optional<RollReason> onTick(RollPolicy policy, String openedAt, String now) {
    long opened = Instant.parse(openedAt).toEpochMilli();
    return policy.onTick(new FileStats(100, 3, 0, 0, opened), Instant.parse(now).toEpochMilli());
  }

  private static RollPolicy scheduled(long periodMillis, String zone) {
    return RollPolicy.from(
        new RollConfig(0, 0, 0, 0, 0, periodMillis, 1, ClosePolicy.DISCARD, 1), ZoneId.of(zone));
  }

  private static RollPolicy policy(long bytes, long records, long interval, long idle) {
    return RollPolicy.from(
        new RollConfig(bytes, records, interval, idle, 0, 0, 1, ClosePolicy.DISCARD, 1),
        ZoneOffset.UTC);
  }

  private static FileStats file(long age, long idle) {
    return new FileStats(100, 3, age, idle, OPENED);
  }
}
