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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.it.connect.RequestRefused;
import io.sluice.it.server.StorageKind;
import io.sluice.it.verify.Output;
import io.sluice.it.verify.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/** Logs that differ from the ledger: recreated topics and expired records. */
class LogChangeIT extends Scenario {

  @OnEachStore
  void recreatedTopicByDefault(StorageKind store, Bench bench) throws Exception {
    Pipe pipe = pipe(bench, store, "anew", 1);
    assertRefusedWithoutClient(bench, pipe, "on.topic.reset", "on.topic.reset=restart");
    pipe.run();
    pipe.produce(1_000);
    pipe.awaitNoLag();
    List<Output.File> former = pipe.output().files();
    pipe.stop();
    bench.admin().deleteTopics(List.of(pipe.name())).all().get();
    Await.until(
        "the topic is created again",
        Pipe.LIMIT,
        () -> {
          bench.topics().create(pipe.name(), 1);
          return true;
        });
    // More records than before, so that the offsets alone do not show it.
    pipe.produce(2_000);
    bench.connect().resume(pipe.name());
    assertThat(pipe.awaitFailure())
        .contains(
            "The log of "
                + pipe.name()
                + "-0 is not the one that was stored: the topic was recreated")
        .contains("set on.topic.reset=restart to store it from its beginning");
    assertThat(pipe.output().files()).isEqualTo(former);

    pipe.with("on.topic.reset", "restart").recover();
    pipe.awaitNoLag();
    assertExact(pipe.verify(new Generation(pipe.output(), 1), record -> true), 2_000);
    assertThat(new Generation(pipe.output(), 0).files()).isEqualTo(former);
    pipe.end();
  }

  @OnEachStore
  void retentionHoleByDefault(StorageKind store, Bench bench) throws Exception {
    Pipe pipe = pipe(bench, store, "gap", 1);
    assertRefusedWithoutClient(bench, pipe, "on.offset.gap", "on.offset.gap=skip");
    pipe.run();
    pipe.produce(1_000);
    pipe.awaitNoLag();
    pipe.stop();
    pipe.produce(1_000);
    TopicPartition partition = new TopicPartition(pipe.name(), 0);
    bench.admin().deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(1_300))).all().get();
    bench.connect().resume(pipe.name());
    assertThat(pipe.awaitFailure())
        .contains(
            "Kafka deleted records of "
                + pipe.name()
                + "-0 before they were stored: the ledger is at offset 1000,"
                + " the log starts at 1300")
        .contains("Set on.offset.gap=skip");

    pipe.with("on.offset.gap", "skip").recover();
    pipe.awaitNoLag();
    // The reader gets offsets from 1300 on; the files also hold the first 1000.
    Verdict verdict = pipe.verify();
    assertThat(verdict.missing()).isZero();
    assertThat(verdict.twice()).isZero();
    assertThat(verdict.expected()).isEqualTo(700);
    assertThat(verdict.found()).isEqualTo(1_700);
    pipe.end();
  }

  /** Without a Kafka client the connector cannot keep the promise of the default. */
  private static void assertRefusedWithoutClient(
      Bench bench, Pipe pipe, String key, String otherWayOut) {
    Map<String, String> config = new HashMap<>(pipe.config());
    config.put("name", pipe.name() + "-without-client");
    config.remove("kafka.bootstrap.servers");
    assertThat(bench.connect().validate(config).get(key))
        .singleElement()
        .asString()
        .startsWith(key + "=fail requires kafka.bootstrap.servers")
        .contains("Set kafka.bootstrap.servers", otherWayOut);
    assertThatThrownBy(() -> bench.connect().create(config.remove("name"), config))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("400")
        .hasMessageContaining(key + "=fail requires kafka.bootstrap.servers");
  }
}
