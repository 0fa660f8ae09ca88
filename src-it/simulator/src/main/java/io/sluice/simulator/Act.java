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

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One part of a written schedule: one process works, and all others are frozen.
 *
 * @param process the number of the process that works
 * @param turns whether its task thread gets turns; without them, only work goes on that had begun
 * @param first happens before the process takes its first step
 * @param fault hits the first storage call that {@code call} accepts and ends the part; {@link
 *     Fault#NONE} if a condition ends it
 * @param until ends the part
 */
record Act(
    int process,
    boolean turns,
    Consumer<Play> first,
    Fault fault,
    CallFilter call,
    Predicate<Play> until) {

  /** Chooses the call that is hit. */
  @FunctionalInterface
  interface CallFilter {
    boolean accepts(StorageCall call, Play play);
  }

  /** A process works until a call of this kind is hit. */
  static Act hit(int process, Fault fault, StorageCall hit) {
    return hit(process, fault, (call, play) -> call == hit);
  }

  /** A process works until the first call that the filter accepts is hit. */
  static Act hit(int process, Fault fault, CallFilter filter) {
    return new Act(process, true, play -> {}, fault, filter, play -> false);
  }

  /** A process works until the condition holds. */
  static Act work(int process, Predicate<Play> until) {
    return new Act(process, true, play -> {}, Fault.NONE, (call, play) -> false, until);
  }

  /** A process completes its calls in progress, and the work that follows from them. */
  static Act goOn(int process) {
    return new Act(process, false, play -> {}, Fault.NONE, (call, play) -> false, Play::idle);
  }

  /** The same act, with a further event before it, after the earlier events. */
  Act after(Consumer<Play> event) {
    return new Act(process, turns, first.andThen(event), fault, call, until);
  }
}
