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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.exec.CallMonitor;
import io.sluice.exec.CallMonitor.Pool;
import io.sluice.exec.WorkPool;
import io.sluice.storage.ForwardingStorage;
import io.sluice.storage.MemoryStorage;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LazyStorageTest {
  private static final long TIMEOUT = 60_000;

  private final Queue<Runnable> queue = new ArrayDeque<>();
  private long now;
  private final CallMonitor monitor = new CallMonitor(() -> now, TIMEOUT);
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<String> results = new ArrayList<>();
  private final LazyStorage storage = new LazyStorage(this::connect, new QueuePool(), monitor);
  private int attempts;

  private interface Answer {
    Storage give() throws StorageException;
  }

  private final class QueuePool implements WorkPool {
    @Override
    public void execute(Runnable work) {
      queue.add(work);
    }

    @Override
    public void extraThreads(int count) {}

    @Override
    public void shutdown(Runnable last) {}
  }

  private static final class Closing extends ForwardingStorage {
    private boolean closed;

    Closing() {
      super(new MemoryStorage(true));
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private Storage connect() throws StorageException {
    attempts++;
    return answers.remove().give();
  }

  private void call(String name) {
    storage.execute(
        () -> {
          try {
            results.add(name + (storage.connected() == null ? " none" : " connected"));
          } catch (StorageException e) {
            results.add(name + " " + e.getMessage());
          }
        });
  }

  private void run() {
    while (!queue.isEmpty()) {
      queue.remove().run();
    }
  }

  @Test
  void oneConnectionServesAllCalls() {
    answers.add(Closing::new);

    call("a");
    call("b");
    run();
    call("c");
    run();

    assertThat(results).containsExactly("a connected", "b connected", "c connected");
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void callsThatWaitForTheConnectionHoldNoThread() {
    answers.add(
        () -> {
          call("b");
          assertThat(queue).isEmpty();
          return new Closing();
        });

    call("a");
    run();

    assertThat(results).containsExactly("a connected", "b connected");
  }

  @Test
  void anAttemptThatFailsFailsItsCallsAndTheNextCallTriesAgain() {
    answers.add(
        () -> {
          throw StorageException.retriable("no answer", null);
        });
    answers.add(Closing::new);

    call("a");
    call("b");
    run();
    call("c");
    run();

    assertThat(results).containsExactly("a no answer", "b no answer", "c connected");
  }

  @Test
  void anErrorWhileConnectingFailsTheCalls() {
    answers.add(
        () -> {
          throw new NoClassDefFoundError("codec");
        });

    call("a");
    run();

    assertThat(results).hasSize(1);
    assertThat(results.get(0)).startsWith("a ").contains("NoClassDefFoundError: codec");
  }

  @Test
  void anAttemptThatHangsIsGivenUpAndItsLateConnectionIsClosed() {
    Closing late = new Closing();
    Closing second = new Closing();
    answers.add(
        () -> {
          now = TIMEOUT;
          storage.check(now);
          assertThat(queue).isEmpty();

          now = TIMEOUT + 1;
          storage.check(now);
          assertThat(Thread.interrupted()).isTrue();
          assertThat(monitor.abandoned(Pool.IO)).isEqualTo(1);
          run();
          assertThat(results).hasSize(2);
          assertThat(results.get(0)).contains("storage.timeout.ms");

          call("c");
          run();
          return late;
        });
    answers.add(() -> second);

    call("a");
    call("b");
    run();

    assertThat(results).hasSize(3).last().isEqualTo("c connected");
    assertThat(late.closed).isTrue();
    assertThat(second.closed).isFalse();
    assertThat(attempts).isEqualTo(2);
    assertThat(monitor.abandoned(Pool.IO)).isZero();
  }

  @Test
  void aConnectionThatComesAfterTheEndIsClosed() {
    Closing late = new Closing();
    answers.add(
        () -> {
          storage.close();
          return late;
        });

    call("a");
    run();

    assertThat(late.closed).isTrue();
    assertThat(results).isEmpty();
    assertThatThrownBy(storage::connected).hasMessageContaining("the task is stopping");
  }
}
