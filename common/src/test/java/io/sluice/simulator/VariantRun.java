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

/** Runs schedules on a broken variant until one of them breaks an invariant. */
final class VariantRun {

  /**
   * How a variant was caught.
   *
   * @param schedule the number of the random schedule, from 1; 0 for the written one
   * @param message which invariant broke
   */
  record Catch(long schedule, String message) {}

  private VariantRun() {}

  /** Runs at most so many random schedules, then the written one; null if nothing broke. */
  static Catch run(Variant variant, long seed, int schedules) {
    VariantLoader loader = VariantLoader.compile(variant);
    try {
      Object probe =
          loader.loadClass(VariantProbe.class.getName()).getDeclaredConstructor().newInstance();
      @SuppressWarnings("unchecked")
      BiFunction<String, Long, String> run = (BiFunction<String, Long, String>) probe;
      try {
        return run(run, variant.focus().name(), seed, schedules);
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
    for (long number = 0; number < schedules; number++) {
      String message = run.apply(focus, RandomSchedules.seed(seed, number));
      if (message != null) {
        return new Catch(number + 1, message);
      }
    }
    String message = run.apply(VariantProbe.WRITTEN, 0L);
    return message == null ? null : new Catch(0, message);
  }
}
