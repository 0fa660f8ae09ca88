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

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.LiveThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real threads of a task; conditions are awaited, never slept for. */
@Timeout(60)
class ThreadPoolTest {
  private static final long WAIT_SECONDS = 30;

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Test
  void threadsAreDaemonsThatCarryThePluginsClassLoader() throws Exception {
    ThreadPool pool = new ThreadPool("loader", 1);
    AtomicReference<Thread> worker = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);

    pool.execute(
        () -> {
          worker.set(Thread.currentThread());
          done.countDown();
        });
    await(done);

    assertThat(worker.get().getName()).startsWith("loader-");
    assertThat(worker.get().isDaemon()).isTrue();
    assertThat(worker.get().getContextClassLoader()).isSameAs(ThreadPool.class.getClassLoader());
    pool.shutdown(() -> {});
    LiveThreads.awaitEnd("loader-");
  }

  @Test
  void anotherThreadReplacesABlockedOne() throws Exception {
    ThreadPool pool = new ThreadPool("standin", 1);
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch ran = new CountDownLatch(1);
    pool.execute(
        () -> {
          blocked.countDown();
          await(release);
        });
    await(blocked);
    pool.execute(ran::countDown);
    assertThat(ran.getCount()).isEqualTo(1);

    pool.extraThreads(1);
    await(ran);

    release.countDown();
    pool.extraThreads(0);
    pool.shutdown(() -> {});
    LiveThreads.awaitEnd("standin-");
  }

  @Test
  void asManyRunAtOnceAsThereAreThreadsAndExtraThreads() throws Exception {
    ThreadPool pool = new ThreadPool("together", 2);
    pool.extraThreads(2);
    CyclicBarrier together = new CyclicBarrier(4);
    CountDownLatch met = new CountDownLatch(4);

    for (int i = 0; i < 4; i++) {
      pool.execute(
          () -> {
            try {
              together.await(WAIT_SECONDS, TimeUnit.SECONDS);
              met.countDown();
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          });
    }

    await(met);
    pool.shutdown(() -> {});
    LiveThreads.awaitEnd("together-");
  }

  @Test
  void shutdownRunsWhatIsQueuedAndTheLastWorkThoughAThreadIsBlocked() throws Exception {
    ThreadPool pool = new ThreadPool("blocked", 1, Duration.ofMillis(10));
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    pool.execute(
        () -> {
          blocked.countDown();
          await(release);
        });
    await(blocked);
    CountDownLatch queued = new CountDownLatch(1);
    CountDownLatch tooLate = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    pool.execute(queued::countDown);

    pool.shutdown(closed::countDown);
    pool.execute(tooLate::countDown);
    await(queued);
    await(closed);

    release.countDown();
    LiveThreads.awaitEnd("blocked-");
    assertThat(tooLate.getCount()).isEqualTo(1);
  }

  @Test
  void theLastWorkRunsAfterAllOtherHasEnded() throws Exception {
    ThreadPool pool = new ThreadPool("last", 2, Duration.ofSeconds(WAIT_SECONDS));
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch shutDown = new CountDownLatch(1);
    List<String> order = new CopyOnWriteArrayList<>();
    pool.execute(
        () -> {
          await(release);
          order.add("slow");
        });
    pool.execute(
        () -> {
          await(shutDown);
          order.add("quick");
          release.countDown();
        });

    pool.shutdown(() -> order.add("last"));
    shutDown.countDown();
    LiveThreads.awaitEnd("last-");

    assertThat(order).containsExactly("quick", "slow", "last");
  }

  @Test
  void theTaskThreadWakesAsSoonAsWhatItWaitsForHappens() throws Exception {
    ParkingWaiter waiter = new ParkingWaiter();
    CountDownLatch happened = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              happened.countDown();
              waiter.wake();
            });
    other.start();

    long start = System.nanoTime();
    waiter.await(() -> happened.getCount() == 0, Duration.ofSeconds(WAIT_SECONDS).toMillis());

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isLessThan(Duration.ofSeconds(WAIT_SECONDS));
    other.join();
  }

  @Test
  void anInterruptEndsTheWaitAndStaysSet() {
    Thread.currentThread().interrupt();

    new ParkingWaiter().await(() -> false, Duration.ofSeconds(WAIT_SECONDS).toMillis());

    assertThat(Thread.interrupted()).isTrue();
  }
}
