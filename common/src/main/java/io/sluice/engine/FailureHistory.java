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
 * Counts an assignment's failures since its last durable progress. Reopening the partition is not
 * progress, so a partition that fails after each opening eventually fails the task.
 */
final class FailureHistory {
  /**
   * After this time without a fence, earlier fences are forgotten. After this time without anything
   * to write, a partition's failures are.
   */
  static final long CALM_MILLIS = 300_000;

  private static final long NEVER = -1;

  private int failures;
  private long since;
  private int fences;
  private long fencedAt;
  private long idleSince = NEVER;

  /**
   * Counts a storage failure; returns the number of failures since the last progress, at least 1.
   */
  int failed(long now) {
    if (failures == 0) {
      since = now;
    }
    idleSince = NEVER;
    return ++failures;
  }

  /** Milliseconds since the first failure after the last progress; 0 if there was none. */
  long failingFor(long now) {
    return failures == 0 ? 0 : now - since;
  }

  /** Counts a fence; returns the number of fences that are not yet forgotten, at least 1. */
  int fenced(long now) {
    if (now - fencedAt > CALM_MILLIS) {
      fences = 0;
    }
    fencedAt = now;
    idleSince = NEVER;
    return ++fences;
  }

  /**
   * Takes note of durable progress: a file was published, or an entry recorded files or a higher
   * base.
   */
  void progressed() {
    failures = 0;
  }

  /**
   * Takes note of whether the open partition has anything to write. A partition without anything to
   * write cannot make progress; after {@link #CALM_MILLIS} it counts as recovered.
   *
   * @return whether the partition counts as recovered
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
