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
import io.sluice.ledger.StorageCalls;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * One writer's way to the store: each call is work of its own on the I/O pool, and its result is a
 * message to the writer's mailbox. A partition keeps only a part of the pool busy, so that a store
 * that hangs for one does not take the threads of all.
 */
final class PartitionCalls implements StorageCalls {
  private final PartitionWriter writer;
  private final Mailbox mailbox;
  private final TaskResources resources;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int inProgress;

  PartitionCalls(PartitionWriter writer, Mailbox mailbox, TaskResources resources) {
    this.writer = writer;
    this.mailbox = mailbox;
    this.resources = resources;
  }

  @Override
  public <T> CompletableFuture<T> submit(Call<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    waiting.add(() -> run(call, result));
    start();
    return result;
  }

  private void start() {
    while (inProgress < resources.callsPerPartition() && !waiting.isEmpty()) {
      inProgress++;
      resources.io().execute(waiting.remove());
    }
  }

  private <T> void run(Call<T> call, CompletableFuture<T> result) {
    if (mailbox.closed()) {
      return;
    }
    CallMonitor.Call inCall = resources.monitor().begin(writer, CallMonitor.Pool.IO);
    try {
      T value = call.run(resources.storage().open());
      inCall.end();
      reply(() -> result.complete(value));
    } catch (Exception | LinkageError | VirtualMachineError e) {
      inCall.end();
      reply(() -> result.completeExceptionally(e));
    }
  }

  private void reply(Runnable result) {
    mailbox.send(
        () -> {
          inProgress--;
          result.run();
          start();
        });
  }
}
