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
import static io.sluice.connect.TaskRig.FAILS;
import static io.sluice.connect.TaskRig.P0;
import static io.sluice.connect.TaskRig.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.StorageCall;
import io.sluice.storage.StorageCall.Operation;
import io.sluice.storage.StorageException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults of the store that fail the task. */
class TaskFailuresTest {
  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"STAGE", "WRITE", "SEAL", "CREATE", "LIST", "PUBLISH"})
  void aRefusalOfTheStoreFailsTheTaskAndIsNotTakenForAnotherOwner(Operation operation) {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.script().then(operation, REFUSED);
    rig.produce(P0, 0, 2);

    assertThatThrownBy(() -> rig.poll().passSeconds(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("t-0 cannot go on")
        .hasMessageContaining("injected")
        .hasMessageNotContaining("ledger.id");
  }

  @Test
  void anErrorThatCannotPassFailsTheTaskAtOnce() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.script().then(Operation.STAGE, REFUSED);
    rig.produce(P0, 0, 2);
    rig.poll();

    assertThatThrownBy(rig::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("t-0 cannot go on: writing records: STAGE");
  }

  @Test
  void aStoreThatStaysDownFailsTheTaskAfterItsTimeout() {
    TaskRig rig = new TaskRig("retry.timeout.ms", "5000").open(P0);
    rig.script().then(Operation.STAGE, FAILS);
    for (int i = 0; i < 100; i++) {
      rig.script().then(Operation.LIST, FAILS);
    }
    rig.produce(P0, 0, 2);
    rig.poll();
    rig.passSeconds(3);

    assertThatThrownBy(() -> rig.passSeconds(10))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("t-0 cannot go on: LIST")
        .hasMessageContaining("retry.timeout.ms");
  }

  @Test
  void aTimeoutOfZeroFailsWithTheFirstError() {
    TaskRig rig = new TaskRig("retry.timeout.ms", "0").open(P0);
    rig.script().then(Operation.STAGE, FAILS);
    rig.produce(P0, 0, 2);
    rig.poll();

    assertThatThrownBy(rig::poll).hasMessageContaining("retry.timeout.ms");
  }

  @Test
  void aPublishThatFailsForTooLongFailsTheTask() {
    TaskRig rig = new TaskRig("roll.records", "3", "retry.timeout.ms", "5000").open(P0);
    for (int i = 0; i < 100; i++) {
      rig.script().then(Operation.PUBLISH, FAILS);
    }
    rig.produce(P0, 0, 2);
    rig.poll();

    assertThatThrownBy(() -> rig.passSeconds(20))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("publishing " + name(0, 2) + " has failed for");
  }

  @Test
  void bytesOfADecidedFileThatVanishStopTheTask() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.script()
        .then(
            Operation.PUBLISH,
            new During(
                () ->
                    rig.store()
                        .allStaged()
                        .forEach(
                            id -> {
                              try {
                                rig.store().discard(id);
                              } catch (StorageException e) {
                                throw new AssertionError(e);
                              }
                            }),
                true));
    rig.produce(P0, 0, 2);
    rig.poll();

    assertThatThrownBy(rig::poll).hasMessageContaining("on.missing.file=rewrite");
    assertThat(rig.script().calls())
        .extracting(StorageCall::operation)
        .containsOnlyOnce(Operation.PUBLISH);
  }
}
