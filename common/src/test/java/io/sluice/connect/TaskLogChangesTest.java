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
import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.StorageException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** Logs that changed while no task consumed them, under the default settings. */
class TaskLogChangesTest {
  private static final String[] DEFAULTS = {
    "roll.records", "3", "on.offset.gap", "fail", "on.topic.reset", "fail"
  };

  @Test
  void aTaskWithoutAClientDoesNotStartIfASettingRequiresIt() {
    assertThatThrownBy(() -> new TaskRig(DEFAULTS))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("on.offset.gap=fail requires kafka.bootstrap.servers")
        .hasMessageContaining("on.offset.gap=skip");
    assertThatThrownBy(
            () -> new TaskRig("roll.records", "3", "on.topic.reset", "fail", "name", "restarts"))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("on.topic.reset=fail requires kafka.bootstrap.servers")
        .hasMessageContaining("on.topic.reset=restart");
  }

  @Test
  void retentionHoleByDefault() {
    TaskRig first = withClient();
    first.open(P0).produce(P0, 0, 2);
    first.poll().stop();
    first.produce(P0, 3, 8);
    first.topics().expire(P0, 6);

    TaskRig second = first.another().openAt(P0, 3);

    assertThatThrownBy(() -> second.put(List.of()))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(
            "Kafka deleted records of t-0 before they were stored: the ledger is at offset 3, the"
                + " log starts at 6")
        .hasMessageContaining("on.offset.gap=skip");
    TaskRig third = first.another("on.offset.gap", "skip").openAt(P0, 3);
    third.poll().poll();
    assertThat(third.files()).isEqualTo(Map.of(name(0, 2), lines(0, 2), name(6, 8), lines(6, 8)));
  }

  @Test
  void recreatedTopicByDefault() {
    TaskRig first = withClient();
    first.open(P0).produce(P0, 0, 2);
    first.poll().stop();
    first.topics().recreate();
    first.produce(P0, 0, 5);

    TaskRig second = first.another().openAt(P0, 3);

    assertThatThrownBy(() -> second.put(List.of()))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("The log of t-0 is not the one that was stored")
        .hasMessageContaining("the topic was recreated")
        .hasMessageContaining("on.topic.reset=restart");
    assertThat(second.files()).containsOnlyKeys(name(0, 2));
    TaskRig third = first.another("on.topic.reset", "restart").openAt(P0, 3);
    third.poll().poll();
    assertThat(third.files())
        .containsOnlyKeys(
            name(0, 2),
            "topics/t/partition=0/t+0+0000000000+0000000002+g1.txt",
            "topics/t/partition=0/t+0+0000000003+0000000005+g1.txt");
  }

  @Test
  void whatKafkaRefusesFailsTheTaskWithItsReason() {
    TaskRig rig = withClient();
    rig.topics().failWith(StorageException.fatal("Kafka refused: not authorized", null));
    rig.open(P0);

    assertThatThrownBy(() -> rig.put(List.of()))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("t-0")
        .hasMessageContaining("Kafka refused: not authorized");
  }

  private static TaskRig withClient() {
    String[] settings = List.of(DEFAULTS).toArray(new String[DEFAULTS.length + 2]);
    settings[DEFAULTS.length] = "kafka.bootstrap.servers";
    settings[DEFAULTS.length + 1] = "broker:9092";
    return new TaskRig(settings);
  }
}
