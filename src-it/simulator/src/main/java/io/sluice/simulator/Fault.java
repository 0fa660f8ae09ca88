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

/**
 * What happens to one storage call: how it ends for the caller, and when a mutation takes effect.
 */
enum Fault {
  NONE(Ending.RETURN, Effect.NOW),
  FAIL_BEFORE(Ending.FAIL, Effect.NEVER),
  /** A lost reply. */
  FAIL_AFTER(Ending.FAIL, Effect.NOW),
  FAIL_LATE(Ending.FAIL, Effect.LATER),
  CRASH_BEFORE(Ending.CRASH, Effect.NEVER),
  CRASH_AFTER(Ending.CRASH, Effect.NOW),
  CRASH_LATE(Ending.CRASH, Effect.LATER),
  /** Stalls, is applied when it goes on, and returns normally. */
  STALL_BEFORE(Ending.STALL, Effect.LATER),
  /** Is applied, and stalls before it returns. */
  STALL_AFTER(Ending.STALL, Effect.NOW),
  /** The whole process freezes before the call, and the group soon expels it. */
  FREEZE_BEFORE(Ending.FREEZE, Effect.LATER),
  /** The same after the call. */
  FREEZE_AFTER(Ending.FREEZE, Effect.NOW),
  /** The store refuses; the permission or the quota may be granted again. */
  REFUSE(Ending.REFUSE, Effect.NEVER),
  /** An error that no retry can repair. */
  FATAL_BEFORE(Ending.FATAL, Effect.NEVER),
  FATAL_AFTER(Ending.FATAL, Effect.NOW),
  /** An exception that the contract does not allow. */
  UNCHECKED_BEFORE(Ending.UNCHECKED, Effect.NEVER),
  UNCHECKED_AFTER(Ending.UNCHECKED, Effect.NOW),
  ERROR_BEFORE(Ending.ERROR, Effect.NEVER),
  ERROR_AFTER(Ending.ERROR, Effect.NOW);

  enum Ending {
    RETURN,
    FAIL,
    CRASH,
    STALL,
    FREEZE,
    REFUSE,
    FATAL,
    UNCHECKED,
    ERROR
  }

  enum Effect {
    NOW,
    LATER,
    NEVER
  }

  private final Ending ending;
  private final Effect effect;

  Fault(Ending ending, Effect effect) {
    this.ending = ending;
    this.effect = effect;
  }

  Ending ending() {
    return ending;
  }

  /** Whether the call stalls. */
  boolean stalls() {
    return ending == Ending.STALL || ending == Ending.FREEZE;
  }

  Effect effect() {
    return effect;
  }
}
