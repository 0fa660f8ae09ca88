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
package io.sluice.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs one sequence of steps. Whatever a step throws, including an {@link Error}, ends the sequence
 * with a failure. Confined to the partition's thread.
 */
public final class StepDriver<R> {
  private final StorageCalls calls;
  private final Consumer<Outcome<R>> end;

  private StepDriver(StorageCalls calls, Consumer<Outcome<R>> end) {
    this.calls = calls;
    this.end = end;
  }

  /**
   * Runs steps until they end.
   *
   * @param end receives the outcome, once; never if the partition is abandoned before. What it
   *     throws is thrown to the caller or, later, on the partition's thread.
   */
  public static <R> void run(StorageCalls calls, Step<R> step, Consumer<Outcome<R>> end) {
    new StepDriver<>(calls, end).run(step);
  }

  private void run(Step<R> step) {
    if (step instanceof Step.End<R> ended) {
      end.accept(ended.outcome());
    } else {
      submit((Step.Calls<?, R>) step);
    }
  }

  private <T> void submit(Step.Calls<T, R> step) {
    int count = step.calls().size();
    if (count == 0) {
      run(guarded(() -> step.next().apply(List.of())));
      return;
    }
    List<Outcome<T>> outcomes = new ArrayList<>(Collections.nCopies(count, null));
    int[] missing = {count};
    for (int i = 0; i < count; i++) {
      int place = i;
      calls.submit(
          step.lane(),
          step.calls().get(i),
          outcome -> {
            outcomes.set(place, outcome);
            if (--missing[0] == 0) {
              run(guarded(() -> proceed(step, outcomes)));
            }
          });
    }
  }

  private static <T, R> Step<R> proceed(Step.Calls<T, R> step, List<Outcome<T>> outcomes) {
    List<T> values = new ArrayList<>(outcomes.size());
    for (Outcome<T> outcome : outcomes) {
      if (outcome instanceof Outcome.Failed<T> failed) {
        return step.orElse().apply(failed.failure());
      }
      values.add(((Outcome.Value<T>) outcome).value());
    }
    return step.next().apply(values);
  }

  private Step<R> guarded(Supplier<Step<R>> step) {
    try {
      return step.get();
    } catch (Throwable e) {
      return Step.failed(Failure.of(e));
    }
  }
}
