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
package io.sluice.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commit protocol under simulated faults, on a budget; {@link SimulateCommand} runs more. */
class SimulatorTest {
  private static final long SEED = 7;
  private static final int RANDOM_SCHEDULES = 3_000;
  private static final int VARIANT_SCHEDULES = 150;

  /** Variants that take more schedules than there is time for in every build. */
  private static final Set<String> RARE =
      Set.of(
          "no verify after append",
          "list before instead of after",
          "fenced deletes its staged files",
          "sweep by owner instead of epoch",
          "sweep before claim",
          "no generation after a rewind",
          "a gap is declared twice");

  /** Injected faults are logged, as they should be; here there are thousands of them. */
  @BeforeAll
  static void silenceLog() {
    Configurator.setLevel("io.sluice", Level.OFF);
  }

  @AfterAll
  static void restoreLog() {
    Configurator.reconfigure();
  }

  @Test
  void everyStorageCallMayFailStallOrDie() {
    Campaign campaign = new Campaign(2);
    campaign.runCases(ExhaustiveSchedules.singles(1), () -> true);
    assertThat(campaign.outcome().violations()).isEmpty();
    assertThat(campaign.outcome().exhaustive()).isGreaterThan(1_000);
  }

  @Test
  void randomSchedulesKeepThePromise() {
    Campaign campaign = new Campaign(2);
    campaign.runRandom(SEED, 0, () -> campaign.counted() < RANDOM_SCHEDULES);
    assertThat(campaign.outcome().violations()).isEmpty();
  }

  @Test
  void whatAFrozenOpeningReadsIsNotActedOn() {
    Hands hands = new Hands();
    Result result = FrozenOpening.run(hands, true);
    hands.shutdown();
    assertThat(result.violation()).as("%s", result.trace()).isNull();
  }

  @Test
  void brokenVariantsAreCaught() {
    List<String> missed =
        Variants.all().parallelStream()
            .filter(variant -> !RARE.contains(variant.name()))
            .filter(variant -> VariantRun.run(variant, SEED, VARIANT_SCHEDULES) == null)
            .map(Variant::name)
            .toList();
    assertThat(missed).isEmpty();
  }

  @Test
  void rareVariantsFitTheSource() {
    assertThat(
            Variants.all().stream()
                .filter(variant -> RARE.contains(variant.name()))
                .map(VariantLoader::compile))
        .hasSameSizeAs(RARE)
        .allMatch(Objects::nonNull);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void realThreadsKeepThePromise(boolean stagingSurvives) {
    ThreadedStress stress = new ThreadedStress(SEED, stagingSurvives, 2, 3_000);
    assertThat(stress.run(Duration.ofSeconds(2))).isNull();
  }

  @Test
  void aScheduleRepeatsExactly() {
    Hands hands = new Hands();
    for (long number = 0; number < 20; number++) {
      long seed = RandomSchedules.seed(SEED, number);
      assertThat(RandomSchedules.run(seed, hands, true).trace())
          .isEqualTo(RandomSchedules.run(seed, hands, true).trace());
    }
    hands.shutdown();
  }
}
