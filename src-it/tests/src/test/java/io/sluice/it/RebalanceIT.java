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

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.connect.ConnectorStatus.Task;
import io.sluice.it.load.PacedProducer;
import io.sluice.it.server.StorageKind;
import io.sluice.it.server.WorkerProcess;
import java.util.List;
import java.util.stream.Collectors;

/** Tasks and partitions that move between workers. */
class RebalanceIT extends Scenario {

  private static final String COOPERATIVE =
      "org.apache.kafka.clients.consumer.CooperativeStickyAssignor";

  @OnEachStore
  void aWorkerJoinsAndDiesUnderLoad(StorageKind store, Bench bench) throws Exception {
    Pipe pipe =
        pipe(bench, store, "rebalanced", 4)
            .with("tasks.max", "4")
            .with("consumer.override.partition.assignment.strategy", COOPERATIVE);
    pipe.run();
    long records;
    // More records than are sent before the test ends.
    try (PacedProducer producer = pipe.producing(1_000_000);
        WorkerProcess second = bench.joiningWorker(store + "-second")) {
      Await.until("both workers have tasks", Pipe.LIMIT, () -> workers(bench, pipe) == 2);
      int files = pipe.output().files().size();
      pipe.awaitFiles(files + 4);
      second.kill();
      Await.until("one worker has all tasks", Pipe.LIMIT, () -> workers(bench, pipe) == 1);
      records = producer.finish();
    }
    pipe.awaitRunning();
    pipe.awaitNoLag();

    assertExact(pipe.verify(), records);
    pipe.end();
  }

  @OnEachStore
  void aConsumerGroupOfTheNewProtocolWorks(StorageKind store, Bench bench) throws Exception {
    Pipe pipe =
        pipe(bench, store, "newprotocol", 4)
            .with("tasks.max", "2")
            .with("consumer.override.group.protocol", "consumer")
            // The broker decides them in this protocol.
            .without("consumer.override.session.timeout.ms")
            .without("consumer.override.heartbeat.interval.ms");
    pipe.run();
    try (PacedProducer producer = pipe.producing(12_000)) {
      pipe.awaitFiles(4);
      bench.connect().restartTask(pipe.name(), 0);
      producer.awaitEnd();
    }
    Await.until(
        pipe.name() + " has no lag",
        Pipe.LIMIT,
        () -> {
          restartAfterFaultOfWorker(bench, pipe);
          return bench.topics().lag(pipe.name(), List.of(pipe.name())) == 0;
        });
    Await.until("both tasks run", Pipe.LIMIT, () -> bench.connect().status(pipe.name()).runs(2));

    assertExact(pipe.verify(), 12_000);
    assertThat(pipe.output().files()).hasSizeGreaterThanOrEqualTo(24);
    pipe.end();
  }

  /**
   * Connect 4.3.1 may fail a task when the new protocol revokes partitions: its own metrics modify
   * an unmodifiable collection. Nobody but an operator restarts such a task; nothing may be lost.
   */
  private static void restartAfterFaultOfWorker(Bench bench, Pipe pipe) {
    for (Task task : bench.connect().status(pipe.name()).tasks()) {
      if (task.state().equals("FAILED")) {
        if (!task.trace().contains("SinkTaskMetricsGroup.clearOffsets")) {
          throw new Await.Hopeless(pipe.name() + " failed: " + task.trace());
        }
        bench.connect().restartTask(pipe.name(), task.id());
      }
    }
  }

  private static int workers(Bench bench, Pipe pipe) {
    var status = bench.connect().status(pipe.name());
    return status.runs(4)
        ? status.tasks().stream().map(Task::worker).collect(Collectors.toSet()).size()
        : 0;
  }
}
