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

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.FaultConfig;
import io.sluice.storage.MemoryStorage;
import io.sluice.storage.StorageException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ServerCheckTest {
  private static final Map<String, String> CONNECTOR =
      Map.of("name", "c", "topics", "t", "kafka.bootstrap.servers", "broker:9092");

  private final TestTopics topics = new TestTopics();

  @Test
  void serversThatCanBeUsedHaveNoProblem() {
    assertThat(problems(TestStorageProvider.on(new MemoryStorage(true)), Map.of())).isEmpty();
    assertThat(problems(TestStorageProvider.on(new MemoryStorage(true)), CONNECTOR)).isEmpty();
  }

  @Test
  void aStoreGivesUpWithinTheProbesBudgetAndSaysWhy() {
    assertThat(problems(away(), CONNECTOR))
        .isEqualTo(Map.of("output.dir", "no answer in 15000 ms"));
  }

  @Test
  void aStoreThatGivesUpSoonerMayDoSo() {
    assertThat(problems(away(), Map.of(FaultConfig.STORAGE_TIMEOUT_MS, "1000")))
        .isEqualTo(Map.of("output.dir", "no answer in 1000 ms"));
  }

  @Test
  void aStoreThatIsAwayDoesNotKeepAConnectorThatHasRunFromBeingChanged() {
    topics.commit("connect-c", new TopicPartition("t", 0));
    assertThat(problems(away(), CONNECTOR)).isEmpty();
    Map<String, String> renamed = new HashMap<>(CONNECTOR);
    renamed.put("name", "d");
    assertThat(problems(away(), renamed)).containsOnlyKeys("output.dir");
    renamed.put("consumer.override.group.id", "connect-c");
    assertThat(problems(away(), renamed)).isEmpty();
  }

  @Test
  void aClientNeedsNoPermissionForGroups() {
    topics.commit("connect-c", new TopicPartition("t", 0));
    topics.hideGroups();
    assertThat(problems(TestStorageProvider.on(new MemoryStorage(true)), CONNECTOR)).isEmpty();
    assertThat(problems(away(), CONNECTOR)).containsOnlyKeys("output.dir");
  }

  @Test
  void whatTheStoreRefusesIsAnErrorWhetherOrNotTheConnectorHasRun() {
    topics.commit("connect-c", new TopicPartition("t", 0));
    StorageProvider refusing =
        TestStorageProvider.failing(StorageException.fatal("permission denied; ask for it", null));
    assertThat(problems(refusing, CONNECTOR))
        .isEqualTo(Map.of("output.dir", "permission denied; ask for it"));
  }

  @Test
  void aHostThatDoesNotExistIsAnErrorWhetherOrNotTheConnectorHasRun() {
    topics.commit("connect-c", new TopicPartition("t", 0));
    StorageProvider misspelt =
        TestStorageProvider.failing(
            StorageException.retriable("unknown host", new UnknownHostException("namenod")));
    assertThat(problems(misspelt, CONNECTOR)).isEqualTo(Map.of("output.dir", "unknown host"));
  }

  @Test
  void aKafkaClientThatCannotBeUsedIsAnErrorOnItsKey() {
    topics.failWith(StorageException.fatal("Kafka refused: not authorized", null));
    assertThat(problems(TestStorageProvider.on(new MemoryStorage(true)), CONNECTOR))
        .isEqualTo(Map.of("kafka.bootstrap.servers", "Kafka refused: not authorized"));
    assertThat(problems(away(), CONNECTOR))
        .containsOnlyKeys("kafka.bootstrap.servers", "output.dir");
  }

  private Map<String, String> problems(StorageProvider store, Map<String, String> properties) {
    Map<String, String> problems = new HashMap<>();
    new ServerCheck(store, topics::client, TaskConfig.parse(store, properties)).run(problems::put);
    return problems;
  }

  /** A store that does not answer, and says for how long it was tried. */
  private static StorageProvider away() {
    return new TestStorageProvider(
        config -> {
          throw StorageException.retriable(
              "no answer in " + config.getLong(FaultConfig.STORAGE_TIMEOUT_MS) + " ms", null);
        });
  }
}
