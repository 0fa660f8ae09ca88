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
package io.sluice.engine;

/**
 * What an assignment has failed at since it last made durable progress. Opening the partition again
 * is no progress, so that failures count together however rare they are.
 */
final class FailureHistory {
  /**
   * After so long without a fence earlier ones are forgotten, and so is trouble of an idle
   * partition.
   */
  static final long CALM_MILLIS = 300_000;

  private static final long NEVER = -1;

  private int failures;
  private long since;
  private int fences;
  private long fencedAt;
  private long idleSince = NEVER;

  /** Counts a failure of the store; returns how many there were since the last progress, from 1. */
  int failed(long now) {
    if (failures == 0) {
      since = now;
    }
    idleSince = NEVER;
    return ++failures;
  }

  /** How long it has been failing, in milliseconds; 0 if it is not. */
  long failingFor(long now) {
    return failures == 0 ? 0 : now - since;
  }

  /** Counts a fence; returns how many there were without a calm time between, from 1. */
  int fenced(long now) {
    if (now - fencedAt > CALM_MILLIS) {
      fences = 0;
    }
    fencedAt = now;
    idleSince = NEVER;
    return ++fences;
  }

  /** A file was published, or an entry recorded files or a higher base. */
  void progressed() {
    failures = 0;
  }

  /**
   * Takes note of whether the open partition has anything to write. One that had nothing for a
   * while cannot make progress, and is taken as recovered.
   *
   * @return whether it is taken as recovered
   */
  boolean idle(boolean nothingToWrite, long now) {
    if (!nothingToWrite) {
      idleSince = NEVER;
      return false;
    }
    if (idleSince == NEVER) {
      idleSince = now;
    }
    if (now - idleSince < CALM_MILLIS) {
      return false;
    }
    failures = 0;
    return true;
  }
}
