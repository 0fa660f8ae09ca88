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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Runs a campaign of schedules, and the broken variants. */
public final class SimulateCommand {

  /**
   * The findings of a campaign.
   *
   * @param schedules distinct random schedules with at least one fault and one commit
   * @param exhaustive fixed schedules in which each storage call was hit
   * @param violations schedules of either kind that broke an invariant
   * @param variants how many broken variants there are
   * @param variantsCaught how many of them broke an invariant
   * @param firstCaught the number of the first schedule that caught each variant, from 1; 0 for a
   *     written schedule
   * @param seed of the random schedules
   */
  public record Figures(
      long schedules,
      long exhaustive,
      int violations,
      int variants,
      int variantsCaught,
      Map<String, Long> firstCaught,
      long seed) {

    /** Whether schedules ran, all invariants held, and all variants were caught. */
    public boolean pass() {
      return schedules + exhaustive + variants > 0 && violations == 0 && variantsCaught == variants;
    }
  }

  private SimulateCommand() {}

  /**
   * Runs the schedule that {@code --trace} names; nothing is logged any more once it has begun.
   *
   * @return what broke, and every call of the schedule on a line
   */
  public static String trace(SimulateOptions options) {
    Configurator.setLevel("io.sluice", Level.OFF);
    long traced = options.traced;
    if (!options.variant.isEmpty()) {
      return VariantRun.trace(chosen(options).get(0), options.seed, traced);
    }
    Hands hands = new Hands();
    try {
      if (traced < 0) {
        WrittenSchedule written = WrittenSchedule.ALL.get((int) (-traced - 1));
        return Campaign.describe(written.name(), written.run(hands, true));
      }
      return Campaign.describe(
          "seed " + options.seed + ", schedule " + traced,
          RandomSchedules.run(RandomSchedules.seed(options.seed, traced), hands, true));
    } finally {
      hands.shutdown();
    }
  }

  /**
   * Runs a campaign; nothing is logged any more once it has begun.
   *
   * @param progress takes lines for people
   * @throws IllegalArgumentException if no variant has the name that was asked for
   */
  public static Figures run(SimulateOptions options, Consumer<String> progress) {
    List<Variant> variants = chosen(options);
    Configurator.setLevel("io.sluice", Level.OFF);
    Campaign campaign = new Campaign(options.threads);
    if (options.exhaustiveSeconds > 0) {
      campaign.runCases(ExhaustiveSchedules.singles(3), () -> true);
    }
    progress.accept("single faults: " + campaign.outcome().exhaustive() + " schedules");
    if (options.exhaustiveSeconds > 0) {
      campaign.runCases(ExhaustiveSchedules.pairs(1, 40), within(options.exhaustiveSeconds));
    }
    progress.accept("with pairs of faults: " + campaign.outcome().exhaustive() + " schedules");
    BooleanSupplier inTime = within(options.seconds);
    long started = System.nanoTime();
    campaign.runRandom(
        options.seed,
        options.first,
        () -> campaign.counted() < options.schedules && inTime.getAsBoolean());
    Campaign.Outcome outcome = campaign.outcome();
    progress.accept(
        "random: %d schedules (%d counted) in %d ms"
            .formatted(
                outcome.all(),
                outcome.schedules(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)));
    outcome.violations().forEach(progress);
    Map<String, Long> firstCaught = catchAll(options, variants, progress);
    return new Figures(
        outcome.schedules(),
        outcome.exhaustive(),
        outcome.violations().size(),
        variants.size(),
        firstCaught.size(),
        firstCaught,
        options.seed);
  }

  private static List<Variant> chosen(SimulateOptions options) {
    if (options.variantSchedules == 0) {
      return List.of();
    }
    List<Variant> chosen =
        Variants.all().stream()
            .filter(variant -> variant.name().contains(options.variant))
            .toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "no variant's name contains '" + options.variant + "'; --variant takes a part of a name");
    }
    return chosen;
  }

  private static Map<String, Long> catchAll(
      SimulateOptions options, List<Variant> variants, Consumer<String> progress) {
    Map<String, Long> firstCaught = Collections.synchronizedMap(new LinkedHashMap<>());
    ExecutorService executor = Executors.newFixedThreadPool(options.threads);
    List<Future<?>> runs = new ArrayList<>();
    for (Variant variant : variants) {
      runs.add(
          executor.submit(
              () -> {
                VariantRun.Catch caught =
                    VariantRun.run(variant, options.seed, options.variantSchedules);
                if (caught != null) {
                  firstCaught.put(variant.name(), caught.schedule());
                }
                progress.accept(
                    variant.name()
                        + (caught == null
                            ? ": NOT CAUGHT"
                            : ": schedule " + caught.schedule() + ", " + caught.message()));
              }));
    }
    executor.shutdown();
    try {
      for (Future<?> run : runs) {
        run.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return firstCaught;
  }

  private static BooleanSupplier within(long seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    return () -> System.nanoTime() < end;
  }
}
