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

/** The storage calls of one process, each of which may be hit by a fault. */
final class FaultyCalls implements SimulatedStorage.Calls {
  private final Simulation simulation;
  private final SimulatedProcess process;

  FaultyCalls(Simulation simulation, SimulatedProcess process) {
    this.simulation = simulation;
    this.process = process;
  }

  @Override
  public <T> T invoke(
      StorageCall call, boolean mutates, String subject, SimulatedStorage.Action<T> action)
      throws StorageException {
    if (process.dead() || simulation.hands().over()) {
      throw new ProcessDied();
    }
    if (process.running() == null) {
      throw simulation.violations().raise("storage call " + call + " on the task thread");
    }
    Fault fault = simulation.nextFault(process, call, mutates, subject);
    T result = fault.effect() == Fault.Effect.NOW ? action.apply() : null;
    return switch (fault.ending()) {
      case RETURN -> result;
      case FAIL -> {
        applyLater(fault, call, subject, action);
        throw failure(call, subject);
      }
      case CRASH -> {
        applyLater(fault, call, subject, action);
        process.kill();
        throw new ProcessDied();
      }
      case FREEZE -> {
        process.freeze();
        simulation.wasFrozen(process);
        yield stall(fault, call, subject, action, result);
      }
      case STALL -> stall(fault, call, subject, action, result);
      case REFUSE ->
          throw StorageException.refused(AllowedFailures.REFUSED + call + " " + subject, null);
      case FATAL ->
          throw StorageException.fatal(AllowedFailures.STOPPED + call + " " + subject, null);
      case UNCHECKED ->
          throw new IllegalStateException(AllowedFailures.STOPPED + call + " " + subject);
      case ERROR -> throw new LinkageError(AllowedFailures.STOPPED + call + " " + subject);
    };
  }

  /**
   * Stalls.
   *
   * @param result what the call returns if it has taken effect already
   */
  private <T> T stall(
      Fault fault, StorageCall call, String subject, SimulatedStorage.Action<T> action, T result)
      throws StorageException {
    boolean interrupted = process.park(Stalled.inCall(process.running()));
    simulation.trace().add("p%d goes on in %s %s", process.number(), call, subject);
    if (interrupted && simulation.random().nextBoolean()) {
      if (simulation.random().nextBoolean()) {
        applyLater(fault, call, subject, action);
      }
      throw failure(call, subject);
    }
    return fault.effect() == Fault.Effect.LATER ? action.apply() : result;
  }

  private void applyLater(
      Fault fault, StorageCall call, String subject, SimulatedStorage.Action<?> action) {
    if (fault.effect() == Fault.Effect.LATER) {
      simulation.applyLater(process, call, subject, action);
    }
  }

  private static StorageException failure(StorageCall call, String subject) {
    return StorageException.retriable("injected failure of " + call + " " + subject, null);
  }
}
