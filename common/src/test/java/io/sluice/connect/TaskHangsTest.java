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
import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.StorageCall.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Storage calls that answer late or never. */
class TaskHangsTest {
  @ParameterizedTest
  @CsvSource({
    "STAGE,true",
    "STAGE,false",
    "SEAL,true",
    "SEAL,false",
    "CREATE,true",
    "CREATE,false",
    "LIST,true",
    "LIST,false",
    "PUBLISH,true",
    "PUBLISH,false"
  })
  void aCallThatHangsIsGivenUpAndItsLateAnswerReachesNobody(Operation operation, boolean answered) {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    List<Integer> extraThreads = new ArrayList<>();
    rig.script()
        .then(
            operation,
            new During(
                () -> {
                  rig.pass(61_000);
                  // the task interrupted the hanging call, which runs on this thread
                  assertThat(Thread.interrupted()).isTrue();
                  extraThreads.add(rig.pools().stream().mapToInt(ManualPool::extraThreads).sum());
                  rig.passSeconds(6);
                  assertThat(rig.files()).isEqualTo(Map.of(name(0, 2), lines(0, 2)));
                },
                answered));
    rig.produce(P0, 0, 2);

    rig.poll();
    rig.produce(P0, 3, 5);
    rig.passSeconds(6);

    assertThat(extraThreads).containsExactly(1);
    assertThat(rig.files()).containsOnlyKeys(name(0, 2), name(3, 5));
    assertThat(rig.values()).containsExactlyElementsOf(valuesOf(0, 5));
    assertThat(rig.committed()).isEqualTo(6);
    assertThat(rig.pools()).allSatisfy(pool -> assertThat(pool.extraThreads()).isZero());
  }

  @Test
  void aCallWithinItsTimeoutIsNotAbandoned() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.script().then(Operation.SEAL, new During(() -> rig.pass(59_000), true));
    rig.produce(P0, 0, 2);

    rig.poll();

    assertThat(rig.files()).containsOnlyKeys(name(0, 2));
    assertThat(rig.context().metric("reopens")).isZero();
  }

  @Test
  void aSlowCallDoesNotKeepAThreadFromTheOthers() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    List<Integer> extraThreads = new ArrayList<>();
    rig.script()
        .then(
            Operation.SEAL,
            new During(
                () -> {
                  rig.pass(1_500);
                  extraThreads.add(rig.pools().stream().mapToInt(ManualPool::extraThreads).sum());
                },
                true));
    rig.produce(P0, 0, 2);

    rig.poll();
    rig.pass(200);

    assertThat(extraThreads).containsExactly(1);
    assertThat(rig.pools()).allSatisfy(pool -> assertThat(pool.extraThreads()).isZero());
  }
}
