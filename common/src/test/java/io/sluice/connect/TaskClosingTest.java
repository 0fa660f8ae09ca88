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
import static io.sluice.connect.TaskRig.P0;
import static io.sluice.connect.TaskRig.P1;
import static io.sluice.connect.TaskRig.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.MemoryStorage;
import io.sluice.storage.StorageCall.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state that a graceful close records, so that the next owner does not repeat work. */
class TaskClosingTest {
  private final Reporter reporter = new Reporter();

  /** Acknowledges a report after a number of questions whether it is done. */
  private static final class Reporter implements ErrantRecordReporter {
    private final List<Long> offsets = new ArrayList<>();
    private int questions;

    @Override
    public Future<Void> report(SinkRecord record, Throwable error) {
      offsets.add(record.kafkaOffset());
      return new FutureTask<>(() -> null) {
        private int remaining = questions;

        @Override
        public boolean isDone() {
          if (remaining-- == 0) {
            run();
          }
          return super.isDone();
        }
      };
    }
  }

  private TaskRig rig(String... settings) {
    TaskRig rig = new TaskRig(new MemoryStorage(true), reporter, settings).open(P0);
    rig.produce(P0, 0, 2);
    return rig;
  }

  private TaskRig rejecting(String policy) {
    TaskRig rig = rig("null.values", "report", "close.policy", policy);
    rig.produce(P0, 3, null, null);
    rig.produce(P0, 4, 4);
    return rig;
  }

  private static long creates(TaskRig rig) {
    return rig.script().calls().stream()
        .filter(call -> call.operation() == Operation.CREATE)
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"discard", "commit"})
  void aGracefulStopDoesNotRepeatDeadLetters(String policy) {
    reporter.questions = 5;
    TaskRig first = rejecting(policy);
    first.poll();

    first.close(P0);
    first.stop();
    TaskRig next = first.another().openAt(P0, 0);
    next.poll();
    next.poll();

    assertThat(reporter.offsets).containsExactly(3L);
  }

  @Test
  void recordsThatStillWaitAreRejectedAndReportedBeforeTheEnd() {
    TaskRig first = rejecting("discard");
    first.freeze();
    first.poll();
    first.context();

    first.thaw();
    first.close(P0);
    TaskRig next = first.another().openAt(P0, 0);
    next.poll();
    next.poll();

    assertThat(reporter.offsets).containsExactly(3L);
  }

  @Test
  void aCloseDoesNotWaitForeverForAReport() {
    reporter.questions = Integer.MAX_VALUE;
    TaskRig first = rejecting("discard");
    first.poll();
    first.close(P0);

    TaskRig next = first.another().openAt(P0, 0);
    next.poll();
    next.poll();

    assertThat(reporter.offsets).containsExactly(3L, 3L);
  }

  @Test
  void acknowledgementsAreTakenInPreCommit() {
    TaskRig rig = new TaskRig(new MemoryStorage(true), reporter, "null.values", "report").open(P0);
    rig.produce(P0, 0, null, null);
    rig.poll();

    rig.preCommit();

    assertThat(rig.preCommit().get(P0).offset()).isEqualTo(1);
    assertThat(reporter.offsets).containsExactly(0L);
  }

  @Test
  void aDeadLetterBehindAnOpenFileIsRecordedThoughBaseDidNotMove() {
    TaskRig first = rig("null.values", "report", "roll.records", "3");
    first.poll();
    first.close(P0);
    first.openAt(P0, 0);
    first.produce(P0, 3, 3);
    first.produce(P0, 4, null, null);
    first.poll();
    first.poll();
    first.close(P0);

    TaskRig next = first.another().openAt(P0, 0);
    next.poll();
    next.poll();

    assertThat(reporter.offsets).containsExactly(4L);
  }

  @Test
  void skippedRecordsAreNotReadAgain() {
    TaskRig first = new TaskRig("null.values", "skip").open(P0);
    for (long offset = 0; offset < 10; offset++) {
      first.produce(P0, offset, null, null);
    }
    first.poll();
    first.close(P0);

    assertThat(first.another().openAt(P0, 0).context().takeSeeks())
        .containsExactly(Map.entry(P0, 10L));
  }

  @Test
  void aPartitionWithNothingNewWritesNothingWhenItIsClosed() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.close(P0);
    rig.openAt(P0, 0);
    long before = creates(rig);
    rig.close(P0);

    assertThat(creates(rig)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"discard", "commit"})
  void lostPartitionsWriteNothing(String policy) {
    TaskRig rig = rejecting(policy);
    rig.poll();
    rig.poll();
    long before = creates(rig);

    rig.lose(P0);

    assertThat(creates(rig)).isEqualTo(before);
    assertThat(rig.files()).isEmpty();
  }

  @Test
  void aCloseEndsThoughTheStoreDoesNotAnswer() {
    TaskRig rig = new TaskRig("null.values", "skip").open(P0, P1);
    rig.produce(P0, 0, null, null);
    rig.produce(P1, 0, null, null);
    rig.poll();
    rig.freeze();

    rig.close(P0, P1);

    rig.thaw();
    assertThat(rig.another().openAt(P0, 0).context().takeSeeks()).doesNotContainKey(P1);
  }

  @Test
  void aFailureWhilePartitionsAreClosedIsIgnored() {
    TaskRig rig = rejecting("commit");
    rig.poll();
    rig.script().then(Operation.SEAL, REFUSED);

    rig.close(P0);
    rig.poll();

    assertThat(rig.context().metric("reopens")).isZero();
    assertThat(rig.files()).doesNotContainKey(name(0, 2));
  }
}
