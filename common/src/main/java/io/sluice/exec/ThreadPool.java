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

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of daemon threads that carry the plugin's class loader: Hadoop and other clients discover
 * services through it.
 */
final class ThreadPool implements WorkPool {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadPool.class);
  private static final long KEEP_ALIVE_SECONDS = 10;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final int threads;
  private final Duration patience;
  private final ThreadPoolExecutor executor;

  ThreadPool(String name, int threads) {
    this(name, threads, PATIENCE);
  }

  /**
   * @param patience how long a shutdown waits for blocked work before it runs the last piece anyway
   */
  ThreadPool(String name, int threads, Duration patience) {
    this.threads = threads;
    this.patience = patience;
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            KEEP_ALIVE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            factory(name),
            // Nobody waits for work that is submitted after the shutdown.
            new ThreadPoolExecutor.DiscardPolicy());
    executor.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable work) {
    executor.execute(work);
  }

  @Override
  public void extraThreads(int count) {
    int size = threads + count;
    if (size > executor.getMaximumPoolSize()) {
      executor.setMaximumPoolSize(size);
      executor.setCorePoolSize(size);
    } else if (size < executor.getCorePoolSize()) {
      executor.setCorePoolSize(size);
      executor.setMaximumPoolSize(size);
    }
  }

  @Override
  public void shutdown(Runnable last) {
    // One thread more than the blocked ones runs the queued work.
    extraThreads(executor.getMaximumPoolSize() - threads + 1);
    executor.shutdown();
    // A separate thread, since queued work would run before other threads have finished theirs.
    executor.getThreadFactory().newThread(() -> finish(last)).start();
  }

  private void finish(Runnable last) {
    try {
      if (!executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("Some work is still blocked {} s after its task ended", patience.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    last.run();
  }

  private static ThreadFactory factory(String name) {
    AtomicInteger number = new AtomicInteger();
    ClassLoader loader = ThreadPool.class.getClassLoader();
    return work -> {
      Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      thread.setContextClassLoader(loader);
      thread.setUncaughtExceptionHandler(
          (failed, error) -> LOG.error("{} ended with an error", failed.getName(), error));
      return thread;
    };
  }
}
