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
package io.sluice.it.score;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A line of the scoreboard that measured nothing does not pass. */
class IdleScoreTest {

  @Test
  void namesWithoutValuesFail() {
    assertThat(new CommandLine(new NamesLine()).execute("--values", "0")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no such variant", "no verify after apend"})
  void aMistypedVariantFails(String variant) {
    assertThat(simulate("--variant", variant)).isEqualTo(1);
  }

  @Test
  void aCampaignWithoutSchedulesAndVariantsFails() {
    assertThat(simulate("--variant-schedules", "0")).isEqualTo(1);
  }

  private static int simulate(String name, String value) {
    return new CommandLine(new SimulateLine())
        .execute("--schedules", "0", "--exhaustive-seconds", "0", name, value);
  }
}
