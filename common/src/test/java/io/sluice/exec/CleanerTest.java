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

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cleaning on real threads; conditions are awaited. */
@Timeout(60)
class CleanerTest {
  private final AtomicLong now = new AtomicLong();
  private final CallMonitor monitor = new CallMonitor(now::get, 60_000);
  private final Cleaner cleaner = new Cleaner(new ThreadPool("cleaner-test", 2), 2, monitor);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void end() {
    release.countDown();
    cleaner.shutdown(() -> {});
  }

  private void hang(CountDownLatch begun) {
    begun.countDown();
    boolean released = false;
    while (!released) {
      try {
        release.await();
        released = true;
      } catch (InterruptedException e) {
        // Like a call that ignores interrupts.
        continue;
      }
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void piecesThatHangAreGivenUpAndOthersTakeTheirPlace() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch ran = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      cleaner.submit(() -> hang(begun));
    }
    await(begun);
    cleaner.submit(ran::countDown);
    now.set(60_000);
    cleaner.check(now.get());
    assertThat(ran.getCount()).isEqualTo(1);

    now.set(60_001);
    cleaner.check(now.get());

    await(ran);
    assertThat(monitor.abandoned(CallMonitor.Pool.CLEANING)).isEqualTo(2);
    assertThat(monitor.abandoned(CallMonitor.Pool.IO)).isZero();
  }

  @Test
  void onlySoManyThreadsHang() throws Exception {
    CountDownLatch first = new CountDownLatch(2);
    CountDownLatch all = new CountDownLatch(4);
    for (int i = 0; i < 12; i++) {
      cleaner.submit(
          () -> {
            first.countDown();
            hang(all);
          });
    }
    await(first);
    now.addAndGet(60_001);
    cleaner.check(now.get());
    await(all);
    now.addAndGet(60_001);
    cleaner.check(now.get());

    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cleaner-test")))
        .hasSize(4);
  }

  @Test
  void aPieceThatListensIsInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    cleaner.submit(
        () -> {
          begun.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        });
    await(begun);

    now.set(60_001);
    cleaner.check(now.get());

    await(interrupted);
  }

  @Test
  void whatAPieceThrowsStopsNoOther() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    cleaner.submit(
        () -> {
          throw new AssertionError("wrong");
        });
    cleaner.submit(ran::countDown);

    await(ran);
  }
}
