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
package io.sluice.it.score.gcs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.gcs.api.Permission;
import io.sluice.it.score.gcs.CommitCosts.Cost;
import org.junit.jupiter.api.Test;

class CommitCostsTest {

  @Test
  void commitIsOneUploadForEachFileAndTwoOperationsForTheLedger() throws Exception {
    Cost cost = CommitCosts.measure(5, server -> {});
    assertThat(cost.classA()).isEqualTo(7);
    assertThat(cost.classB()).isZero();
    assertThat(cost.isLeast()).isTrue();
  }

  @Test
  void commitWithoutPermissionToDeleteCostsNoMore() throws Exception {
    Cost cost =
        CommitCosts.measure(1, server -> server.gcs().access().deny(Permission.OBJECTS_DELETE));
    assertThat(cost).isEqualTo(new Cost(1, 3, 0, 3));
  }
}
