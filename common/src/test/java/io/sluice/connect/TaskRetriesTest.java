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

import io.sluice.storage.StorageCall.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How often, and when, a task tries again. */
class TaskRetriesTest {
  private static final int MINUTE = 60_000;

  @Test
  void aScheduledFileWhosePublishFailsFollowsAfterTheBackoff() {
    TaskRig rig =
        new TaskRig("roll.schedule.ms", String.valueOf(60 * MINUTE), "retry.backoff.ms", "1000")
            .open(P0);
    rig.script().then(Operation.PUBLISH, FAILS);
    rig.produce(P0, 0, 2);
    rig.poll();

    rig.pass(70 * MINUTE);
    assertThat(rig.files()).isEmpty();
    assertThat(rig.committed()).isZero();
    rig.pass(499);
    assertThat(rig.files()).isEmpty();
    rig.pass(502);

    assertThat(rig.files()).isEqualTo(Map.of(name(0, 2), lines(0, 2)));
    assertThat(rig.context().metric("publish-retries")).isEqualTo(1);
    assertThat(rig.committed()).isEqualTo(3);
  }

  @Test
  void aWriteThatFailsAmidABatchIsOneFailureAndDoublesNothing() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    // each record is so long that it is written separately
    List<String> values = new ArrayList<>();
    for (int offset = 0; offset < 3; offset++) {
      values.add(String.valueOf(offset).repeat(100 * 1024));
      rig.produce(P0, offset, null, values.get(offset));
    }
    rig.script().thenPass(Operation.WRITE, 1).then(Operation.WRITE, FAILS);

    rig.poll();
    assertThat(rig.files()).isEmpty();
    rig.passSeconds(6);

    assertThat(rig.files()).containsOnlyKeys(name(0, 2));
    assertThat(rig.values()).isEqualTo(values);
    assertThat(rig.context().metric("reopens")).isEqualTo(1);
    assertThat(rig.committed()).isEqualTo(3);
  }

  /** The first two attempts exceed their timeout. */
  @Test
  void slowWritesAreAbandonedAndNothingOfThemIsCommitted() {
    TaskRig rig = new TaskRig("roll.records", "3", "storage.timeout.ms", "1000").open(P0);
    List<Long> offsets = new ArrayList<>();
    During slow =
        new During(
            () -> {
              rig.pass(1500);
              assertThat(Thread.interrupted()).isTrue();
              offsets.add(rig.committed());
            },
            true);
    rig.script().then(Operation.WRITE, slow, slow);
    rig.produce(P0, 0, 2);

    rig.poll();
    assertThat(rig.files()).isEmpty();
    rig.passSeconds(10);

    assertThat(offsets).hasSize(2).allMatch(offset -> offset <= 0);
    assertThat(rig.context().metric("reopens")).isEqualTo(2);
    assertThat(rig.files()).isEqualTo(Map.of(name(0, 2), lines(0, 2)));
    assertThat(rig.committed()).isEqualTo(3);
  }

  @Test
  void slowWritesWithinTheTimeoutMakeOneFile() {
    TaskRig rig = new TaskRig("roll.records", "3", "storage.timeout.ms", "3000").open(P0);
    During slow = new During(() -> rig.pass(1500), true);
    rig.script().then(Operation.WRITE, slow);
    rig.produce(P0, 0, 2);

    rig.poll();

    assertThat(rig.files()).isEqualTo(Map.of(name(0, 2), lines(0, 2)));
    assertThat(rig.context().metric("reopens")).isZero();
    assertThat(rig.committed()).isEqualTo(3);
  }
}
