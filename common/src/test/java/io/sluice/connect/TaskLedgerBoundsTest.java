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

/** The size of ledger entries is bounded. */
class TaskLedgerBoundsTest {

  @Test
  void aFileIsPublishedBeforeTheOffsetsSettledBehindItFillTheEntries() {
    TaskRig rig = new TaskRig("null.values", "skip").open(P0);
    // one file takes every other record, so each skipped record is a separate run
    for (int offset = 0; offset < 60_000; offset++) {
      rig.produce(P0, offset, "k", offset % 2 == 0 ? "v" : null);
    }
    rig.poll();
    rig.pass(1000);
    assertThat(rig.files()).isEmpty();

    for (int offset = 60_000; offset < 70_000; offset++) {
      rig.produce(P0, offset, "k", offset % 2 == 0 ? "v" : null);
    }
    rig.poll();
    rig.pass(1000);

    assertThat(rig.files()).hasSize(1);
    assertThat(rig.committed()).isEqualTo(70_000);
  }
}
