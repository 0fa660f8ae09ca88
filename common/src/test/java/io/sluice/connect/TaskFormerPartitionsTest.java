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

import static io.sluice.connect.TaskRig.FAILS;
import static io.sluice.connect.TaskRig.P0;
import static io.sluice.connect.TaskRig.P1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.MemoryStorage;
import io.sluice.storage.StorageCall.Operation;
import org.junit.jupiter.api.Test;

/** Files that were decided and not published when their partition went to another task. */
class TaskFormerPartitionsTest {
  private static final int LONG_AFTER = 40;

  /** A task whose only file is decided, and whose first publish failed. */
  private static TaskRig withDecidedFile(MemoryStorage store) {
    TaskRig rig = new TaskRig(store, null, "roll.records", "3").open(P0, P1);
    rig.script().then(Operation.PUBLISH, FAILS);
    rig.produce(P0, 0, 2);
    rig.poll();
    assertThat(rig.staged()).hasSize(1);
    return rig;
  }

  @Test
  void areRemovedWhereNoOtherTaskCanReadThem() {
    TaskRig rig = withDecidedFile(new MemoryStorage(false));
    rig.close(P0);

    rig.passSeconds(LONG_AFTER);

    assertThat(rig.staged()).isEmpty();
    TaskRig next = rig.another().openAt(P0, 0);
    next.produce(P0, 0, 2);
    next.poll();
    next.poll();
    assertThat(next.values()).containsExactly("v0", "v1", "v2");
  }

  @Test
  void remainForTheNextTaskWhereItCanReadThem() {
    TaskRig rig = withDecidedFile(new MemoryStorage(true));
    rig.close(P0);

    rig.passSeconds(LONG_AFTER);

    assertThat(rig.staged()).hasSize(1);
    assertThat(rig.another().openAt(P0, 0).values()).containsExactly("v0", "v1", "v2");
  }

  @Test
  void arePublishedIfThePartitionComesBackSoon() {
    TaskRig rig = withDecidedFile(new MemoryStorage(false));
    rig.close(P0);

    rig.passSeconds(5);
    rig.openAt(P0, 0);
    rig.passSeconds(LONG_AFTER);

    assertThat(rig.values()).containsExactly("v0", "v1", "v2");
    assertThat(rig.staged()).isEmpty();
  }

  @Test
  void areRemovedWithoutThoseOfThePartitionThatCameBackMeanwhile() {
    TaskRig rig = withDecidedFile(new MemoryStorage(false));
    rig.close(P0);
    rig.passSeconds(LONG_AFTER);
    rig.openAt(P0, 0);
    rig.produce(P0, 0, 3);
    rig.poll();

    rig.passSeconds(LONG_AFTER);

    assertThat(rig.values()).contains("v0", "v1", "v2");
    assertThat(rig.staged()).hasSize(1);
  }
}
