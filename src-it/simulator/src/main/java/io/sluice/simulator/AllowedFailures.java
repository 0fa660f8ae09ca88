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

import java.util.ArrayList;
import java.util.List;

/** The failures of a task that its scenario explains while faults are injected. */
final class AllowedFailures {
  /** Begins the message of what ends a task. */
  static final String STOPPED = "injected end at ";

  /** Begins the message of a refusal, which may end a task that has just begun. */
  static final String REFUSED = "injected refusal of ";

  private final List<String> allowed = new ArrayList<>();

  AllowedFailures(Scenario scenario) {
    allowed.add("for the third time");
    allowed.add("storage calls hang");
    if (scenario.events().refusals()) {
      allowed.add("errors.tolerance");
      allowed.add("could not be reported");
    }
    if (scenario.events().stops()) {
      allowed.add(STOPPED);
    }
    if (scenario.events().stops() || scenario.events().outages()) {
      allowed.add(REFUSED);
    }
    if (scenario.gapsFail()) {
      allowed.add("on.offset.gap=skip");
    }
    if (scenario.retriesEnd()) {
      allowed.add("retry.timeout.ms");
    }
  }

  boolean explain(String message) {
    return allowed.stream().anyMatch(message::contains);
  }
}
