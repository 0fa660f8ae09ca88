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
package io.sluice.it;

import static io.sluice.it.Scenario.assertExact;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.connect.ConnectorStatus;
import java.time.Duration;
import java.util.List;

/** A time in which a store does not work, under a connector of two tasks. */
final class Outage {
  /**
   * Far longer than it takes to append an entry five times, as often as a partition may find its
   * place taken, with the backoff of a {@link Pipe}.
   */
  private static final Duration LENGTH = Duration.ofSeconds(10);

  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(60);

  private final Bench bench;
  private final Pipe pipe;

  Outage(Bench bench, Pipe pipe) {
    this.bench = bench;
    this.pipe =
        pipe.with("tasks.max", "2")
            .with("roll.records", "100")
            .with("retry.backoff.ms", "100")
            .with("retry.backoff.max.ms", "500")
            .with("storage.timeout.ms", "5000");
  }

  /** The action that begins or ends the outage. */
  @FunctionalInterface
  interface Event {
    void happen() throws Exception;
  }

  /** Requires that all tasks run throughout and afterwards, and that all records are there once. */
  void survive(Event begin, Event end) throws Exception {
    pipe.run();
    try {
      disturb(begin, end);
    } catch (Exception | AssertionError e) {
      bench.connect().delete(pipe.name());
      throw e;
    }
    pipe.end();
  }

  private void disturb(Event begin, Event end) throws Exception {
    // A refusal is final for a task that has not opened any partition yet.
    pipe.produce(1_000);
    pipe.awaitNoLag();
    Await.until(pipe.name() + " has shared its partitions out", Pipe.LIMIT, this::isShared);
    pipe.produce(1_000);
    pipe.awaitNoLag();
    begin.happen();
    try {
      pipe.produce(2_000);
      assertThatTasksRun(LENGTH);
    } finally {
      end.happen();
    }
    pipe.produce(2_000);
    pipe.awaitNoLag(RECOVERY_LIMIT);

    assertThat(bench.connect().status(pipe.name()).runs(2)).isTrue();
    assertExact(pipe.verify(), 6_000);
  }

  private boolean isShared() throws Exception {
    String group = "connect-" + pipe.name();
    List<Integer> partitions =
        bench
            .admin()
            .describeConsumerGroups(List.of(group))
            .all()
            .get()
            .get(group)
            .members()
            .stream()
            .map(member -> member.assignment().topicPartitions().size())
            .toList();
    return partitions.equals(List.of(2, 2));
  }

  private void assertThatTasksRun(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Await.until(
        "the outage of " + pipe.name() + " ends",
        time.plusSeconds(5),
        () -> {
          ConnectorStatus status = bench.connect().status(pipe.name());
          if (!status.runs(2)) {
            throw new Await.Hopeless(pipe.name() + " does not run: " + status);
          }
          return System.nanoTime() - end >= 0;
        });
    assertThat(bench.connect().status(pipe.name()).failure()).isEmpty();
  }
}
