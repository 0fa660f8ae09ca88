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

/** Keeps the first violation, which the code under test could swallow otherwise. */
final class Violations {
  private Violation first;

  Violation raise(String message) {
    return raise(message, null);
  }

  /** Notes a violation; the caller may throw what is returned. */
  synchronized Violation raise(String message, Throwable cause) {
    Violation violation = new Violation(message, cause);
    if (first == null) {
      first = violation;
    }
    return violation;
  }

  /** The first violation, or null. */
  synchronized Violation first() {
    return first;
  }
}
