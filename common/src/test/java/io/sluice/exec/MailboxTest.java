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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private final List<Throwable> errors = new ArrayList<>();
  private final List<String> ran = new ArrayList<>();
  private boolean refusing;
  private boolean reporting = true;
  private final Mailbox mailbox = new Mailbox(new Pool(), this::report);

  private final class Pool implements WorkPool {
    @Override
    public void execute(Runnable work) {
      if (refusing) {
        throw new OutOfMemoryError("unable to create native thread");
      }
      queue.add(work);
    }

    @Override
    public void extraThreads(int count) {}

    @Override
    public void shutdown(Runnable last) {}
  }

  private void report(Throwable error) {
    if (!reporting) {
      throw new OutOfMemoryError("still");
    }
    errors.add(error);
  }

  private void run() {
    for (int i = 0; i < 100 && !queue.isEmpty(); i++) {
      queue.remove().run();
    }
  }

  private static void fail(Error error) {
    throw error;
  }

  @Test
  void everyKindOfErrorIsReportedAndTheNextMessageRuns() {
    List<Error> thrown =
        List.of(
            new AssertionError("wrong"),
            new StackOverflowError(),
            new NoClassDefFoundError("gone"),
            new OutOfMemoryError("heap"),
            new Error("any"));
    for (Error error : thrown) {
      mailbox.send(() -> fail(error));
    }
    mailbox.send(() -> ran.add("last"));

    run();

    assertThat(errors).containsExactlyElementsOf(thrown);
    assertThat(ran).containsExactly("last");
  }

  @Test
  void noMessageRunsUntilAnErrorIsReported() {
    reporting = false;
    mailbox.send(() -> fail(new OutOfMemoryError("heap")));
    mailbox.send(() -> ran.add("second"));
    run();
    assertThat(ran).isEmpty();

    reporting = true;
    mailbox.send(() -> ran.add("third"));
    run();

    assertThat(errors).hasSize(1);
    assertThat(ran).containsExactly("second", "third");
  }

  @Test
  void aThreadThatCannotBeStartedDelaysTheMessagesOnly() {
    refusing = true;
    try {
      mailbox.send(() -> ran.add("first"));
    } catch (OutOfMemoryError e) {
      assertThat(e).hasMessageContaining("native thread");
    }
    refusing = false;

    mailbox.send(() -> ran.add("second"));
    run();

    assertThat(ran).containsExactly("first", "second");
  }

  @Test
  void closingDropsWhatIsQueuedAndRunsTheLastMessageOnce() {
    mailbox.send(() -> ran.add("dropped"));
    mailbox.close(() -> ran.add("last"));
    mailbox.close(() -> ran.add("second last"));

    run();

    assertThat(ran).containsExactly("last");
    assertThat(mailbox.send(() -> ran.add("late"))).isFalse();
  }

  @Test
  void anErrorInTheLastMessageEndsTheMailboxAllTheSame() {
    mailbox.close(() -> fail(new AssertionError("wrong")));
    try {
      run();
    } catch (AssertionError e) {
      ran.add(e.getMessage());
    }

    run();

    assertThat(ran).containsExactly("wrong");
    assertThat(queue).isEmpty();
  }
}
