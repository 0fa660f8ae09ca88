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
import java.util.Map;

/** Hits storage calls by their number, counted from 0 over all processes. */
final class ScriptedFaults implements FaultPlan {

  /** One call that was made. */
  record Made(StorageCall call, boolean mutates) {}

  private final Map<Integer, Fault> script;
  private final List<Made> made = new ArrayList<>();

  ScriptedFaults(Map<Integer, Fault> script) {
    this.script = script;
  }

  /** The calls so far, in order. */
  List<Made> made() {
    return made;
  }

  @Override
  public Fault next(int process, StorageCall call, boolean mutates) {
    Fault fault = script.getOrDefault(made.size(), Fault.NONE);
    made.add(new Made(call, mutates));
    return fault;
  }
}
