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

/**
 * The protocol with one plausible mistake, as edits of production source.
 *
 * @param name the mistake
 * @param focus the scenarios that catch it soonest
 * @param edits applied in order
 */
record Variant(String name, Scenario.Focus focus, List<Edit> edits) {

  /**
   * A textual change.
   *
   * @param file relative to the source root, such as {@code io/sluice/ledger/CommitProtocol.java}
   * @param snippet is in the file exactly once; white space may differ
   * @param replacement its replacement
   */
  record Edit(String file, String snippet, String replacement) {}

  static Variant of(String name, String file, String snippet, String replacement) {
    return new Variant(
        name, Scenario.Focus.ANYTHING, List.of(new Edit(file, snippet, replacement)));
  }

  Variant and(String file, String snippet, String replacement) {
    List<Edit> more = new ArrayList<>(edits);
    more.add(new Edit(file, snippet, replacement));
    return new Variant(name, focus, List.copyOf(more));
  }

  Variant in(Scenario.Focus scenarios) {
    return new Variant(name, scenarios, edits);
  }
}
