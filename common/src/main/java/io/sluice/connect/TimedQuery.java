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
package io.sluice.connect;

import io.sluice.storage.StorageException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs one query of a server on a separate thread, and abandons it when its time is over. */
final class TimedQuery<T> {
  /** The longest time from the start of a probe to its answer. */
  static final long BUDGET_MILLIS = 15_000;

  private final FutureTask<T> query;
  private final Thread thread;
  private final long deadlineNanos;

  /**
   * Starts the query.
   *
   * @param query may block for ever; it is interrupted when it is abandoned
   */
  TimedQuery(String threadName, Callable<T> query) {
    this.query = new FutureTask<>(query);
    this.thread = new Thread(this.query, threadName);
    this.deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BUDGET_MILLIS);
    thread.setDaemon(true);
    thread.setContextClassLoader(TimedQuery.class.getClassLoader());
    thread.start();
  }

  /**
   * Waits for the answer.
   *
   * @param silence the message if there is no answer in time
   * @throws IOException if the query failed; its message is one sentence
   */
  T answer(String silence) throws IOException {
    try {
      return query.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw StorageException.retriable(silence, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      throw new IOException(
          e.getCause().getMessage() == null ? e.getCause().toString() : e.getCause().getMessage(),
          e.getCause());
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw StorageException.fatal("interrupted while waiting for an answer", e);
    }
  }
}
