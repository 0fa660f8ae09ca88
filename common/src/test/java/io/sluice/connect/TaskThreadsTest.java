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
import static io.sluice.connect.TaskRig.P1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How a task's partitions share its threads. */
class TaskThreadsTest {

  @Test
  void aPartitionWithManyFilesToSealKeepsHalfOfThePoolBusy() {
    TaskRig rig =
        new TaskRig("directory.template", "{key}", "roll.records", "2", "io.threads", "8")
            .open(P0, P1);
    for (int file = 0; file < 12; file++) {
      rig.produce(P0, 2L * file, "path" + file, "v");
      rig.produce(P0, 2L * file + 1, "path" + file, "v");
    }
    rig.freeze();
    rig.poll();
    ManualPool writers = pool(rig, "writer");
    ManualPool io = pool(rig, "io");

    // no storage call returns
    while (writers.runOne()) {
      continue;
    }

    assertThat(io.waiting()).isEqualTo(4);
    rig.thaw();
    assertThat(rig.files()).hasSize(12);
  }

  private static ManualPool pool(TaskRig rig, String name) {
    return rig.pools().stream()
        .filter(pool -> pool.name().contains(name))
        .findFirst()
        .orElseThrow();
  }
}
