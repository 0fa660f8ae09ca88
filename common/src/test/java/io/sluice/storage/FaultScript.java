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
package io.sluice.storage;

import io.sluice.storage.StorageCall.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** A queue of faults for each operation. Also records every call. */
public final class FaultScript implements FaultPolicy {
  private final Map<Operation, Queue<Fault>> queues = new EnumMap<>(Operation.class);
  private final List<StorageCall> calls = new ArrayList<>();

  /** Appends faults for the next calls of an operation; later calls pass. */
  public synchronized FaultScript then(Operation operation, Fault... faults) {
    queues.computeIfAbsent(operation, o -> new ArrayDeque<>()).addAll(Arrays.asList(faults));
    return this;
  }

  /** Lets the next {@code calls} calls of an operation pass. */
  public synchronized FaultScript thenPass(Operation operation, int calls) {
    queues
        .computeIfAbsent(operation, o -> new ArrayDeque<>())
        .addAll(Collections.nCopies(calls, new Fault.None()));
    return this;
  }

  /** A snapshot of the calls so far, in order. */
  public synchronized List<StorageCall> calls() {
    return List.copyOf(calls);
  }

  @Override
  public synchronized Fault decide(StorageCall call) {
    calls.add(call);
    Queue<Fault> queue = queues.get(call.operation());
    Fault fault = queue == null ? null : queue.poll();
    return fault == null ? new Fault.None() : fault;
  }
}
