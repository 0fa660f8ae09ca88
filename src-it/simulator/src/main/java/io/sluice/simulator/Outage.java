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

import java.util.SplittableRandom;

/** The behaviour of the store towards all processes for a while. */
enum Outage {
  NONE,
  /** Nothing answers. */
  AWAY,
  /** Everything can be read, and nothing can be changed, as in a safe mode. */
  READ_ONLY,
  /** No new files, since a permission or quota is missing. */
  REFUSES_FILES,
  /** Nothing may be changed any more. */
  REFUSES_CHANGES;

  private static final Outage[] OUTAGES = {AWAY, READ_ONLY, REFUSES_FILES, REFUSES_CHANGES};

  static Outage random(SplittableRandom random) {
    return OUTAGES[random.nextInt(OUTAGES.length)];
  }

  /** What happens to a call. */
  Fault of(StorageCall call, boolean mutates) {
    return switch (this) {
      case NONE -> Fault.NONE;
      case AWAY -> Fault.FAIL_BEFORE;
      case READ_ONLY -> mutates ? Fault.FAIL_BEFORE : Fault.NONE;
      case REFUSES_FILES ->
          call == StorageCall.STAGE
                  || call == StorageCall.TEMPORARY
                  || call == StorageCall.MAKE_DIRECTORY
              ? Fault.REFUSE
              : Fault.NONE;
      case REFUSES_CHANGES -> mutates ? Fault.REFUSE : Fault.NONE;
    };
  }
}
