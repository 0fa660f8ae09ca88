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
package io.sluice.it.gcs.fault;

import io.sluice.it.gcs.call.Call;
import io.sluice.it.gcs.call.Operation;
import io.sluice.it.gcs.http.Response;
import io.sluice.it.gcs.store.ContentFiles;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The faults that are scripted at the moment. Any thread may add, release and remove them at any
 * time. A call meets at most one: the first that was added and matches.
 */
public final class Faults {
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final ContentFiles files;

  /** Carries a call out. */
  public interface Action {
    Response carryOut(Call call) throws IOException;
  }

  /**
   * @param files for the bytes of deferred calls
   */
  public Faults(ContentFiles files) {
    this.files = files;
  }

  /** Begins the script of a fault that these operations meet. */
  public Script on(Operation first, Operation... others) {
    Set<Operation> operations = EnumSet.of(first, others);
    return new Script(this, files, operations);
  }

  /** Begins the script of a fault that every call meets, except for a batch as a whole. */
  public Script onAny() {
    return new Script(this, files, EnumSet.complementOf(EnumSet.of(Operation.BATCH)));
  }

  /** Removes all faults and releases the calls that they hold. */
  public void clear() throws IOException {
    for (Fault fault : faults) {
      fault.remove();
    }
  }

  /** Executes a call, with the fault that it meets. */
  public Response around(Call call, Action action) throws IOException {
    Optional<Fault> met = faults.stream().filter(fault -> fault.claims(call)).findFirst();
    return met.isPresent() ? met.get().apply(call, action) : action.carryOut(call);
  }

  Fault add(Fault fault) {
    faults.add(fault);
    return fault;
  }

  void remove(Fault fault) {
    faults.remove(fault);
  }
}
