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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.MemoryStorage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two connectors whose {@code ledger.id} is the same. */
class SharedLedgerTest {
  private static TaskRig connector(MemoryStorage store, String name) {
    return new TaskRig(store, null, "name", name, "ledger.id", "shared", "roll.records", "2");
  }

  private static void write(TaskRig rig, long first) {
    rig.produce(P0, first, first + 1);
    rig.passSeconds(3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failsTheOneThatIsTakenOverAgainAndNamesTheOther(boolean stagingSurvives) {
    MemoryStorage store = new MemoryStorage(stagingSurvives);
    TaskRig one = connector(store, "one").open(P0);
    write(one, 0);
    TaskRig other = connector(store, "other").open(P0);

    assertThatThrownBy(
            () -> {
              for (long first = 2; first < 40; first += 2) {
                write(one, first);
                write(other, first);
              }
            })
        .hasMessageContaining("two connectors share one ledger: other-0 has claimed t-0 again")
        .hasMessageContaining("one-0")
        .hasMessageContaining("ledger.id");
    assertThat(store.files().keySet().stream().filter(name -> name.contains("/_sluice/")).count())
        .isLessThan(20);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRenamedConnectorTakesOver(boolean stagingSurvives) {
    MemoryStorage store = new MemoryStorage(stagingSurvives);
    TaskRig one = connector(store, "one").open(P0);
    write(one, 0);
    TaskRig renamed = connector(store, "renamed").openAt(P0, 2);
    // the first connector notices the fence, reopens once, and then fails
    write(one, 2);
    one.stop();
    renamed.produce(P0, 2, 5);
    renamed.passSeconds(10);

    assertThat(renamed.committed()).isEqualTo(6);
  }
}
