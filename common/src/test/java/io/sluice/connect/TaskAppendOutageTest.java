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

import static io.sluice.connect.PublishedFiles.valuesOf;
import static io.sluice.connect.TaskRig.FAILS;
import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.StorageCall.Operation;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/**
 * A store that can be listed but rejects ledger entries for a while: safe mode, an exhausted quota.
 */
class TaskAppendOutageTest {
  private static TaskRig withoutEntries(int failures, String... settings) {
    TaskRig rig = new TaskRig(settings).open(P0);
    for (int i = 0; i < failures; i++) {
      rig.script().then(Operation.CREATE, FAILS);
    }
    rig.produce(P0, 0, 2);
    return rig;
  }

  /** Each attempt to append takes five calls: this is more than twice what fences would allow. */
  @Test
  void isSurvivedHoweverOftenTheClaimFails() {
    TaskRig rig = withoutEntries(100, "roll.records", "3");
    rig.poll();
    for (int minute = 0; minute < 60; minute++) {
      rig.passSeconds(60);
    }

    assertThat(rig.values()).containsExactlyElementsOf(valuesOf(0, 2));
    assertThat(rig.committed()).isEqualTo(3);
  }

  @Test
  void endsWithItsCauseAfterTheTimeoutForRetries() {
    TaskRig rig = withoutEntries(10_000, "roll.records", "3", "retry.timeout.ms", "300000");
    rig.poll();

    assertThatThrownBy(
            () -> {
              for (int minute = 0; minute < 60; minute++) {
                rig.passSeconds(60);
              }
            })
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("whether ledger entry")
        .hasMessageContaining("injected, not applied")
        .hasMessageContaining("retry.timeout.ms")
        .message()
        .doesNotContain("two connectors");
  }
}
