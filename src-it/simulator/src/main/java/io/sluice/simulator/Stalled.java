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

/** Work that is stalled inside a storage call, or the waiting task thread. */
final class Stalled extends Hands.Parked {
  private final SimulatedPool pool;
  private final long until;

  private Stalled(SimulatedPool pool, long until) {
    this.pool = pool;
    this.until = until;
  }

  /** Work that goes on when the scheduler says so. */
  static Stalled inCall(SimulatedPool pool) {
    return new Stalled(pool, Long.MAX_VALUE);
  }

  /** The task thread, which goes on when it is woken, or at this time. */
  static Stalled waiting(long until) {
    return new Stalled(null, until);
  }

  boolean waiting() {
    return pool == null;
  }

  SimulatedPool pool() {
    return pool;
  }

  long until() {
    return until;
  }
}
