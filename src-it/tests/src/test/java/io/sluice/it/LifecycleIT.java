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

import io.sluice.it.load.PacedProducer;
import io.sluice.it.server.StorageKind;
import java.util.List;

/** Operations of users on a connector through the REST interface. */
class LifecycleIT extends Scenario {

  @OnEachStore
  void filesRollWhileAConnectorIsPausedAndItGoesOnAfterwards(StorageKind store, Bench bench)
      throws Exception {
    Pipe pipe = pipe(bench, store, "paused", 2).with("roll.idle.ms", "10000");
    pipe.run();
    pipe.produce(300);
    Await.until("the files are open", Pipe.LIMIT, () -> pipe.files().countOpen() == 2);
    bench.connect().pause(pipe.name());
    bench.connect().awaitState(pipe.name(), "PAUSED", Pipe.LIMIT);
    assertThat(pipe.output().files()).isEmpty();
    pipe.awaitNoLag();
    assertThat(pipe.output().files()).hasSize(2);

    pipe.produce(2_000);
    bench.connect().resume(pipe.name());
    pipe.awaitNoLag();

    assertExact(pipe.verify(), 2_300);
    pipe.end();
  }

  @OnEachStore
  void aStoppedConnectorGoesOnWhereItWas(StorageKind store, Bench bench) throws Exception {
    Pipe pipe = pipe(bench, store, "stopped", 2);
    pipe.run();
    try (PacedProducer producer = pipe.producing(6_000)) {
      pipe.awaitFiles(2);
      pipe.stop();
      bench.connect().resume(pipe.name());
      producer.awaitEnd();
    }
    pipe.awaitRunning();
    pipe.awaitNoLag();

    assertExact(pipe.verify(), 6_000);
    pipe.end();
  }

  @OnEachStore
  void aRecreatedConnectorTrustsItsLedgerAndNotTheGroup(StorageKind store, Bench bench)
      throws Exception {
    Pipe pipe = pipe(bench, store, "recreated", 2);
    pipe.run();
    pipe.produce(3_000);
    pipe.awaitNoLag();
    pipe.end();
    Await.until(
        "the group is gone",
        Pipe.LIMIT,
        () -> {
          bench.admin().deleteConsumerGroups(List.of("connect-" + pipe.name())).all().get();
          return true;
        });

    pipe.produce(3_000);
    pipe.run();
    pipe.awaitNoLag();

    assertExact(pipe.verify(), 6_000);
    pipe.end();
  }

  @OnEachStore
  void tasksAreRestartedUnderLoad(StorageKind store, Bench bench) throws Exception {
    Pipe pipe = pipe(bench, store, "restarted", 4).with("tasks.max", "2");
    pipe.run();
    try (PacedProducer producer = pipe.producing(20_000)) {
      for (int files = 4; files <= 12; files += 4) {
        pipe.awaitFiles(files);
        bench.connect().restartTask(pipe.name(), files / 4 % 2);
        pipe.awaitRunning();
      }
      producer.awaitEnd();
    }
    pipe.awaitNoLag();

    assertExact(pipe.verify(), 20_000);
    pipe.end();
  }

  @OnEachStore
  void theNumberOfTasksChangesUnderLoad(StorageKind store, Bench bench) throws Exception {
    Pipe pipe = pipe(bench, store, "resized", 4).with("close.policy", "commit");
    pipe.run();
    try (PacedProducer producer = pipe.producing(20_000)) {
      pipe.awaitFiles(4);
      pipe.with("tasks.max", "3").run();
      pipe.awaitFiles(12);
      pipe.with("tasks.max", "2").run();
      producer.awaitEnd();
    }
    pipe.awaitNoLag();

    assertExact(pipe.verify(), 20_000);
    pipe.end();
  }

  @OnEachStore
  void aConnectorThatUsesTheNamesOfAnotherIsRefusedAndNamesTheOther(StorageKind store, Bench bench)
      throws Exception {
    Pipe pipe = pipe(bench, store, "same-names", 1);
    pipe.run();
    pipe.produce(1_000);
    pipe.awaitNoLag();
    String second = pipe.name() + "-second";
    bench.connect().configure(second, pipe.config());

    Await.until(
        second + " fails", Pipe.LIMIT, () -> !bench.connect().status(second).failure().isEmpty());
    assertThat(bench.connect().status(second).failure())
        .contains("the connector with ledger.id " + pipe.name() + " has written")
        .contains("put {connector} into file.template");
    assertExact(pipe.verify(), 1_000);
    bench.connect().delete(second);
    bench.connect().delete(pipe.name());
  }
}
