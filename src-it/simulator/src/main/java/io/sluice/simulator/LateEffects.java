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

import io.sluice.storage.StorageException;
import java.util.ArrayList;
import java.util.List;

/** Mutations that were reported as failed, and that take effect later. */
final class LateEffects {
  private record LateEffect(String what, SimulatedStorage.Action<?> action) {}

  private final List<LateEffect> effects = new ArrayList<>();

  void add(String what, SimulatedStorage.Action<?> action) {
    effects.add(new LateEffect(what, action));
  }

  int size() {
    return effects.size();
  }

  void drop(int index) {
    effects.remove(index);
  }

  void apply(int index, Trace trace) {
    LateEffect effect = effects.remove(index);
    trace.add("%s", effect.what());
    try {
      effect.action().apply();
    } catch (StorageException e) {
      trace.add("  in vain: %s", e.getMessage());
    }
  }
}
