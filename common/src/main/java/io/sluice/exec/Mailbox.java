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
package io.sluice.exec;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Runs the messages of one partition one after the other on a pool, in the order in which they were
 * sent. A message that never returns blocks this mailbox and no other.
 */
public final class Mailbox {
  /** How many messages run before the thread is given to another partition. */
  private static final int TURN = 32;

  private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final WorkPool pool;
  private final Consumer<Throwable> onError;
  private final AtomicReference<Runnable> farewell = new AtomicReference<>();
  private volatile boolean closed;
  private volatile boolean left;

  /**
   * A mailbox that takes messages at once.
   *
   * @param onError runs on the mailbox's thread when a message throws
   */
  public Mailbox(WorkPool pool, Consumer<Throwable> onError) {
    this.pool = pool;
    this.onError = onError;
  }

  /**
   * Queues a message. Never blocks, safe for any thread.
   *
   * @return false if the mailbox is closed, so that the message will not run
   */
  public boolean send(Runnable message) {
    if (closed) {
      return false;
    }
    messages.add(message);
    schedule();
    return true;
  }

  /**
   * Drops what is queued and takes nothing more. The message that runs now runs on; after it, if it
   * ends, {@code last} runs. Only the first call has an effect. Safe for any thread.
   */
  public void close(Runnable last) {
    if (farewell.compareAndSet(null, last)) {
      closed = true;
      schedule();
    }
  }

  public boolean closed() {
    return closed;
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      pool.execute(this::turn);
    }
  }

  private void turn() {
    for (int i = 0; i < TURN; i++) {
      Runnable message = closed ? null : messages.poll();
      if (message == null) {
        break;
      }
      try {
        message.run();
      } catch (Exception | LinkageError | VirtualMachineError e) {
        onError.accept(e);
      }
    }
    if (closed && !left) {
      left = true;
      messages.clear();
      farewell.get().run();
    }
    scheduled.set(false);
    if (closed ? !left : !messages.isEmpty()) {
      schedule();
    }
  }
}
