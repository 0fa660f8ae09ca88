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
package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads of this JVM. */
public final class LiveThreads {
  private static final long WAIT_SECONDS = 30;

  private LiveThreads() {}

  public static List<Thread> named(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .toList();
  }

  /** Waits until no thread has this prefix; fails after 30 s. */
  public static void awaitEnd(String prefix) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    // A thread of a pool that ends may be replaced by another one for queued work.
    List<Thread> remaining = named(prefix);
    while (!remaining.isEmpty()) {
      assertThat(System.nanoTime()).as("%s have not ended", remaining).isLessThan(deadline);
      remaining.get(0).join(TimeUnit.SECONDS.toMillis(1));
      remaining = named(prefix);
    }
  }
}
