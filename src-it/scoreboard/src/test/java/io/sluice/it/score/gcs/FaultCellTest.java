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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.it.task.gcs.FaultKind;
import io.sluice.it.task.gcs.FaultStep;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cell of each kind of step; the scoreboard runs them all. */
class FaultCellTest {
  private static final ServiceAccount ACCOUNT = new ServiceAccount();
  private static final long MANY = 100;

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, APPEND",
    "RESET_AFTER, SMALL_PUBLISH",
    "RESET_MID_BODY, CHUNK",
    "CORRUPT, FINALIZE",
    "INTERNAL_ERROR, STATUS",
    "UNAUTHORIZED, VERIFY_LIST",
    "EMPTY_PAGE, VERIFY_LIST",
  })
  void recordsArriveOnceUnderFault(FaultKind kind, FaultStep step) throws Exception {
    new FaultCell(kind, step).run(ACCOUNT, MANY);
  }

  @Test
  void moreRequestsThanTheBudgetAreReported() {
    FaultCell cell = new FaultCell(FaultKind.INTERNAL_ERROR, FaultStep.APPEND);
    assertThatThrownBy(() -> cell.run(ACCOUNT, 0)).hasMessageContaining("requests more than usual");
  }

  @Test
  void bytesAreCorruptedOnlyWhereThereAreSome() {
    assertThat(FaultStep.values())
        .filteredOn(step -> new FaultCell(FaultKind.CORRUPT, step).undefinedBecause().isPresent())
        .containsExactly(
            FaultStep.VERIFY_LIST,
            FaultStep.RESUMABLE_START,
            FaultStep.STATUS,
            FaultStep.METADATA_READ);
    assertThat(FaultStep.values())
        .filteredOn(step -> new FaultCell(FaultKind.SHORT_PAGE, step).undefinedBecause().isEmpty())
        .containsExactly(FaultStep.VERIFY_LIST);
    assertThat(Arrays.stream(FaultStep.values()))
        .noneMatch(step -> new FaultCell(FaultKind.STALL, step).undefinedBecause().isPresent());
  }
}
