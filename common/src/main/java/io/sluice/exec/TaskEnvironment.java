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
package io.sluice.exec;

import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * The time, randomness and threads that a task uses; tests pass their own.
 *
 * @param time the wall clock and the measure of durations
 * @param random jitter, nonces and file ids; safe for several threads
 * @param pools makes the task's thread pools
 * @param waiter lets the task thread wait
 */
public record TaskEnvironment(
    TaskTime time, RandomGenerator random, PoolFactory pools, Waiter waiter) {

  /** Makes a pool for one task. */
  @FunctionalInterface
  public interface PoolFactory {
    /**
     * @param name part of the thread names: {@code writer} or {@code io}
     * @param threads at least 1
     */
    WorkPool create(String name, int threads);
  }

  /** Lets the task thread wait for results from the pools. */
  public interface Waiter {
    /**
     * Waits until the condition holds, the time is over, or the thread is interrupted; its
     * interrupt status is kept.
     *
     * @param condition evaluated on the calling thread, again after each {@link #wake}
     */
    void await(BooleanSupplier condition, long millis);

    /** Has the condition evaluated again. Safe for any thread. */
    void wake();
  }
}
