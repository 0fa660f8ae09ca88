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

import java.util.List;
import java.util.function.Function;

/**
 * A step of a protocol: either storage calls and how to continue with their results, or the end. A
 * step does nothing until {@link StepDriver} runs it.
 *
 * @param <R> the type of the final result
 */
public sealed interface Step<R> {

  /** The end of the sequence. */
  record End<R>(Outcome<R> outcome) implements Step<R> {}

  /**
   * Calls that run at the same time.
   *
   * @param next continues with all results, in the order of the calls
   * @param orElse continues with the first failure, once all calls have ended
   */
  record Calls<T, R>(
      Lane lane,
      List<StorageCalls.Call<T>> calls,
      Function<List<T>, Step<R>> next,
      Function<Failure, Step<R>> orElse)
      implements Step<R> {
    private <S> Step<S> andThen(
        Function<? super R, Step<S>> following, Function<Failure, Step<S>> answer) {
      return new Calls<>(
          lane,
          calls,
          results -> next.apply(results).handle(following, answer),
          failure -> orElse.apply(failure).handle(following, answer));
    }
  }

  static <R> Step<R> done(R value) {
    return new End<>(new Outcome.Value<>(value));
  }

  static <R> Step<R> failed(Failure failure) {
    return new End<>(new Outcome.Failed<>(failure));
  }

  static <R> Step<R> call(Lane lane, StorageCalls.Call<R> call) {
    return new Calls<>(
        lane, List.of(call), results -> Step.done(results.get(0)), failure -> Step.failed(failure));
  }

  static <R> Step<List<R>> calls(Lane lane, List<StorageCalls.Call<R>> calls) {
    return new Calls<>(lane, calls, Step::done, failure -> Step.failed(failure));
  }

  /** Continues with the result; a failure ends the sequence. */
  default <S> Step<S> then(Function<? super R, Step<S>> next) {
    return handle(next, failure -> Step.failed(failure));
  }

  /** Continues after a failure; a result is passed on. */
  default Step<R> orElse(Function<Failure, Step<R>> answer) {
    return handle(Step::done, answer);
  }

  private <S> Step<S> handle(Function<? super R, Step<S>> next, Function<Failure, Step<S>> answer) {
    if (this instanceof End<R> end) {
      return end.outcome() instanceof Outcome.Value<R> ended
          ? next.apply(ended.value())
          : answer.apply(((Outcome.Failed<R>) end.outcome()).failure());
    }
    return ((Calls<?, R>) this).andThen(next, answer);
  }
}
