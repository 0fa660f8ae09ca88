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
package io.sluice.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Runs many schedules on a few threads. */
final class Campaign {

  /**
   * The result.
   *
   * @param schedules random schedules with at least one fault and one commit
   * @param all random schedules, the others included
   * @param exhaustive fixed schedules
   * @param violations descriptions of what broke, with traces
   */
  record Outcome(long schedules, long all, long exhaustive, List<String> violations) {}

  private static final int MAX_VIOLATIONS = 5;

  private final int threads;
  private final AtomicLong counted = new AtomicLong();
  private final AtomicLong all = new AtomicLong();
  private final AtomicLong exhaustive = new AtomicLong();
  private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();

  Campaign(int threads) {
    this.threads = threads;
  }

  Outcome outcome() {
    return new Outcome(counted.get(), all.get(), exhaustive.get(), new ArrayList<>(violations));
  }

  /** Runs every case, or as many as there is time for. */
  void runCases(List<ExhaustiveSchedules.Case> cases, BooleanSupplier goOn) {
    AtomicInteger next = new AtomicInteger();
    onThreads(
        hands -> {
          int index;
          while ((index = next.getAndIncrement()) < cases.size() && mayGoOn(goOn)) {
            ExhaustiveSchedules.Case one = cases.get(index);
            Result result = one.run(hands, false);
            exhaustive.incrementAndGet();
            if (result.violation() != null) {
              add(one.toString(), one.run(hands, true));
            }
          }
        });
  }

  /** Runs random schedules for the given time. */
  void runRandom(long seed, long first, BooleanSupplier goOn) {
    AtomicLong next = new AtomicLong(first);
    onThreads(
        hands -> {
          while (mayGoOn(goOn)) {
            long number = next.getAndIncrement();
            long scheduleSeed = RandomSchedules.seed(seed, number);
            Result result = RandomSchedules.run(scheduleSeed, hands, false);
            all.incrementAndGet();
            if (result.counts()) {
              counted.incrementAndGet();
            }
            if (result.violation() != null) {
              add(
                  "seed " + seed + ", schedule " + number,
                  RandomSchedules.run(scheduleSeed, hands, true));
            }
          }
        });
  }

  /** How many random schedules ran that had a fault and a commit. */
  long counted() {
    return counted.get();
  }

  private boolean mayGoOn(BooleanSupplier goOn) {
    return violations.size() < MAX_VIOLATIONS && goOn.getAsBoolean();
  }

  private void add(String what, Result rerun) {
    violations.add(describe(what, rerun));
  }

  static String describe(String what, Result rerun) {
    StringBuilder text = new StringBuilder(what).append(": ");
    if (rerun.violation() == null) {
      text.append("nothing broke");
    } else {
      explain(text, rerun.violation());
    }
    rerun.trace().forEach(line -> text.append(System.lineSeparator()).append("  ").append(line));
    return text.toString();
  }

  private static void explain(StringBuilder text, Violation violation) {
    text.append(violation.getMessage());
    Throwable cause = violation.getCause();
    for (int depth = 0; cause != null && depth < 5; depth++) {
      text.append(String.format(Locale.ROOT, "%n  caused by %s", cause));
      for (int i = 0; i < Math.min(12, cause.getStackTrace().length); i++) {
        text.append(String.format(Locale.ROOT, "%n    at %s", cause.getStackTrace()[i]));
      }
      cause = cause.getCause();
    }
  }

  /** Work of one thread, with the threads that take turns for it. */
  private interface Work {
    void run(Hands hands);
  }

  private void onThreads(Work work) {
    List<Thread> running = new ArrayList<>();
    ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < threads; i++) {
      Thread thread =
          new Thread(
              () -> {
                Hands hands = new Hands();
                try {
                  work.run(hands);
                } catch (RuntimeException | Error e) {
                  errors.add(e);
                } finally {
                  hands.shutdown();
                }
              },
              "simulation-" + i);
      thread.start();
      running.add(thread);
    }
    try {
      for (Thread thread : running) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    if (!errors.isEmpty()) {
      throw new IllegalStateException("a simulation broke", errors.peek());
    }
  }
}
