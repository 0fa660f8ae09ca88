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
package io.sluice.writer;

import io.sluice.exec.CallMonitor;
import io.sluice.exec.Mailbox;
import io.sluice.ledger.Failure;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Outcome;
import io.sluice.ledger.Step;
import io.sluice.ledger.StepDriver;
import io.sluice.ledger.StorageCalls;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Makes one writer's storage calls: each runs separately on the I/O pool, and its result is a
 * message to the writer's mailbox. A partition uses only a part of the pool, so that a store that
 * hangs for one partition does not block the others. Confined to the mailbox.
 */
final class PartitionCalls implements StorageCalls {
  private final Mailbox mailbox;
  private final TaskResources resources;
  private final Map<Lane, Queue<Runnable>> waiting = new EnumMap<>(Lane.class);
  private int inProgress;
  private int protocolInProgress;

  PartitionCalls(Mailbox mailbox, TaskResources resources) {
    this.mailbox = mailbox;
    this.resources = resources;
    for (Lane lane : Lane.values()) {
      waiting.put(lane, new ArrayDeque<>());
    }
  }

  @Override
  public <T> void submit(Lane lane, Call<T> call, Consumer<Outcome<T>> reply) {
    waiting.get(lane).add(() -> run(call, outcome -> replied(lane, outcome, reply)));
    start();
  }

  @Override
  public void clean(Action action, Consumer<Failure> onFailure) {
    resources
        .threads()
        .cleaner()
        .submit(
            () -> {
              if (!mailbox.closed()) {
                StorageCalls.perform(ignored -> action.run(resources.storage().connected()), null)
                    .ifPresent(failure -> mailbox.send(() -> onFailure.accept(failure)));
              }
            });
  }

  /**
   * Runs steps, then passes their result or their failure to a consumer.
   *
   * @param onError takes whatever {@code next} and {@code onFailure} throw
   */
  <T> void run(
      Step<T> steps, Consumer<T> next, Consumer<Failure> onFailure, Consumer<Throwable> onError) {
    StepDriver.run(
        this,
        steps,
        outcome -> {
          try {
            if (outcome instanceof Outcome.Value<T> ended) {
              next.accept(ended.value());
            } else {
              onFailure.accept(((Outcome.Failed<T>) outcome).failure());
            }
          } catch (Throwable e) {
            onError.accept(e);
          }
        });
  }

  private void start() {
    Queue<Runnable> protocol = waiting.get(Lane.PROTOCOL);
    // One ledger call may always run, however many files are being sealed.
    while (!protocol.isEmpty()
        && (inProgress < resources.threads().callsPerPartition() || protocolInProgress == 0)) {
      protocolInProgress++;
      inProgress++;
      resources.storage().execute(protocol.remove());
    }
    Queue<Runnable> sealing = waiting.get(Lane.SEALING);
    while (!sealing.isEmpty() && inProgress < resources.threads().callsPerPartition()) {
      inProgress++;
      resources.storage().execute(sealing.remove());
    }
  }

  /** Runs on a thread of the pool. */
  private <T> void run(Call<T> call, Consumer<Outcome<T>> reply) {
    if (mailbox.closed()) {
      return;
    }
    CallMonitor.Call inCall = resources.threads().monitor().begin(mailbox, CallMonitor.Pool.IO);
    Outcome<T> outcome;
    try {
      outcome = StorageCalls.run(ignored -> call.run(resources.storage().connected()), null);
    } finally {
      inCall.end();
    }
    mailbox.send(
        () -> {
          reply.accept(outcome);
          start();
        });
  }

  private <T> void replied(Lane lane, Outcome<T> outcome, Consumer<Outcome<T>> reply) {
    inProgress--;
    if (lane == Lane.PROTOCOL) {
      protocolInProgress--;
    }
    reply.accept(outcome);
  }
}
