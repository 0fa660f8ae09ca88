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
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commit protocol under simulated faults, on a budget; {@link SimulateCommand} runs more. */
class SimulatorTest {
  /** Differs from run to run; the property repeats one. */
  private static final long SEED =
      Long.getLong("sluice.simulator.seed", System.nanoTime() % 1_000_000);

  private static final String REPEAT = "repeat with -Dsluice.simulator.seed=" + SEED;
  private static final int RANDOM_SCHEDULES = 3_000;
  private static final int VARIANT_SCHEDULES = 5_000;

  /** Injected faults are logged, as they should be; here there are thousands of them. */
  @BeforeAll
  static void silenceLog() {
    System.out.println("seed of the simulator's schedules: " + SEED);
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
    assertThat(campaign.outcome().violations()).as(REPEAT).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("writtenSchedules")
  void writtenSchedulesKeepThePromise(WrittenSchedule schedule) {
    Hands hands = new Hands();
    Result result = schedule.run(hands, true);
    hands.shutdown();
    assertThat(result.violation()).as("%s", result.trace()).isNull();
  }

  private static List<WrittenSchedule> writtenSchedules() {
    return WrittenSchedule.ALL;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no verify after append",
        "list before instead of after",
        "fenced deletes its staged files",
        "sweep by owner instead of epoch",
        "sweep before claim",
        "resolve before claim",
        "no generation after a rewind",
        "a gap is declared twice"
      })
  void rareVariantsAreCaughtByWrittenSchedules(String name) {
    Variant variant =
        Variants.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    assertThat(VariantRun.run(variant, SEED, 0)).isNotNull();
  }

  @Test
  void brokenVariantsAreCaught() {
    List<String> missed =
        Variants.all().parallelStream()
            .filter(variant -> VariantRun.run(variant, SEED, VARIANT_SCHEDULES) == null)
            .map(Variant::name)
            .toList();
    assertThat(missed).as(REPEAT).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void realThreadsKeepThePromise(boolean stagingSurvives) {
    ThreadedStress.Outcome outcome =
        new ThreadedStress(SEED, stagingSurvives).run(Duration.ofSeconds(2));
    assertThat(outcome.violation()).isNull();
    assertThat(outcome.disturbances()).hasSize(ThreadedStress.Disturbance.values().length);
    assertThat(outcome.commits()).isGreaterThan(50);
    assertThat(outcome.overlaps()).isPositive();
  }

  @Test
  void aScheduleRepeatsExactly() {
    Hands hands = new Hands();
    for (long number = 0; number < 20; number++) {
      long seed = RandomSchedules.seed(SEED, number);
      assertThat(RandomSchedules.run(seed, hands, true).trace())
          .as(REPEAT)
          .isEqualTo(RandomSchedules.run(seed, hands, true).trace());
    }
    hands.shutdown();
  }
}
