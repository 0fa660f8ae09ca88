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

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Runs schedules on a broken variant until one of them breaks an invariant. */
final class VariantRun {

  /**
   * The schedule that caught a variant.
   *
   * @param schedule the number of the random schedule, from 1; 0 for a written one
   * @param message which invariant broke
   */
  record Catch(long schedule, String message) {}

  /** The number of random schedules before the written ones, which are for rare variants. */
  private static final int BEFORE_WRITTEN = 100;

  private VariantRun() {}

  /**
   * Runs a few random schedules, then the written ones, then further random ones.
   *
   * @param schedules the maximum number of random ones
   * @return null if nothing broke
   */
  static Catch run(Variant variant, long seed, int schedules) {
    return withProbe(variant, probe -> run(probe, variant.focus().name(), seed, schedules));
  }

  /**
   * Runs one schedule on a variant and describes it with its trace.
   *
   * @param number of the random schedule from 0; -1, -2, … for the written ones
   */
  static String trace(Variant variant, long seed, long number) {
    String focus = number < 0 ? VariantProbe.WRITTEN : variant.focus().name();
    long schedule = number < 0 ? -number - 1 : RandomSchedules.seed(seed, number);
    return withProbe(variant, probe -> probe.apply(VariantProbe.TRACED + focus, schedule));
  }

  private static <R> R withProbe(
      Variant variant, Function<BiFunction<String, Long, String>, R> use) {
    VariantLoader loader = VariantLoader.compile(variant);
    try {
      Object probe =
          loader.loadClass(VariantProbe.class.getName()).getDeclaredConstructor().newInstance();
      @SuppressWarnings("unchecked")
      BiFunction<String, Long, String> run = (BiFunction<String, Long, String>) probe;
      try {
        return use.apply(run);
      } finally {
        ((Closeable) probe).close();
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("variant '" + variant.name() + "' cannot be run", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Catch run(
      BiFunction<String, Long, String> run, String focus, long seed, int schedules) {
    Catch caught = random(run, focus, seed, 0, Math.min(schedules, BEFORE_WRITTEN));
    if (caught == null) {
      caught = written(run);
    }
    return caught == null ? random(run, focus, seed, BEFORE_WRITTEN, schedules) : caught;
  }

  private static Catch random(
      BiFunction<String, Long, String> run, String focus, long seed, int from, int to) {
    for (long number = from; number < to; number++) {
      String message = run.apply(focus, RandomSchedules.seed(seed, number));
      if (message != null) {
        return new Catch(number + 1, message);
      }
    }
    return null;
  }

  private static Catch written(BiFunction<String, Long, String> run) {
    for (int index = 0; index < WrittenSchedule.ALL.size(); index++) {
      String message = run.apply(VariantProbe.WRITTEN, (long) index);
      if (message != null) {
        return new Catch(0, WrittenSchedule.ALL.get(index).name() + ": " + message);
      }
    }
    return null;
  }
}
