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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Threads that take turns: exactly one of them runs at any time, so a simulation stays
 * deterministic although a piece of work may stall in the middle of a call and go on later.
 *
 * <p>The loop runs on whichever thread has the turn. Work that calls {@link #park} keeps its thread
 * and its stack; another thread goes on with the loop, until the loop decides to {@link #resume}
 * what was parked.
 */
final class Hands {

  /** A parked piece of work. */
  static class Parked {
    private Hand hand;
  }

  private static final class Hand {
    private final Semaphore turn = new Semaphore(0);
    private Runnable work;
  }

  private final Hand main = new Hand();
  private final Deque<Hand> free = new ArrayDeque<>();
  private final Deque<Hand> waiting = new ArrayDeque<>();
  private final List<Parked> parked = new ArrayList<>();
  private Hand current = main;
  private Runnable step;
  private boolean over;

  /**
   * Repeats the step until {@link #finish}. What is still parked then is resumed, and finds {@link
   * #over}; it is expected to unwind.
   */
  void run(Runnable repeated) {
    step = repeated;
    over = false;
    current = main;
    loop();
    while (!waiting.isEmpty()) {
      Hand other = waiting.pop();
      current = other;
      other.turn.release();
      main.turn.acquireUninterruptibly();
    }
    current = main;
    step = null;
  }

  /** Ends the loop. */
  void finish() {
    over = true;
  }

  boolean over() {
    return over;
  }

  /** Parks the current work, inside a step, until the loop resumes it. */
  void park(Parked place) {
    Hand me = current;
    place.hand = me;
    parked.add(place);
    Hand next = waiting.poll();
    if (next == null) {
      next = free.poll();
      if (next == null) {
        next = create();
      }
      next.work = this::helperLoop;
    }
    current = next;
    next.turn.release();
    me.turn.acquireUninterruptibly();
  }

  /** Gives the turn to what was parked; to be the last action of a step. */
  void resume(Parked place) {
    Hand me = current;
    parked.remove(place);
    waiting.push(me);
    current = place.hand;
    place.hand.turn.release();
    me.turn.acquireUninterruptibly();
  }

  /** Ends the threads; the object is of no use afterwards. */
  void shutdown() {
    for (Hand hand : free) {
      hand.turn.release();
    }
    free.clear();
  }

  private void loop() {
    while (!over) {
      step.run();
    }
    while (!parked.isEmpty()) {
      resume(parked.get(parked.size() - 1));
    }
    if (current != main && waiting.contains(main)) {
      Hand me = current;
      waiting.remove(main);
      waiting.push(me);
      current = main;
      main.turn.release();
      me.turn.acquireUninterruptibly();
    }
  }

  private void helperLoop() {
    Hand me = current;
    loop();
    free.push(me);
  }

  private Hand create() {
    Hand hand = new Hand();
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                hand.turn.acquireUninterruptibly();
                Runnable work = hand.work;
                if (work == null) {
                  return;
                }
                hand.work = null;
                work.run();
                main.turn.release();
              }
            },
            "simulation-hand");
    thread.setDaemon(true);
    thread.start();
    return hand;
  }
}
