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
package io.sluice.connect;

import static io.sluice.connect.PublishedFiles.lines;
import static io.sluice.connect.PublishedFiles.name;
import static io.sluice.connect.TaskRig.FAILS;
import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.StorageCall.Operation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps of the wall clock neither shorten nor lengthen what is measured in durations. */
class TaskClockTest {
  private static final long HOUR = 3_600_000;

  @ParameterizedTest
  @ValueSource(strings = {"roll.interval.ms", "roll.idle.ms", "ledger.span.ms"})
  void aClockThatIsSetBackDelaysNoRoll(String limit) {
    TaskRig rig = new TaskRig(limit, "60000").open(P0);
    rig.produce(P0, 0, 2);
    rig.poll();

    rig.clock().step(-HOUR);
    rig.pass(59_000);
    assertThat(rig.files()).isEmpty();
    rig.pass(2_000);

    assertThat(rig.files()).isEqualTo(Map.of(name(0, 2), lines(0, 2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"roll.interval.ms", "roll.idle.ms", "ledger.span.ms"})
  void aClockThatIsSetForwardRollsNothingEarly(String limit) {
    TaskRig rig = new TaskRig(limit, "60000").open(P0);
    rig.produce(P0, 0, 2);
    rig.poll();

    rig.clock().step(HOUR);
    rig.pass(59_000);

    assertThat(rig.files()).isEmpty();
  }

  @Test
  void aScheduleFollowsTheClock() {
    TaskRig rig = new TaskRig("roll.schedule.ms", String.valueOf(HOUR)).open(P0);
    rig.produce(P0, 0, 2);
    rig.poll();

    rig.clock().step(HOUR);
    rig.pass(1_000);

    assertThat(rig.files()).containsOnlyKeys(name(0, 2));
  }

  @Test
  void aFailedPartitionIsOpenedAgainInTimeWhenTheClockIsSetBack() {
    TaskRig rig = new TaskRig("roll.records", "3", "retry.backoff.ms", "1000").open(P0);
    rig.script().then(Operation.STAGE, FAILS);
    rig.produce(P0, 0, 2);
    rig.poll();
    rig.poll();

    rig.clock().step(-HOUR);
    rig.pass(1_001);
    rig.poll();
    rig.poll();

    assertThat(rig.files()).containsOnlyKeys(name(0, 2));
  }

  @Test
  void aPublishIsRepeatedInTimeWhenTheClockIsSetBack() {
    TaskRig rig = new TaskRig("roll.records", "3", "retry.backoff.ms", "1000").open(P0);
    rig.script().then(Operation.PUBLISH, FAILS);
    rig.produce(P0, 0, 2);
    rig.poll();

    rig.clock().step(-HOUR);
    rig.pass(1_001);

    assertThat(rig.files()).containsOnlyKeys(name(0, 2));
  }

  @Test
  void noCallIsOverdueBecauseTheClockIsSetForward() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    During step =
        new During(
            () -> {
              rig.clock().step(HOUR);
              rig.pass(1_000);
            },
            true);
    rig.script().then(Operation.SEAL, step).then(Operation.PUBLISH, step);
    rig.produce(P0, 0, 2);

    rig.poll();
    rig.poll();

    assertThat(rig.files()).containsOnlyKeys(name(0, 2));
    assertThat(rig.context().metric("reopens")).isZero();
  }

  @Test
  void aCallThatHangsIsGivenUpInTimeWhenTheClockIsSetBack() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.script()
        .then(
            Operation.SEAL,
            new During(
                () -> {
                  rig.clock().step(-HOUR);
                  rig.pass(61_000);
                  assertThat(Thread.interrupted()).isTrue();
                },
                false));
    rig.produce(P0, 0, 2);

    rig.poll();
    rig.passSeconds(6);

    assertThat(rig.context().metric("reopens")).isEqualTo(1);
    assertThat(rig.files()).containsOnlyKeys(name(0, 2));
  }

  @Test
  void retryTimeoutIsNotUsedUpByAClockThatIsSetForward() {
    TaskRig rig = new TaskRig("roll.records", "3", "retry.timeout.ms", "60000").open(P0);
    rig.script().then(Operation.STAGE, FAILS).then(Operation.LIST, FAILS, FAILS);
    rig.produce(P0, 0, 2);
    rig.poll();
    rig.poll();

    rig.clock().step(HOUR);
    rig.passSeconds(10);

    assertThat(rig.files()).containsOnlyKeys(name(0, 2));
  }

  @Test
  void retryTimeoutEndsThoughTheClockIsSetBack() {
    TaskRig rig = new TaskRig("roll.records", "3", "retry.timeout.ms", "60000").open(P0);
    rig.script().then(Operation.STAGE, FAILS);
    for (int i = 0; i < 1000; i++) {
      rig.script().then(Operation.LIST, FAILS);
    }
    rig.produce(P0, 0, 2);
    rig.poll();
    rig.poll();

    rig.clock().step(-HOUR);

    assertThatThrownBy(() -> rig.passSeconds(180)).hasMessageContaining("retry.timeout.ms");
  }
}
