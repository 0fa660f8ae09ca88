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

import io.sluice.it.server.StorageKind;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Connect's REST interface for the offsets of a stopped connector. */
class OffsetsIT extends Scenario {

  @OnEachStore
  void aRewoundPartitionIsWrittenAgainInAnotherGeneration(StorageKind store, Bench bench)
      throws Exception {
    Pipe pipe = written(bench, store, "rewound", 2_000);
    TopicPartition first = new TopicPartition(pipe.name(), 0);

    bench.connect().alterOffsets(pipe.name(), Map.of(first, 300L));
    resume(bench, pipe);

    assertExact(pipe.verify(new Generation(pipe.output(), 0), record -> true), 2_000);
    assertExact(
        pipe.verify(
            new Generation(pipe.output(), 1),
            record -> record.partition().equals(first) && record.offset() >= 300),
        700);
    pipe.end();
  }

  @OnEachStore
  void aForwardedPartitionSkipsTheRecordsInBetween(StorageKind store, Bench bench)
      throws Exception {
    Pipe pipe = written(bench, store, "forwarded", 2_000);
    pipe.produce(1_000);
    TopicPartition first = new TopicPartition(pipe.name(), 0);

    bench.connect().alterOffsets(pipe.name(), Map.of(first, 1_200L));
    resume(bench, pipe);

    assertExact(
        pipe.verify(
            pipe.output(),
            record ->
                !record.partition().equals(first)
                    || record.offset() < 1_000
                    || record.offset() >= 1_200),
        2_800);
    pipe.end();
  }

  @OnEachStore
  void aResetConnectorWritesEverythingAgain(StorageKind store, Bench bench) throws Exception {
    Pipe pipe = written(bench, store, "reset", 2_000);

    bench.connect().resetOffsets(pipe.name());
    assertThat(bench.connect().offsets(pipe.name())).isEmpty();
    resume(bench, pipe);

    assertExact(pipe.verify(new Generation(pipe.output(), 0), record -> true), 2_000);
    assertExact(pipe.verify(new Generation(pipe.output(), 1), record -> true), 2_000);
    pipe.end();
  }

  /** A stopped connector that has written all records. */
  private Pipe written(Bench bench, StorageKind store, String name, int records) throws Exception {
    Pipe pipe = pipe(bench, store, name, 2);
    pipe.run();
    pipe.produce(records);
    pipe.awaitNoLag();
    pipe.stop();
    return pipe;
  }

  private static void resume(Bench bench, Pipe pipe) {
    bench.connect().resume(pipe.name());
    pipe.awaitRunning();
    pipe.awaitNoLag();
  }
}
