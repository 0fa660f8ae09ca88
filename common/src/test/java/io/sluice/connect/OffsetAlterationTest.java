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
package io.sluice.connect;

import static io.sluice.connect.PublishedFiles.lines;
import static io.sluice.connect.PublishedFiles.name;
import static io.sluice.connect.TaskRig.FAILS;
import static io.sluice.connect.TaskRig.P0;
import static io.sluice.connect.TaskRig.P1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.ForwardingStorage;
import io.sluice.storage.StorageCall.Operation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Altering and resetting the offsets of a stopped connector, as through Connect's REST API. */
class OffsetAlterationTest {
  private static final TopicPartition P1 = new TopicPartition("t", 1);
  private static final TopicPartition OTHER = new TopicPartition("other.topic", 0);

  private static void alter(TaskRig rig, Map<TopicPartition, Long> offsets) {
    FileSinkConnector connector =
        new FileSinkConnector(
            TestStorageProvider.on(new ForwardingStorage(rig.store().anotherProcess())),
            FileSinkTask.class,
            rig.topics()::client) {};
    assertThat(connector.alterOffsets(rig.settings(), offsets)).isTrue();
  }

  private static TaskRig stopped(TopicPartition... partitions) {
    TaskRig rig =
        new TaskRig("roll.records", "3", "kafka.bootstrap.servers", "broker:9092").open(partitions);
    for (TopicPartition partition : partitions) {
      rig.produce(partition, 0, 2);
    }
    rig.poll();
    rig.stop();
    return rig;
  }

  /** A reset names the partitions that have an offset in Kafka. */
  private static Map<TopicPartition, Long> reset(TopicPartition... known) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    Arrays.stream(known).forEach(partition -> offsets.put(partition, null));
    return offsets;
  }

  @Test
  void aResetFindsTheLedgersOfPartitionsWithoutAnOffsetInKafka() {
    TaskRig first = stopped(P0, P1, OTHER);

    alter(first, reset(P0));

    TaskRig second = first.another().open(P0, P1, OTHER);
    second.poll();
    assertThat(second.files().keySet())
        .contains(
            "topics/t/partition=0/t+0+0000000000+0000000002+g1.txt",
            "topics/t/partition=1/t+1+0000000000+0000000002+g1.txt",
            "topics/other.topic/partition=0/other.topic+0+0000000000+0000000002+g1.txt");
  }

  @Test
  void aResetOfAConnectorWithoutOffsetsFindsAllLedgers() {
    TaskRig first = stopped(P0);

    alter(first, reset());

    TaskRig second = first.another().open(P0);
    second.poll();
    assertThat(second.files())
        .containsEntry("topics/t/partition=0/t+0+0000000000+0000000002+g1.txt", lines(0, 2));
  }

  /** Connect passes only nulls, as for a reset. */
  @Test
  void forgettingTheOffsetOfOnePartitionDoesNotChangeTheOthers() {
    TaskRig first = stopped(P0, P1);
    first.topics().commit("connect-connector", P0);
    first.topics().commit("connect-connector", P1);

    alter(first, reset(P0));

    TaskRig second = first.another().open(P0, P1);
    second.poll();
    assertThat(second.files().keySet())
        .containsExactlyInAnyOrder(
            "topics/t/partition=0/t+0+0000000000+0000000002.txt",
            "topics/t/partition=0/t+0+0000000000+0000000002+g1.txt",
            name(P1, 0, 2));
  }

  @Test
  void anOffsetOfOnePartitionDoesNotChangeTheOthers() {
    TaskRig first = stopped(P0, P1);

    alter(first, Map.of(P0, 1L));

    TaskRig second = first.another().open(P0, P1);
    second.poll();
    second.produce(P1, 3, 5);
    second.poll();
    assertThat(second.files().keySet())
        .filteredOn(file -> file.contains("partition=1"))
        .containsExactly(name(P1, 0, 2), name(P1, 3, 5));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 10, 500})
  void anOffsetOutsideTheLogIsRefusedBeforeAnythingChanges(long offset) {
    TaskRig first = stopped(P0);
    first.topics().expire(P0, 2);
    List<String> before = List.copyOf(first.store().files().keySet());

    assertThatThrownBy(() -> alter(first, Map.of(P0, offset)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("t-0 was not altered")
        .hasMessageContaining(offset + " is outside the log, which starts at 2 and ends at 3");
    assertThat(first.store().files().keySet()).containsExactlyElementsOf(before);
  }

  @Test
  void anOffsetAtTheEndOfTheLogIsFine() {
    TaskRig first = stopped(P0);

    alter(first, Map.of(P0, 3L));

    TaskRig second = first.another().openAt(P0, 3);
    assertThat(second.context().takeSeeks()).containsEntry(P0, 3L);
  }

  /** The remedy that the message of a taken name gives. */
  @Test
  void aFileWhoseNameIsTakenIsGivenUp() throws Exception {
    TaskRig first = new TaskRig("roll.records", "3").open(P0);
    first.script().then(Operation.PUBLISH, FAILS);
    first.produce(P0, 0, 2);
    first.poll();
    first.stop();
    first.store().createIfAbsent(name(0, 2), new byte[] {'x'});

    alter(first, Map.of(P0, 0L));

    TaskRig second = first.another().open(P0);
    second.poll();
    assertThat(second.files())
        .isEqualTo(Map.of(name(0, 2), "x", name(0, 2).replace(".txt", "+g1.txt"), lines(0, 2)));
  }
}
