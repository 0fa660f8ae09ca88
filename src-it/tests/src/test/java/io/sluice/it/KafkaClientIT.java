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

import io.sluice.hdfs.HdfsSinkConnector;
import io.sluice.hdfs.HdfsSinkTask;
import io.sluice.it.server.BrokerProcess;
import io.sluice.it.server.Installation;
import io.sluice.it.server.Ports;
import io.sluice.it.server.Servers;
import io.sluice.it.task.TaskDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connector's own Kafka client at a broker that forbids some descriptions. */
class KafkaClientIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private static Path directory;
  private static BrokerProcess broker;

  @BeforeAll
  static void startBroker() throws Exception {
    broker =
        BrokerProcess.start(
            Installation.locate(),
            new Ports(),
            directory,
            Servers.QUICK,
            Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found",
                "true"));
    broker.awaitReady();
    try (Admin admin = broker.admin()) {
      admin
          .createTopics(
              List.of(new NewTopic("open", 1, (short) 1), new NewTopic("secret", 1, (short) 1)))
          .all()
          .get();
      for (String group : List.of("connect-ran", "connect-hidden")) {
        admin
            .alterConsumerGroupOffsets(
                group, Map.of(new TopicPartition("open", 0), new OffsetAndMetadata(1, "sluice 1")))
            .all()
            .get();
      }
      admin
          .createAcls(
              List.of(
                  hidden(ResourceType.TOPIC, "secret"),
                  hidden(ResourceType.GROUP, "connect-hidden")))
          .all()
          .get();
    }
  }

  @AfterAll
  static void stopBroker() throws Exception {
    if (broker != null) {
      broker.close();
    }
  }

  private static AclBinding hidden(ResourceType type, String name) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry(
            "User:ANONYMOUS", "*", AclOperation.DESCRIBE, AclPermissionType.DENY));
  }

  @Test
  void topicsThatMayBeDescribedOrDoNotExistAreAccepted() {
    assertThat(errors(config("open", "topics", "open,absent"))).isEmpty();
  }

  @Test
  void aTopicThatMayNotBeDescribedIsAnErrorOnTheClientsKey() {
    Map<String, List<String>> errors = errors(config("secret", "topics", "open,secret"));
    assertThat(errors).containsOnlyKeys("kafka.bootstrap.servers");
    assertThat(errors.get("kafka.bootstrap.servers"))
        .singleElement()
        .asString()
        .contains("was asked for the topic secret and refused", "permit the client's principal");
  }

  @Test
  void aTaskThatMayNotDescribeItsTopicFailsAtOnceWithTheReason() {
    TopicPartition partition = new TopicPartition("secret", 0);
    try (TaskDriver driver =
        new TaskDriver(
            new HdfsSinkTask(),
            config("refused", "topics", "secret"),
            partition,
            offset -> new SinkRecord("secret", 0, null, null, null, "v", offset),
            Duration.ofMillis(100))) {
      assertThatThrownBy(() -> driver.runUntil("the task fails", LIMIT, () -> false))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("secret-0")
          .hasMessageContaining("was asked for the log of secret-0 and refused");
    }
  }

  @Test
  void aStoreThatIsAwayIsNoErrorForAConnectorWhoseGroupHasOffsets() {
    String[] away = {"topics", "open", "hdfs.url", "hdfs://127.0.0.1:1"};
    assertThat(errors(config("ran", away))).isEmpty();
    assertThat(errors(config("never-ran", away))).containsOnlyKeys("hdfs.url");
    assertThat(errors(config("hidden", away))).containsOnlyKeys("hdfs.url");
  }

  private static Map<String, String> config(String name, String... settings) {
    Map<String, String> config = new HashMap<>();
    config.put("name", name);
    config.put("hdfs.url", "file:///");
    config.put("output.dir", directory.resolve("output").resolve(name).toString());
    config.put("format", "text");
    config.put("kafka.bootstrap.servers", broker.bootstrapServers());
    for (int i = 0; i < settings.length; i += 2) {
      config.put(settings[i], settings[i + 1]);
    }
    return config;
  }

  private static Map<String, List<String>> errors(Map<String, String> config) {
    Map<String, List<String>> errors = new TreeMap<>();
    for (ConfigValue value : new HdfsSinkConnector().validate(config).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), value.errorMessages());
      }
    }
    return errors;
  }
}
