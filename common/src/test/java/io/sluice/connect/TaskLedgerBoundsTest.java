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

import org.junit.jupiter.api.Test;

/** What keeps ledger entries small. */
class TaskLedgerBoundsTest {
  /** Runs of settled offsets that an entry holds within its share of bytes. */
  private static final int RUNS = 32 * 1024;

  @Test
  void aFileThatKeepsManySettledRunsAboveBaseIsPublished() {
    TaskRig rig = new TaskRig("null.values", "skip").open(P0);
    // each skipped record between two of the file's own is a run above base
    for (long offset = 0; offset < 2 * RUNS; offset++) {
      rig.produce(P0, offset, null, offset % 2 == 0 ? "v" : null);
    }
    rig.poll();
    rig.pass(200);
    assertThat(rig.files()).isEmpty();

    for (long offset = 2 * RUNS; offset < 2 * RUNS + 10; offset++) {
      rig.produce(P0, offset, null, offset % 2 == 0 ? "v" : null);
    }
    rig.poll();
    rig.pass(200);

    assertThat(rig.files()).hasSize(1);
  }
}
