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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.sluice.config.KafkaConfig;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.assertj.core.api.AbstractObjectAssert;
import org.junit.jupiter.api.Test;

/** The error of the Kafka client when it gets no usable answer. */
class KafkaLogTest {

  /** The broker accepts connections and does not answer. */
  @Test
  void aBrokerThatHangsIsNamedBeforeTheCallCountsAsHanging() throws IOException {
    try (ServerSocket hanging = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String servers = "127.0.0.1:" + hanging.getLocalPort();
      assertSilent(servers);
    }
  }

  @Test
  void aBrokerThatIsAwayIsNamedBeforeTheCallCountsAsHanging() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertSilent("127.0.0.1:" + port);
  }

  private static void assertSilent(String servers) {
    long start = System.nanoTime();
    try (KafkaLog log = new KafkaLog(config(servers, Map.of()))) {
      assertRetriable(log, true)
          .extracting(Throwable::getMessage)
          .asString()
          .contains(
              "Kafka at " + servers + " did not answer within 300 ms",
              "the log of t-0",
              "check kafka.bootstrap.servers");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aNameThatCannotBeResolvedIsNamed() {
    try (KafkaLog log = new KafkaLog(config("broker.invalid:9092", Map.of()))) {
      assertRetriable(log, true)
          .extracting(Throwable::getMessage)
          .asString()
          .contains("kafka.bootstrap.servers (broker.invalid:9092)", "check the names");
    }
  }

  @Test
  void settingsThatMakeNoClientAreFinal() {
    try (KafkaLog log =
        new KafkaLog(config("127.0.0.1:1", Map.of("security.protocol", "TELEPATHY")))) {
      assertRetriable(log, false)
          .extracting(Throwable::getMessage)
          .asString()
          .contains("kafka.*", "TELEPATHY");
    }
  }

  @Test
  void refusedCredentialsAndPermissionsAreFinalAndSayTheirReason() {
    KafkaErrors errors = new KafkaErrors(config("broker:9092", Map.of()));
    for (Exception refusal :
        List.of(
            new SaslAuthenticationException("why"),
            new TopicAuthorizationException("why"),
            new ClusterAuthorizationException("why"))) {
      StorageException translated = errors.translate("the log of t-0", refusal);
      assertThat(translated.retriable()).as(refusal.toString()).isFalse();
      assertThat(translated)
          .hasMessageContaining("Kafka at broker:9092 (kafka.bootstrap.servers)")
          .hasMessageContaining(refusal.getMessage());
    }
    assertThat(errors.translate("the log of t-0", new LeaderNotAvailableException("why")))
        .hasMessageContaining("was asked for the log of t-0 and answered: why")
        .extracting(StorageException::retriable)
        .isEqualTo(true);
  }

  @Test
  void aClosedClientEndsQuestions() {
    KafkaLog log = new KafkaLog(config("127.0.0.1:1", Map.of()));
    log.close();
    assertThatThrownBy(() -> log.describe("t", 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the Kafka client was closed");
  }

  private static AbstractObjectAssert<?, StorageException> assertRetriable(
      KafkaLog log, boolean retriable) {
    return assertThatThrownBy(() -> log.describe("t", 0))
        .asInstanceOf(type(StorageException.class))
        .satisfies(failure -> assertThat(failure.retriable()).isEqualTo(retriable));
  }

  private static KafkaConfig config(String servers, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", servers);
    return new KafkaConfig(all, 300);
  }
}
