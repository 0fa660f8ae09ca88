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

import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.MemoryStorage;
import io.sluice.storage.StorageCall.Operation;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The task wraps every error that is thrown inside it in a ConnectException. */
class TaskErrorsTest {

  private static TaskRig rejecting(ErrantRecordReporter reporter) {
    TaskRig rig = new TaskRig(new MemoryStorage(true), reporter, "null.values", "report").open(P0);
    rig.produce(P0, 0, null, null);
    return rig;
  }

  private static List<Throwable> unexpected() {
    return List.of(
        new RecordTooLargeException("too large"),
        new IllegalStateException("closed"),
        new RetriableException("later"),
        new NoClassDefFoundError("gone"),
        new StackOverflowError());
  }

  private static <T extends Throwable> void sneak(Throwable error) throws T {
    @SuppressWarnings("unchecked")
    T thrown = (T) error;
    throw thrown;
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"STAGE", "WRITE", "SEAL", "CREATE", "LIST", "PUBLISH"})
  void anErrorInAStorageCallFailsTheTaskWithItsCause(Operation operation) {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    AssertionError error = new AssertionError("wrong in " + operation);
    rig.script().then(operation, new During(() -> TaskErrorsTest.<Error>sneak(error), true));
    rig.produce(P0, 0, 2);
    rig.poll();

    assertThatThrownBy(rig::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("t-0 cannot go on")
        .hasMessageContaining("wrong in " + operation)
        .hasRootCause(error);
  }

  @ParameterizedTest
  @MethodSource("unexpected")
  void whatAReporterThrowsFailsTheTaskAndNamesTheRecord(Throwable thrown) {
    TaskRig rig =
        rejecting(
            (record, error) -> {
              TaskErrorsTest.<Error>sneak(thrown);
              return null;
            });
    rig.poll();

    assertThatThrownBy(rig::poll)
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasRootCause(thrown);
  }

  @ParameterizedTest
  @MethodSource("unexpected")
  void preCommitThrowsNothingAndTheNextPutFails(Throwable thrown) {
    TaskRig rig =
        rejecting(
            (record, error) -> {
              TaskErrorsTest.<Error>sneak(thrown);
              return null;
            });
    rig.poll();

    assertThatCode(rig::preCommit).doesNotThrowAnyException();

    assertThatThrownBy(rig::poll).isInstanceOf(ConnectException.class).hasRootCause(thrown);
  }

  @Test
  void aFailureThatIsKnownFailsTheVeryNextPutAndNoRecordOfItIsTaken() {
    TaskRig rig = new TaskRig("roll.records", "1").open(P0);
    rig.script()
        .then(Operation.SEAL, new During(() -> TaskErrorsTest.<Error>sneak(new Error("x")), true));
    rig.produce(P0, 0, 0);
    rig.poll();
    int before = rig.script().calls().size();
    rig.produce(P0, 1, 1);

    assertThatThrownBy(rig::poll).isInstanceOf(ConnectException.class);
    assertThat(rig.script().calls()).hasSize(before);
  }

  @Test
  void anUnexpectedExceptionInACallbackIsWrapped() {
    TaskRig rig = new TaskRig().open(P0);

    assertThatThrownBy(() -> rig.task().put(null))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("in put")
        .hasCauseInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> rig.task().preCommit(null))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("in preCommit");
    assertThatThrownBy(() -> rig.task().open(null))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("in open");
    assertThatThrownBy(() -> rig.task().close(null))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("in close");
    assertThat(rig.task().preCommit(Map.of())).isNotNull();
  }
}
