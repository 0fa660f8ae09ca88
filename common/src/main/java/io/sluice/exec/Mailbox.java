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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the messages of one partition one at a time on a pool, in the order in which they were sent.
 * A message that never returns blocks this mailbox and no other.
 */
public final class Mailbox implements CallMonitor.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  /** How many messages run before the thread is given to another partition. */
  private static final int TURN = 32;

  private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final WorkPool pool;
  private final Consumer<Throwable> onError;
  private final AtomicReference<Runnable> lastMessage = new AtomicReference<>();
  private volatile boolean closed;
  private volatile boolean lastRun;

  /**
   * The error on which {@link #onError} itself failed, which happens when memory is short. Used
   * only in turns.
   */
  private Throwable unreported;

  /**
   * Creates an open mailbox.
   *
   * @param onError receives, on the mailbox's thread, whatever a message throws; if it throws
   *     itself, no message runs until it has accepted the error
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
   * Drops the queued messages and accepts no more. The message that is running continues; after it,
   * if it ends, {@code last} runs. Only the first call has an effect. Safe for any thread.
   */
  public void close(Runnable last) {
    if (lastMessage.compareAndSet(null, last)) {
      closed = true;
      schedule();
    }
  }

  public boolean closed() {
    return closed;
  }

  @Override
  public boolean abandoned() {
    return closed;
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      try {
        pool.execute(this::turn);
      } catch (Throwable e) {
        // No thread could be started: the next message tries again.
        scheduled.set(false);
        throw e;
      }
    }
  }

  private void turn() {
    boolean again = true;
    try {
      again = runMessages();
    } finally {
      scheduled.set(false);
      if (again && (closed ? !lastRun : !messages.isEmpty())) {
        schedule();
      }
    }
  }

  /**
   * Returns false if the mailbox has to wait for another message, because an error is unreported.
   */
  private boolean runMessages() {
    if (unreported != null) {
      report(unreported);
    }
    for (int i = 0; i < TURN && unreported == null; i++) {
      Runnable message = closed ? null : messages.poll();
      if (message == null) {
        break;
      }
      try {
        message.run();
      } catch (Throwable e) {
        report(e);
      }
    }
    if (closed && !lastRun) {
      lastRun = true;
      messages.clear();
      lastMessage.get().run();
    }
    return unreported == null;
  }

  private void report(Throwable error) {
    unreported = error;
    try {
      onError.accept(error);
      unreported = null;
    } catch (Throwable again) {
      LOG.error("An error could not be reported; the next message tries again", error);
    }
  }
}
