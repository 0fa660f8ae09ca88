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
import static io.sluice.connect.PublishedFiles.valuesOf;
import static io.sluice.connect.TaskRig.FAILS;
import static io.sluice.connect.TaskRig.P0;
import static io.sluice.connect.TaskRig.P1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.Fault;
import io.sluice.storage.StorageCall.Operation;
import io.sluice.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to records when the store fails or loses replies. */
class TaskFaultsTest {
  private static final Fault LOSES_REPLY = new Fault.FailAfter(true);

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"STAGE", "WRITE", "SEAL", "CREATE", "LIST", "READ", "DELETE", "PUBLISH"})
  void aCallThatFailsCostsNoRecordAndWritesNoneTwice(Operation operation) {
    for (Fault fault : List.of(FAILS, LOSES_REPLY)) {
      for (int passing = 0; passing < 4; passing++) {
        TaskRig rig = new TaskRig("roll.records", "3").open(P0);
        rig.script().thenPass(operation, passing).then(operation, fault);
        rig.produce(P0, 0, 6);

        rig.poll();
        rig.passSeconds(6);

        assertThat(rig.files())
            .as("%s %s after %d", operation, fault, passing)
            .containsOnlyKeys(name(0, 2), name(3, 5));
        assertThat(rig.values()).containsExactlyElementsOf(valuesOf(0, 5));
        assertThat(rig.committed()).isEqualTo(6);
      }
    }
  }

  @Test
  void putReturnsWhileTheStoreIsDownAndThePartitionIsPaused() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.script().then(Operation.STAGE, FAILS).then(Operation.LIST, FAILS, FAILS);
    rig.produce(P0, 0, 2);

    rig.poll();
    rig.poll();
    assertThat(rig.context().paused(P0)).isTrue();
    assertThat(rig.committed()).isEqualTo(-1);
    assertThat(rig.context().timeout()).isEqualTo(100);

    rig.passSeconds(15);
    assertThat(rig.files()).isEqualTo(Map.of(name(0, 2), lines(0, 2)));
    assertThat(rig.context().paused(P0)).isFalse();
    assertThat(rig.context().metric("reopens")).isEqualTo(3);
  }

  @Test
  void aFailedPartitionWaitsBeforeItIsOpenedAgain() {
    TaskRig rig = new TaskRig("retry.backoff.ms", "1000").open(P0);
    rig.script().then(Operation.STAGE, FAILS);
    rig.produce(P0, 0, 2);
    rig.poll();
    rig.poll();
    long opened = rig.calls(Operation.STAGED);

    rig.pass(499);
    assertThat(rig.calls(Operation.STAGED)).isEqualTo(opened);
    rig.pass(502);
    assertThat(rig.calls(Operation.STAGED)).isEqualTo(opened + 1);
  }

  @Test
  void neighboursOfAFailedPartitionGoOn() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0, P1);
    rig.script().then(Operation.STAGE, FAILS);
    rig.produce(P0, 0, 2);
    rig.produce(P1, 0, 2);

    rig.poll();
    rig.poll();

    assertThat(rig.files()).containsOnlyKeys(name(P1, 0, 2));
    assertThat(rig.commit()).containsOnlyKeys(P1);
  }

  /** A writer that has just failed must not report a base above the record that it failed on. */
  @Test
  void theRecordOnWhichAWriterFailsIsNeverReportedAsSettled() {
    TaskRig rig = new TaskRig().open(P0);
    rig.produce(P0, 0, 0);
    rig.freeze();
    rig.poll();
    rig.script().then(Operation.STAGE, FAILS);

    // the writer fails after preCommit looks for news and before preCommit asks for base
    Map<TopicPartition, OffsetAndMetadata> positions =
        new AbstractMap<>() {
          @Override
          public OffsetAndMetadata get(Object key) {
            rig.thaw();
            return new OffsetAndMetadata(1);
          }

          @Override
          public Set<Entry<TopicPartition, OffsetAndMetadata>> entrySet() {
            return Set.of();
          }
        };
    Map<TopicPartition, OffsetAndMetadata> offsets = rig.task().preCommit(positions);

    assertThat(offsets.values()).extracting(OffsetAndMetadata::offset).doesNotContain(1L);
  }

  @Test
  void aFileThatCannotBeSealedIsAbandoned() {
    for (Operation operation : List.of(Operation.WRITE, Operation.SEAL)) {
      TaskRig rig = new TaskRig("roll.records", "3").open(P0);
      rig.script().then(operation, FAILS);
      rig.produce(P0, 0, 2);
      rig.poll();

      assertThat(rig.calls(Operation.ABANDON)).as("after %s", operation).isEqualTo(1);

      rig.passSeconds(6);
      assertThat(rig.files()).isEqualTo(Map.of(name(0, 2), lines(0, 2)));
      assertThat(rig.store().allStaged()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void publishingIsRepeatedInPlaceUntilItSucceeds(int attempts) {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    for (int i = 1; i < attempts; i++) {
      rig.script().then(Operation.PUBLISH, FAILS);
    }
    rig.produce(P0, 0, 2);
    rig.poll();
    assertThat(rig.files()).hasSize(attempts == 1 ? 1 : 0);

    rig.passSeconds(20);

    assertThat(rig.files()).isEqualTo(Map.of(name(0, 2), lines(0, 2)));
    assertThat(rig.calls(Operation.PUBLISH)).isEqualTo(attempts);
    assertThat(rig.context().metric("publish-retries")).isEqualTo(attempts - 1);
    assertThat(rig.context().metric("reopens")).isZero();
    assertThat(rig.committed()).isEqualTo(3);
  }

  @Test
  void whatAFailedWriterSealedIsRemovedWhenItsPartitionOpensAgain() {
    TaskRig rig = TaskRig.withStagingLimit(150 * 1024, "roll.records", "1").open(P0);
    // the file is sealed, and the writer never learns that its entry exists
    rig.script().then(Operation.CREATE, FAILS, FAILS, FAILS, FAILS, FAILS);
    rig.produce(P0, 0, null, "x".repeat(100 * 1024));
    rig.poll();
    assertThat(rig.files()).isEmpty();
    assertThat(rig.calls(Operation.DISCARD)).isZero();

    rig.passSeconds(6);

    // the new file found room
    assertThat(rig.calls(Operation.DISCARD)).isEqualTo(1);
    assertThat(rig.files()).hasSize(1);
    assertThat(rig.context().paused(P0)).isFalse();
  }

  @Test
  void aDecidedFileWhoseStagedBytesAreLostUnderARunningTaskIsWrittenAgain() {
    TaskRig rig = TaskRig.withMortalStaging("roll.records", "3").open(P0);
    rig.script().then(Operation.PUBLISH, new During(rig::loseStagedFiles, true));
    rig.produce(P0, 0, 4);
    rig.poll();
    assertThat(rig.files()).isEmpty();

    rig.passSeconds(6);

    assertThat(rig.files()).isEqualTo(Map.of(name(0, 2), lines(0, 2)));
    assertThat(rig.context().metric("reopens")).isEqualTo(1);
    assertThat(rig.committed()).isEqualTo(3);
  }

  @Test
  void thePartitionWorksOnWhileAFileCannotBePublished() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.script().then(Operation.PUBLISH, FAILS);
    rig.produce(P0, 0, 5);
    rig.poll();

    assertThat(rig.files()).containsOnlyKeys(name(3, 5));
    assertThat(rig.committed()).isZero();

    rig.pass(600);
    assertThat(rig.files()).containsOnlyKeys(name(0, 2), name(3, 5));
    assertThat(rig.committed()).isEqualTo(6);
  }

  @Test
  void aForeignFileAtTheTargetFailsTheTaskAndNoOffsetMoves() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    createQuietly(rig, name(0, 2));
    rig.produce(P0, 0, 2);
    rig.poll();

    assertThatThrownBy(rig::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("t-0 cannot go on")
        .hasMessageContaining("publishing " + name(0, 2))
        .hasMessageContaining("put {connector} into file.template");
    assertThat(rig.preCommit().get(P0).offset()).isZero();
    assertThat(rig.files()).containsOnlyKeys(name(0, 2));
    assertThat(rig.values()).containsExactly("foreign");
  }

  private static void createQuietly(TaskRig rig, String path) {
    try {
      rig.store().createIfAbsent(path, "foreign".getBytes(StandardCharsets.UTF_8));
    } catch (StorageException e) {
      throw new AssertionError(e);
    }
  }
}
