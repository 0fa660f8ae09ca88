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

import io.sluice.storage.Fault;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StorageCall;
import io.sluice.storage.StorageCall.Operation;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A file that takes several calls to publish. */
class TaskUnfinishedPublishTest {
  private static final int HALF_MINUTE = 30_000;

  /** A call during which the store receives a part of the file, after half a minute. */
  private record Part(TaskRig rig) implements Fault {
    @Override
    @SuppressWarnings("unchecked") // The result of a publish.
    public <T> T apply(StorageCall call, Action<T> action) {
      rig.pass(HALF_MINUTE);
      return (T) PublishOutcome.UNFINISHED;
    }
  }

  @Test
  void aPublishThatMakesProgressMayTakeLongerThanEveryTimeout() {
    TaskRig rig =
        new TaskRig(
                "roll.records", "3", "storage.timeout.ms", "60000", "retry.timeout.ms", "120000")
            .open(P0);
    rig.script().then(Operation.PUBLISH, FAILS);
    rig.script()
        .then(
            Operation.PUBLISH,
            Stream.generate(() -> new Part(rig)).limit(10).toArray(Fault[]::new));
    rig.script().then(Operation.PUBLISH, FAILS);
    rig.produce(P0, 0, 2);
    rig.poll();

    rig.passSeconds(120);

    assertThat(rig.files()).isEqualTo(Map.of(name(0, 2), lines(0, 2)));
    assertThat(rig.context().metric("reopens")).isZero();
    assertThat(rig.context().metric("publish-retries")).isEqualTo(2);
    assertThat(rig.committed()).isEqualTo(3);
  }

  @Test
  void anOpeningFinishesTheFilesOfAnEntry() {
    TaskRig rig = new TaskRig("roll.records", "3").open(P0);
    rig.script().then(Operation.PUBLISH, FAILS);
    rig.produce(P0, 0, 2);
    rig.poll();
    TaskRig next = rig.another();
    next.script().then(Operation.PUBLISH, new Part(next), new Part(next));

    next.open(P0);

    assertThat(next.files()).isEqualTo(Map.of(name(0, 2), lines(0, 2)));
  }
}
