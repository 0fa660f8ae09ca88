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

import static io.sluice.connect.PublishedFiles.name;
import static io.sluice.connect.PublishedFiles.valuesOf;
import static io.sluice.connect.TaskRig.FAILS;
import static io.sluice.connect.TaskRig.P0;
import static io.sluice.connect.TaskRig.P1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.CollectedLog;
import io.sluice.storage.Fault;
import io.sluice.storage.StorageCall;
import io.sluice.storage.StorageCall.Operation;
import io.sluice.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Outages of the store: how long a task retries, what it logs, and how they end. */
class TaskOutagesTest {
  private static final int MINUTE = 60_000;

  /** A permission that was taken away and may be granted again. */
  private record Refuses() implements Fault {
    @Override
    public <T> T apply(StorageCall call, Action<T> action) throws StorageException {
      throw StorageException.refused("no permission for " + call, null);
    }
  }

  private static void always(TaskRig rig, Operation operation, Fault fault, int times) {
    for (int i = 0; i < times; i++) {
      rig.script().then(operation, fault);
    }
  }

  @Test
  void failuresThatAreRareEndTheTaskWhereNothingIsWrittenBetween() {
    TaskRig rig = new TaskRig("roll.interval.ms", "600000").open(P0);
    always(rig, Operation.SEAL, FAILS, 1000);
    rig.produce(P0, 0, 2);
    rig.poll();
    // a file is open for ten minutes, fails to be sealed, and is written again
    for (int minutes = 0; minutes < 120; minutes++) {
      rig.pass(MINUTE);
      rig.preCommit();
    }
    assertThat(rig.context().metric("reopens")).isBetween(8L, 12L);

    assertThatThrownBy(
            () -> {
              for (int minutes = 0; minutes < 60; minutes++) {
                rig.pass(MINUTE);
                rig.preCommit();
              }
            })
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("t-0 cannot go on: ")
        .hasMessageContaining("without progress for")
        .hasMessageContaining("retry.timeout.ms");
  }

  @Test
  void aPublishedFileIsProgressAfterWhichTheTimeCountsAnew() {
    TaskRig rig = new TaskRig("roll.records", "3", "retry.timeout.ms", "60000").open(P0);
    for (int round = 0; round < 5; round++) {
      rig.script().then(Operation.STAGE, FAILS);
      rig.produce(P0, 3L * round, 3L * round + 2);
      rig.passSeconds(50);
    }

    assertThat(rig.values()).containsExactlyElementsOf(valuesOf(0, 14));
    assertThat(rig.context().metric("reopens")).isEqualTo(5);
  }

  @Test
  void theBackoffBeginsAnewAfterProgress() {
    TaskRig rig = new TaskRig("roll.records", "3", "retry.backoff.ms", "1000").open(P0);
    rig.script().then(Operation.STAGE, FAILS);
    always(rig, Operation.LIST, FAILS, 10);
    rig.produce(P0, 0, 2);
    rig.passSeconds(600);
    assertThat(rig.files()).containsOnlyKeys(name(0, 2));

    rig.script().then(Operation.STAGE, FAILS);
    rig.produce(P0, 3, 5);
    rig.poll();
    rig.poll();
    rig.pass(1_001);
    rig.poll();
    rig.poll();

    assertThat(rig.files()).containsOnlyKeys(name(0, 2), name(3, 5));
  }

  @Test
  void aPartitionWithNothingToWriteRecoversWithoutAFile() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.produce(P0, 0, 2);
    rig.poll();
    rig.moveTo(P0, 3);
    rig.commit();
    // the checkpoint of a position fails
    rig.script().then(Operation.CREATE, new Refuses());
    rig.moveTo(P0, 500_000);
    rig.commit();
    rig.passSeconds(5);
    assertThat(rig.context().metric("reopens")).isEqualTo(1);

    for (int minutes = 0; minutes < 180; minutes++) {
      rig.pass(MINUTE);
      rig.moveTo(P0, Math.max(rig.committed(), 3));
      rig.preCommit();
    }
    rig.script().then(Operation.STAGE, FAILS);
    rig.produce(P0, 500_000, 500_002);

    assertThatCode(() -> rig.passSeconds(10)).doesNotThrowAnyException();
    assertThat(rig.files()).containsOnlyKeys(name(0, 2), name(500_000, 500_002));
  }

  @Test
  void aRefusalAtTheFirstOpeningFailsTheTask() {
    TaskRig rig = new TaskRig("roll.records", "3");
    rig.script().then(Operation.LIST, new Refuses());
    rig.open(P0);

    assertThatThrownBy(rig::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("t-0 cannot go on")
        .hasMessageContaining("no permission");
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"STAGE", "WRITE", "SEAL", "CREATE", "LIST", "READ", "STAGED", "PUBLISH"})
  void aRefusalUnderATaskThatWorkedIsAnOutage(Operation operation) {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0, P1);
    always(rig, operation, new Refuses(), 5);
    if (operation == Operation.READ || operation == Operation.STAGED) {
      rig.script().then(Operation.STAGE, FAILS);
    }
    rig.produce(P0, 0, 5);

    rig.passSeconds(150);

    assertThat(rig.values()).containsExactlyElementsOf(valuesOf(0, 5));
    assertThat(rig.committed()).isEqualTo(6);
  }

  @Test
  void aRefusalThatLastsFailsTheTaskWithItsRemedy() {
    TaskRig rig = new TaskRig("roll.records", "3", "retry.timeout.ms", "60000").open(P0);
    always(rig, Operation.CREATE, new Refuses(), 1000);
    rig.produce(P0, 0, 2);

    assertThatThrownBy(() -> rig.passSeconds(180))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("no permission")
        .hasMessageContaining("retry.timeout.ms");
  }

  @Test
  void aPartitionThatIsAddedToATaskThatWorksMayBeRefusedForAWhile() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    always(rig, Operation.LIST, new Refuses(), 3);
    rig.open(P1);
    rig.produce(P1, 0, 2);

    rig.passSeconds(20);

    assertThat(rig.files()).hasSize(1);
  }

  @Test
  void noThirdCallIsRiskedWhileTwoHangAndThePartitionGoesOnAfterwards() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    List<Long> opened = new ArrayList<>();
    During second =
        new During(
            () -> {
              rig.pass(61_000);
              assertThat(Thread.interrupted()).isTrue();
              long before = rig.calls(Operation.STAGED);
              rig.passSeconds(600);
              opened.add(rig.calls(Operation.STAGED) - before);
            },
            false);
    During first =
        new During(
            () -> {
              rig.pass(61_000);
              assertThat(Thread.interrupted()).isTrue();
              rig.passSeconds(6);
            },
            false);
    rig.script().then(Operation.SEAL, first, second);
    rig.produce(P0, 0, 2);

    rig.poll();
    rig.passSeconds(6);

    assertThat(opened).containsExactly(0L);
    assertThat(rig.files()).containsOnlyKeys(name(0, 2));
    assertThat(rig.committed()).isEqualTo(3);
  }

  @Test
  void callsThatHangForTooLongFailTheTask() {
    TaskRig rig = new TaskRig("roll.records", "3", "retry.timeout.ms", "300000").open(P0);
    List<String> failures = new ArrayList<>();
    During hangs =
        new During(
            () -> {
              try {
                rig.pass(61_000);
                Thread.interrupted();
                rig.passSeconds(400);
              } catch (ConnectException e) {
                Thread.interrupted();
                failures.add(e.getMessage());
              }
            },
            false);
    rig.script().then(Operation.SEAL, hangs, hangs);
    rig.produce(P0, 0, 2);

    rig.poll();

    assertThat(failures).isNotEmpty();
    assertThat(failures.get(0))
        .contains("t-0 cannot go on: 2 storage calls of the task hang")
        .contains("retry.timeout.ms");
  }

  @Test
  void anOutageIsLoggedInFewLines() {
    try (CollectedLog log = new CollectedLog()) {
      TaskRig rig = new TaskRig("roll.records", "3", "retry.backoff.max.ms", "1000").open(P0, P1);
      rig.produce(P0, 0, 2);
      rig.poll();
      rig.produce(P0, 3, 5);
      rig.produce(P1, 0, 2);
      always(rig, Operation.STAGE, FAILS, 2);
      always(rig, Operation.LIST, FAILS, 650);

      rig.passSeconds(600);
      assertThat(rig.context().metric("reopens")).isGreaterThan(500);
      // two causes, and summaries after 1, 3 and 7 minutes
      assertThat(log.warnings().stream().filter(line -> line.startsWith("t-0"))).hasSize(5);
      assertThat(log.warnings()).hasSize(10);
      assertThat(log.stackTraces()).isZero();

      rig.passSeconds(180);
      assertThat(rig.files()).hasSize(3);
      assertThat(log.infos().stream().filter(line -> line.contains("works again"))).hasSize(2);
    }
  }

  @Test
  void publishesThatFailAreLoggedInFewLines() {
    try (CollectedLog log = new CollectedLog()) {
      TaskRig rig = new TaskRig("roll.records", "3", "retry.backoff.max.ms", "1000").open(P0);
      always(rig, Operation.PUBLISH, FAILS, 500);
      rig.produce(P0, 0, 2);

      rig.passSeconds(600);

      assertThat(rig.files()).hasSize(1);
      assertThat(log.warnings()).hasSizeLessThanOrEqualTo(4);
      assertThat(log.infos().stream().filter(line -> line.contains("works again"))).hasSize(1);
    }
  }
}
